"""What a quota report says, and nothing of how it looks. Page, PDF, Excel file and JSON print this object."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class TargetLine:
    """One target of a unit in force on the day, with what was achieved against it."""

    by: str  # units.models.TargetBy: assigned | registered | resolution | plan
    of: str  # all, or the group that the target is for: female, youth_union …
    value: int | None  # people; None when the target is a rate
    rate: Decimal | None  # per cent of the base named by `basis`
    basis: str
    at_least: bool  # a floor: "từ 6 trở lên"
    decided_on: date
    decision: str
    achieved: int
    percent: str | None  # "114,17"; None when there is nothing to divide by


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
class Figures:
    """The figures of one unit with its whole subtree, for one period up to and including the day `as_of`."""

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
    sessions: tuple[SessionLine, ...] = ()
    children: tuple["Figures", ...] = ()  # direct children only, each without children of its own

    @property
    def main_target(self):
        """The target that a bar is drawn against: assigned before plan before registered before resolution."""
        order = ("assigned", "plan", "registered", "resolution")
        lines = [line for line in self.targets if line.of == "all"]
        return min(lines, key=lambda line: order.index(line.by), default=None)
