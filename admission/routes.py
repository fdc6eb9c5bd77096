"""The levels that a file passes, from its branch to the committee that decides."""

from contextlib import contextmanager
from dataclasses import dataclass
from threading import local

from django.db.models import Exists, OuterRef
from django.utils import timezone

from admission.states import State as S
from units.hierarchy import line
from units.models import Unit, UnitPower
from units.models.unit import BASE_KINDS, Kind

# Levels at which a file is acted on. CERTIFIER: the base committee, or a base branch for its own people.
# HOLDER: whoever takes the usual next edge. DECIDING: whoever records what the session of the deciding unit concluded.
BRANCH, SECTION, COMMITTEE, BOARD = "branch", "section", "committee", "board"
# RECEIVER: the branch to which the file is offered, or its base committee.
CERTIFIER, HOLDER, DECIDING, RECEIVER = "certifier", "holder", "deciding", "receiver"
_this_thread = local()


@dataclass(frozen=True)
class Route:
    """`section` and `committee` are None where the route has no such step. `deciding` is the unit whose committee
    decides; with `outside` nobody on the way may, and the topmost unit records what an outside authority decides."""

    branch: Unit
    section: Unit | None
    committee: Unit | None
    deciding: Unit
    outside: bool

    @property
    def decides_itself(self):
        """The base committee decides on its own, and submits to no one."""
        return self.committee == self.deciding and not self.outside

    @property
    def has_committee_step(self):
        """A base committee votes on the file before it goes to another one that decides."""
        return self.committee is not None and not self.decides_itself


def route_of(unit):
    """The `Route` of one branch in today's tree."""
    known = getattr(_this_thread, "routes", {})
    if unit.pk not in known:
        known[unit.pk] = routes_of([unit])[unit.pk]
    return known[unit.pk]


@contextmanager
def remembered():
    """Within a bulk load, in whose units nobody else is at work yet: look each route up once."""
    _this_thread.routes = {}
    try:
        yield
    finally:
        del _this_thread.routes


def routes_of(units, day=None):
    """{unit id: Route} of many branches in today's tree, by one query; with the powers of today, or of `day`."""
    prefixes = {path for unit in units for path in line(unit.path)}
    power = UnitPower.objects.on(day or timezone.localdate()).filter(unit=OuterRef("pk"))
    found = Unit.objects.filter(path__in=prefixes).annotate(may_decide=Exists(power)).order_by()
    known = {unit.path: unit for unit in found}
    deciders = {unit.pk for unit in known.values() if unit.may_decide}
    return {unit.pk: _along(_upward(unit.path, known), deciders) for unit in units}


def _upward(path, known):
    """The units from the one at a path to the root."""
    return [known[above] for above in reversed(line(path))]


def _along(units, deciders):
    """The `Route` along a chain of units from the branch upward.

    The deciding unit is the nearest one at or above the base organisation whose committee holds the power.
    """
    base = next((i for i, unit in enumerate(units) if unit.kind in BASE_KINDS), 0)
    deciding = next((unit for unit in units[base:] if unit.pk in deciders), None)
    return Route(
        branch=units[0],
        section=next((unit for unit in units if unit.kind == Kind.SECTION), None),
        committee=units[base] if units[base].kind == Kind.BASE_COMMITTEE else None,
        deciding=deciding or units[-1],
        outside=deciding is None,
    )


# The usual edge out of each state, and the level that takes it; where the route decides: see `_after_branch`.
USUAL = {
    S.SOURCE: ("assign_helper", BRANCH),
    S.NURTURED: ("take_application", BRANCH),
    S.DOSSIER: ("send_verification", BRANCH),
    S.VERIFYING: ("certify", CERTIFIER),
    S.CERTIFIED: ("propose", BRANCH),
    S.COMMITTEE_PROPOSED: ("submit", CERTIFIER),
    S.SUBMITTED: ("appraise", BOARD),
    S.APPRAISED: ("put_on_agenda", BOARD),
    S.ON_AGENDA: ("decide", DECIDING),
    S.DECIDED: ("hold_ceremony", BRANCH),
    S.PROBATIONARY: ("recommend", BRANCH),
    S.COMMITTEE_RECOMMENDED: ("submit_recognition", CERTIFIER),
    S.RECOGNITION_SUBMITTED: ("appraise_recognition", BOARD),
    S.RECOGNITION_APPRAISED: ("put_recognition_on_agenda", BOARD),
    S.RECOGNITION_ON_AGENDA: ("recognise", DECIDING),
}
RECOGNITION_EDGES = {
    "section_appraise": "section_recommend",
    "committee_propose": "committee_recommend",
    "submit": "submit_recognition",
    "appraise": "appraise_recognition",
}


def usual_step(state, route):
    """(edge, level) that a file in this state takes next on its way up; (None, None) at the end of the ladder."""
    if state in (S.BRANCH_PROPOSED, S.SECTION_APPRAISED):
        return _after_branch(route, appraised_by_section=state == S.SECTION_APPRAISED)
    if state in (S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED):
        name, level = _after_branch(route, appraised_by_section=state == S.SECTION_RECOMMENDED)
        return RECOGNITION_EDGES[name], level
    return USUAL.get(state, (None, None))


def usual_edge(state, route):
    return usual_step(state, route)[0]


def _after_branch(route, *, appraised_by_section):
    if route.section and not appraised_by_section:
        return "section_appraise", SECTION
    if route.decides_itself:
        return "appraise", BOARD
    return ("committee_propose", COMMITTEE) if route.committee else ("submit", CERTIFIER)


def level_on(route, level, state):
    """The (level, unit) at which an edge of this level is taken; the unit is None where the route has no such step,
    or the file has come to its end."""
    if level == HOLDER:
        level = usual_step(state, route)[1]
    if level == CERTIFIER:
        level = COMMITTEE if route.committee else BRANCH
    if level == DECIDING:
        level = BOARD
    units = {BRANCH: route.branch, SECTION: route.section, COMMITTEE: route.committee, BOARD: route.deciding}
    return level, units.get(level)
