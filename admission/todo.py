"""Which files wait for a user, and which will."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from admission.models import Candidate
from admission.permissions import action_at, holds_level
from admission.routes import (
    BOARD,
    BRANCH,
    CERTIFIER,
    COMMITTEE,
    DECIDING,
    SECTION,
    USUAL,
    routes_of,
    usual_step,
)
from admission.rules.probation import probation_ends
from admission.states import OPEN, State
from admission.steps import ACT_OF_EDGE, WORDS
from units.permissions import scope_paths
from units.querysets import within

NEVER = date.max


@dataclass(frozen=True)
class Task:
    url: str
    what: str
    who: str
    due_on: date | None
    opens_on: date | None  # the law allows the act from this day on


def tasks_of(user, today):
    """(tasks, coming): what the user can do now, most urgent first, and what opens on a later day, by that day.

    These are the files whose next step is taken at a level that the user holds.
    """
    files = Candidate.objects.visible_to(user).filter(_maybe_for(user)).with_clocks().select_related("unit")
    files = list(files.order_by("since", "id"))
    routes = routes_of({file.unit for file in files})
    tasks = []
    for file in files:
        file._route = routes[file.unit_id]
        edge, level = usual_step(file.state, file._route)
        if holds_level(file, user, level):
            tasks.append(_task(file, edge))
    now = [task for task in tasks if not task.opens_on or task.opens_on <= today]
    coming = [task for task in tasks if task.opens_on and task.opens_on > today]
    return sorted(now, key=lambda task: task.due_on or NEVER), sorted(coming, key=lambda task: task.opens_on)


def _maybe_for(user):
    """A condition that leaves out most of what is not the user's turn; the route of a file tells the rest."""
    condition = Q(pk__in=[])
    for level in (BRANCH, SECTION, COMMITTEE, BOARD, DECIDING):
        states = [state for state in OPEN if level in _levels(state)]
        condition |= within(scope_paths(user, action_at(level)), "unit__path") & Q(state__in=states)
    return condition


def _levels(state):
    """The levels at which the next step of a file in this state may be taken, on one route or another."""
    if state not in USUAL:  # after the branch's vote: the route decides
        return {BRANCH, SECTION, COMMITTEE, BOARD}
    level = USUAL[state][1]
    return {BRANCH, COMMITTEE} if level == CERTIFIER else {level}


def _task(file, edge):
    act = ACT_OF_EDGE[edge]
    url = reverse("admission:candidate_detail", kwargs={"pk": file.pk})
    opens_on = probation_ends(file.ceremony_on) if file.state == State.PROBATIONARY else None
    return Task(url, WORDS[act].title, f"{file.full_name} – {file.unit.name}", file.due_on, opens_on)
