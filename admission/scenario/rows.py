"""What a scenario file says, row by row. `path` is the place of the row in the file, for messages."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

KINDS = ("central", "province", "superior", "base_committee", "base_branch", "section", "branch")
BASES = ("term_start", "year_end", "counted")
AUTHORITIES = ("assigned", "registered", "resolution", "plan")
PERIOD_KINDS = ("year", "half", "quarter", "month", "term", "plan")
STOP_REASONS = ("age", "education", "background", "works_away", "withdrew", "moved", "other")
OUTCOMES = ("admit", "defer", "refer", "refuse")


class ScenarioErrors(Exception):
    """A file that cannot be loaded. `errors` says everything that is wrong: "units[0].kind: …"."""

    def __init__(self, name, errors):
        self.name, self.errors = name, list(errors)
        super().__init__(f"{name}: " + "; ".join(self.errors))


@dataclass(frozen=True, kw_only=True)
class Row:
    path: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class UnitRow(Row):
    """A unit as written; `count`, `{n}` and `parent` are resolved by `admission.scenario.expand`."""

    code: str
    name: str
    kind: str
    decides: bool = False
    starts: date | None = None
    count: int | None = None
    parent: str | None = None
    children: tuple["UnitRow", ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemberRow(Row):
    unit: str
    on: date
    full: int
    probationary: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class PeriodRow(Row):
    code: str
    kind: str
    starts: date
    ends: date  # last day


@dataclass(frozen=True, kw_only=True)
class TargetRow(Row):
    unit: str
    period: str
    by: str
    value: int | None = None
    rate: Decimal | None = None  # per cent of `basis`; exactly one of value and rate is given
    basis: str = ""
    at_least: bool = False
    of: str = "all"
    decided_on: date | None = None
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class AdmissionRow(Row):
    unit: str
    count: int
    starts: date  # first and last possible day of a ceremony
    ends: date
    groups: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RecognitionRow(Row):
    unit: str
    count: int
    starts: date  # first and last possible day of a recognition decision
    ends: date


@dataclass(frozen=True, kw_only=True)
class SourceRow(Row):
    unit: str
    count: int
    state: str


@dataclass(frozen=True, kw_only=True)
class StoppedRow(Row):
    unit: str
    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SessionRow(Row):
    unit: str
    on: date
    admit: int = 0
    defer: int = 0
    refer: int = 0
    refuse: int = 0

    @property
    def people(self):
        return sum(getattr(self, outcome) for outcome in OUTCOMES)


@dataclass(frozen=True, kw_only=True)
class ExpectRow(Row):
    """Figures that a report must print; None where the file says nothing."""

    unit: str
    period: str
    as_of: date
    admitted: int | None = None
    recognised: int | None = None
    by: str | None = None
    target: int | None = None
    percent: str | None = None
    group: str | None = None
    count: int | None = None
    share: str | None = None
    basis: str | None = None
    members: int | None = None
    rate: str | None = None
    session: dict | None = None  # {"on": date, "admit": …, "defer": …, "refer": …, "refuse": …}

    @property
    def counts_admissions(self):
        """Whether an admission more or less would change one of the figures."""
        return any(
            value is not None for value in (self.admitted, self.percent, self.count, self.share, self.rate)
        )


@dataclass(frozen=True)
class Scenario:
    slug: str
    title: str
    source: str
    units: tuple[UnitRow, ...]
    members: tuple[MemberRow, ...] = ()
    periods: tuple[PeriodRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    admissions: tuple[AdmissionRow, ...] = ()
    recognitions: tuple[RecognitionRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    stopped: tuple[StoppedRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    expect: tuple[ExpectRow, ...] = ()

    def period(self, code):
        return next(period for period in self.periods if period.code == code)

    @property
    def main_period(self):
        """The period that the file is about: of its first expected figure, or else its first."""
        return self.period(self.expect[0].period) if self.expect else self.periods[0]
