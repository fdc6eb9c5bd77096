"""How an edge of the ladder is declared, and the groups of states that edges start from."""

from django_fsm import transition

from admission.permissions import holds_level
from admission.routes import usual_edge
from admission.states import OPEN, RECOGNITION_LADDER, State

S = State
BEFORE_AGENDA = (
    S.CERTIFIED, S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.COMMITTEE_PROPOSED, S.SUBMITTED, S.APPRAISED,
)  # fmt: skip
RECOGNITION_BEFORE_AGENDA = RECOGNITION_LADDER[1:-1]
FREE = tuple(
    state for state in OPEN if state not in (S.ON_AGENDA, S.RECOGNITION_ON_AGENDA)
)  # in nobody's session
HELPED = tuple(
    state for state in FREE if state not in (S.SOURCE, S.NURTURED)
)  # somebody helps the person already
FREE_ON_PROBATION = tuple(state for state in RECOGNITION_LADDER if state in FREE)
ADMITTED = (S.DECIDED, *FREE_ON_PROBATION, S.FULL, S.STRUCK_OFF, S.RESIGNED, S.MOVED_AWAY)


def edge(level, source, target, label, *, usual=None, where=None, offered=False):
    """Declare an edge: from where, to where, at which level of the ladder (a name from `admission.routes`).

    With `usual`, the file takes it only where its route would take the edge of that name; with `where`, only if
    that holds of the file. While the file is offered to another branch only edges that are `offered` are open.

    Which data it takes and which rules judge it stands with the act in `admission.domain`. Nothing but
    `admission.domain.engine` calls an edge: the library itself checks neither right nor rule.
    """
    conditions = [lambda candidate: (candidate.offer is not None) is offered]
    if usual:
        conditions.append(lambda candidate: usual_edge(candidate.state, candidate.route) == usual)
    if where:
        conditions.append(where)
    return transition(
        field="state",
        source=list(source) if isinstance(source, tuple) else source,
        target=target,
        permission=lambda candidate, user: holds_level(candidate, user, level),
        conditions=conditions,
        custom={"label": label, "level": level},
    )
