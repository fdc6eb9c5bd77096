"""By when the next act of a file is due. A late act is shown as late; whether it is still lawful, the rules say."""

from dataclasses import dataclass

from admission.states import State as S

from .book import current, figure
from .probation import probation_ends
from .spans import add_working_days


@dataclass(frozen=True)
class Deadline:
    """The working days of the rule `code`, from the day that the anchor names."""

    states: tuple[str, ...]
    anchor: str
    code: str

    def working_days(self, day):
        return figure(self.code, "working_days", day)

    def instrument(self, day):
        return current().instrument(self.code, day)


DEADLINES = (
    Deadline((S.VERIFYING,), "verification_sent_on", "VERIFICATION_REPLY"),
    Deadline(
        (S.BRANCH_PROPOSED, S.SECTION_APPRAISED, S.COMMITTEE_PROPOSED, S.SUBMITTED, S.APPRAISED, S.ON_AGENDA),
        "branch_resolved_on", "DECISION_60_WORKING_DAYS",
    ),
    Deadline((S.DECIDED,), "decided_on", "CEREMONY_30_WORKING_DAYS"),
    Deadline((S.PROBATIONARY,), "probation_ends_on", "RECOMMENDATION_30_WORKING_DAYS"),
    Deadline(
        (S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED, S.COMMITTEE_RECOMMENDED, S.RECOGNITION_SUBMITTED,
         S.RECOGNITION_APPRAISED, S.RECOGNITION_ON_AGENDA),
        "branch_recommended_on", "RECOGNITION_30_WORKING_DAYS",
    ),
)  # fmt: skip
OF_STATE = {state: deadline for deadline in DEADLINES for state in deadline.states}


def due_on(file):
    """The day by which the file's next step is due, or None. `file` comes from `Candidate.objects.with_clocks()`."""
    deadline = OF_STATE.get(file.state)
    start = deadline and _anchor(file, deadline.anchor)
    return start and add_working_days(start, deadline.working_days(start))


def _anchor(file, name):
    if name == "probation_ends_on":
        return file.ceremony_on and probation_ends(file.ceremony_on)
    return getattr(file, name)
