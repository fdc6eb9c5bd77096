"""The clocks that run on a file: what is due, by which clause, from when until when, and who is late."""

from dataclasses import dataclass
from datetime import date

from admission.permissions import action_at
from admission.routes import BOARD, BRANCH, DECIDING, level_on, usual_step
from admission.rules.deadlines import Deadline, Span, running
from admission.rules.spans import WEEKEND, working_days_between
from admission.steps import WHO
from units.models import Unit
from units.permissions import can


@dataclass(frozen=True)
class Clock:
    """One span that runs on one file. `level` and `unit`: who is late when it passes; the unit is None where nobody
    is. Whole days, both ends included."""

    span: Span
    level: str
    unit: Unit | None
    is_next: bool  # the deadline of the file's next step

    @property
    def deadline(self) -> Deadline:
        return self.span.deadline

    @property
    def code(self):
        return self.deadline.code

    @property
    def what(self):
        return self.deadline.what

    @property
    def start(self) -> date:
        return self.span.start

    @property
    def end(self) -> date:
        return self.span.end

    @property
    def length(self):
        """Such as "60 ngày làm việc" or "12 tháng"."""
        if self.span.months:
            return f"{self.span.months} tháng"
        return f"{self.span.working_days} ngày làm việc"

    @property
    def citation(self):
        """Clause and instrument in force on the day the span began."""
        clause = self.deadline.provision(self.start).clause
        number = self.deadline.instrument(self.start).number
        return f"{clause}, {number}" if clause else number

    @property
    def confidence(self):
        return self.deadline.provision(self.start).confidence

    @property
    def skipped(self):
        return self.span.skipped

    def working_days_left(self, today):
        """Negative when it has passed."""
        return working_days_between(today, self.end)

    def is_of(self, user):
        """Is it the user who is late when it passes?"""
        return self.unit is not None and can(user, action_at(self.level), self.unit)


@dataclass(frozen=True)
class Row:
    """One line of the panel on a file's page, for components/clocks.html."""

    what: str
    length: str
    start: date
    end: date
    citation: str
    who: str
    left: str
    is_extended: bool
    holidays: list[tuple[date, str]]
    weekend_days: int


def rows_of(file, today):
    """The clocks of a file in words."""
    return [_row(clock, today) for clock in clocks_of(file)]


def _row(clock, today):
    holidays = [(day, why) for day, why in clock.skipped if why not in WEEKEND.values()]
    return Row(
        what=clock.what,
        length=clock.length,
        start=clock.start,
        end=clock.end,
        citation=clock.citation,
        who=_who(clock),
        left=_left(clock, today),
        is_extended=clock.span.extended_on is not None,
        holidays=holidays,
        weekend_days=len(clock.skipped) - len(holidays),
    )


def _who(clock):
    if clock.unit is None or clock.level == BRANCH:
        return clock.unit.name if clock.unit else ""
    return f"{WHO[BOARD if clock.level == DECIDING else clock.level]} ({clock.unit.name})"


def _left(clock, today):
    if clock.span.months:
        return ""
    days = clock.working_days_left(today)
    return f"còn {days} ngày làm việc" if days >= 0 else f"quá {-days} ngày làm việc"


def clocks_of(file):
    """The `Clock`s of a file which comes from `Candidate.objects.with_clocks()`, the first to end first."""
    return [_clock(file, span) for span in running(file)]


def _clock(file, span):
    level, unit = _late(file, span.deadline.late)
    return Clock(span, level, unit, is_next=span.deadline.is_due_in(file.state))


def _late(file, level):
    if not level:
        return "", None
    if level == "holder":
        level = usual_step(file.state, file.route)[1]
    if level == DECIDING:
        return DECIDING, file.route.deciding
    return level_on(file.route, level, file.state)
