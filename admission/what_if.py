"""Which open files a new row of the rule book would treat differently, before it is switched on."""

from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from admission.domain.engine import ACTS
from admission.domain.facts import case_for
from admission.models import Candidate
from admission.routes import routes_of
from admission.rules import RULE
from admission.rules.base import ask
from admission.rules.book import current
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, round_of
from admission.todo import FACTS

MOST = 2000  # files looked at in one request; the page says so when there are more


@dataclass(frozen=True)
class Difference:
    """Does the rule hold of the file for an act that it has ahead: as the book is, and as it would be?"""

    file: Candidate
    act: str
    before: bool
    after: bool


def differences(provision, files):
    """([Difference], were all of the files looked at) of a row that would begin on its `since`. `files`: a queryset of
    files; asked of the open ones, on that day, for every act that the rule judges and that still lies ahead. A
    deadline that runs already keeps the figure of the day it began on; a rule asks for that of the day of the act."""
    files = list(files.open().select_related("unit").order_by("sort_key", "id")[: MOST + 1])
    routes = routes_of({file.unit for file in files})
    for file in files:
        file._route = routes[file.unit_id]
    prefetch_related_objects(files, *FACTS)
    old, new = current(), current().with_added([], [provision])
    found = [difference for file in files[:MOST] for difference in _of(file, provision, old, new)]
    return found, len(files) <= MOST


def _of(file, provision, old, new):
    rule, day = RULE.get(provision.code), provision.since
    for act in _ahead(file, rule.acts) if rule else ():
        case = case_for(act, file, day, {})
        before, after = (ask(rule, replace(case, book=book))[0] for book in (old, new))
        if before != after:
            yield Difference(file, act, before, after)
            return


def _ahead(file, acts):
    """Those of the acts that a file in this state has still before it, in its round of the ladder."""
    ladder = [state.value for state in ADMISSION_LADDER + RECOGNITION_LADDER]
    here = ladder.index(file.state)
    for act in acts:
        sources = getattr(Candidate, ACTS[act].edges[0])._django_fsm.transitions
        places = [ladder.index(source) for source in sources if source in ladder]
        in_this_round = any(round_of(ladder[place]) == round_of(file.state) for place in places)
        if in_this_round and here <= max(places):
            yield act
