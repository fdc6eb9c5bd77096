"""What a report says beside its main figures: each part of `figures.Figures` as a frozen value."""

from dataclasses import dataclass, field
from datetime import date

from .keys import WAITS


@dataclass(frozen=True)
class Pace:
    """How far a target is, against the days that have gone: behind is who has less than target x gone / days."""

    goal: str  # people that the target asks for, "120", "131,50"
    standing: str  # passed | reached | on_pace | behind; missed: the period is over
    expected: str  # people by that day, "109,89"
    gone: int  # days of the period up to and including the day of the report
    days: int  # days of the whole period
    over: str  # people beyond the target, or lacking from it: "2", "0,50"


@dataclass(frozen=True)
class MonthLine:
    first: date
    last: date  # of the month, within period and day of the report
    admitted: int
    so_far: int  # since the start of the period
    expected: str | None  # by the last day, at an even pace towards the main target


@dataclass(frozen=True)
class WaitLine:
    """Open files in one state, by how long they have stood there, in whole days."""

    state: str
    bands: dict[str, int]  # each of `keys.WAITS`
    late: int | None  # beyond the span that the rules set; None where they set none

    @property
    def total(self):
        return sum(self.bands.values())


@dataclass(frozen=True)
class StepLine:
    """How many days files stood in a state, of those that left it in the span: the ceil(n/2)th and ceil(9n/10)th."""

    state: str
    files: int
    median: int
    p90: int


@dataclass(frozen=True)
class PyramidLine:
    group: str  # of admission.groups.AGE_GROUPS
    women: int
    men: int


@dataclass(frozen=True)
class PastLine:
    """The same span of an earlier year, with the tree of that day."""

    starts: date
    as_of: date
    admitted: int
    recognised: int
    struck_off: int
    percent: str | None  # admitted now in per cent of then


@dataclass(frozen=True)
class ReturnsLine:
    """Files that went up in the span, files that came back, and how often: by fault ("none": without a code)."""

    sent: int = 0
    files: int = 0
    returns: int = 0
    per_file: str | None = None  # returns for each file that went up
    faults: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class GrassrootsLine:
    """Base organisations (TCCSĐ) below the unit, itself included, and those that admitted nobody in the span."""

    total: int
    without: int


def wait_bands(days, n, bands=None):
    """`bands` with `n` files more that have stood for so many days."""
    bands = dict.fromkeys(WAITS, 0) if bands is None else bands
    found = next(band for band, limit in WAITS.items() if limit is None or days < limit)
    return {**bands, found: bands[found] + n}
