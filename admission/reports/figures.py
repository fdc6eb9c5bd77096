"""What a quota report says, and nothing of how it looks. Page, PDF, Excel file and JSON print this object."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from .parts import GrassrootsLine, MonthLine, Pace, PastLine, PyramidLine, ReturnsLine, StepLine, WaitLine


@dataclass(frozen=True)
class TargetLine:
    """One target of a unit in force on the day, with what was achieved against it."""

    by: str  # units.models.TargetBy: assigned | registered | resolution | plan
    of: str  # all, the group that the target is for: female …, or who is to introduce: introduced:youth_union …
    value: int | None  # people; None when the target is a rate
    rate: Decimal | None  # per cent of the base named by `basis`
    basis: str
    at_least: bool  # a floor: "từ 6 trở lên"
    decided_on: date
    decision: str
    achieved: int
    percent: str | None  # "114,17"; None when there is nothing to divide by
    pace: Pace | None = None  # None for a rate without its base


@dataclass(frozen=True)
class BaseLine:
    """A membership count that serves as the base of a rate."""

    basis: str  # term_start | year_end | counted
    on: date
    full: int
    probationary: int
    rate: str | None  # admitted in per cent of `total`

    @property
    def total(self):
        return self.full + self.probationary


@dataclass(frozen=True)
class GroupLine:
    count: int
    share: str | None  # per cent of all admitted


@dataclass(frozen=True)
class SessionLine:
    on: date
    admit: int
    defer: int
    refer: int
    refuse: int
    higher: int = 0


@dataclass(frozen=True)
class TermLine:
    """The term in which the report lies, from its first day up to and including the day of the report."""

    period: str  # code
    name: str
    starts: date
    ends: date
    admitted: int
    recognised: int
    struck_off: int
    resigned: int
    targets: tuple[TargetLine, ...] = ()


@dataclass(frozen=True)
class Figures:
    """The figures of one unit with its whole subtree, for one period up to and including the day `as_of`.

    From `waits` on they are of the unit itself only, empty in its children.
    """

    unit: str  # code
    unit_id: int
    name: str  # as it was called on that day
    kind: str
    period: str  # code
    period_name: str
    starts: date
    ends: date  # last day of the period
    as_of: date
    counted_by: str  # ceremony | decision: the day an admission counts from
    computed_at: datetime
    admitted: int
    recognised: int
    struck_off: int
    resigned: int
    targets: tuple[TargetLine, ...] = ()
    members: tuple[BaseLine, ...] = ()
    groups: dict[str, GroupLine] = field(
        default_factory=dict
    )  # every group, in printing order, zeros included
    pool: dict[str, int] = field(default_factory=dict)  # open files by state, ladder order, zeros left out
    probation: dict[str, int] = field(default_factory=dict)  # probationary members by state, the same way
    stopped: dict[str, int] = field(default_factory=dict)  # by reason, zeros left out
    introduced: dict[str, int] = field(default_factory=dict)  # by organisation, zeros left out
    sessions: tuple[SessionLine, ...] = ()
    recognised_on_time: int = 0
    recognised_late: int = 0
    late_pool: int = 0  # open files on the way to admission whose next step was due before the day
    late_probation: int = 0  # the same of those on probation
    returns: ReturnsLine = ReturnsLine()
    months: tuple[MonthLine, ...] = ()
    stored: bool = field(
        default=False, compare=False
    )  # read from the stored figures, counted at `computed_at`; else from the facts
    waits: tuple[WaitLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    pyramid: tuple[PyramidLine, ...] = ()
    past: tuple[PastLine, ...] = ()
    term: TermLine | None = None
    grassroots: GrassrootsLine | None = None
    children: tuple["Figures", ...] = ()  # direct children only, each without children of its own

    @property
    def late(self):
        return self.late_pool + self.late_probation

    @property
    def main_target(self):
        return main_target(self.targets)


def main_target(lines, of="all"):
    """The target that a unit is measured by, for all people or a group of them: assigned before plan before registered
    before resolution; or None."""
    order = ("assigned", "plan", "registered", "resolution")
    return min((line for line in lines if line.of == of), key=lambda line: order.index(line.by), default=None)
