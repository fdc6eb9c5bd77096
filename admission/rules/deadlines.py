"""By when the next act of a file is due. A late act is shown as late; whether it is still lawful, the rules say."""

from dataclasses import dataclass

from admission.states import State as S

from .instruments import REGULATIONS, Instrument, in_force
from .probation import probation_ends
from .spans import add_working_days


@dataclass(frozen=True)
class Deadline:
    """`working_days` from the day that the anchor names; `clause` of the regulation in force on that day."""

    states: tuple[str, ...]
    anchor: str
    working_days: int
    clause: str
    confidence: str = "C"

    def instrument(self, day) -> Instrument:
        return in_force(REGULATIONS, day)


DEADLINES = (
    Deadline((S.VERIFYING,), "verification_sent_on", 30, "điểm 3.4", "K"),
    Deadline(
        (S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.COMMITTEE_PROPOSED, S.SUBMITTED, S.APPRAISED, S.ON_AGENDA),
        "branch_resolved_on", 60, "điểm 4.3.1",
    ),
    Deadline((S.DECIDED,), "decided_on", 30, "điểm 4.1", "U"),
    Deadline((S.PROBATIONARY,), "probation_ends_on", 30, "điểm 4.2"),
    Deadline(
        (S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED, S.COMMITTEE_RECOMMENDED, S.RECOGNITION_SUBMITTED,
         S.RECOGNITION_APPRAISED, S.RECOGNITION_ON_AGENDA),
        "branch_recommended_on", 30, "điểm 4.3.1",
    ),
)  # fmt: skip
OF_STATE = {state: deadline for deadline in DEADLINES for state in deadline.states}


def due_on(file):
    """The day by which the file's next step is due, or None. `file` comes from `Candidate.objects.with_clocks()`."""
    deadline = OF_STATE.get(file.state)
    start = deadline and _anchor(file, deadline.anchor)
    return start and add_working_days(start, deadline.working_days)


def _anchor(file, name):
    if name == "probation_ends_on":
        return file.ceremony_on and probation_ends(file.ceremony_on)
    return getattr(file, name)
