"""What the official table of newly admitted members says. Page, PDF, Excel file and JSON print this object."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Cell:
    """One number of a row. `unknown` counts the people who may belong to it as well; where nobody is known to, `value`
    is None and never 0. Both are empty of what is not followed at all. An average is text: "27,35"."""

    value: int | str | None = None
    unknown: int = 0


@dataclass(frozen=True)
class Line:
    """One row. `before` is None where there is nothing to compare with: no records of the unit a year ago."""

    key: str  # as rows.yaml calls it; "official:" + key behind the figure
    text: str
    now: Cell
    before: Cell | None
    percent: str | None  # now × 100 / before
    indent: int = 0
    head: bool = False
    part: bool = False  # of the row above: adds nothing to its section
    rest: bool = False  # what the rows of the section leave over
    average: bool = False


@dataclass(frozen=True)
class Section:
    key: str
    title: str  # "" for the first, whose first row is its title
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class OfficialTable:
    """Of one unit with all below it, for a period up to and including `as_of`, beside the same span a year before."""

    unit: str  # code
    unit_id: int
    name: str  # as it was called on the day
    parent_name: str
    kind: str
    period: str  # code
    period_name: str
    starts: date
    ends: date
    as_of: date
    before_starts: date
    before_as_of: date
    counted_by: str  # ceremony | decision
    computed_at: datetime
    instruments: tuple[str, ...]  # that the words of the rows rest on, the table's own first
    sections: tuple[Section, ...]

    @property
    def admitted(self):
        return self.line("I").now.value

    def line(self, key):
        return next(line for section in self.sections for line in section.lines if line.key == key)

    def adds_up(self):
        """Keys of the sections whose rows do not add up to row I; empty when all is well."""
        return [
            section.key
            for section in self.sections
            if section.key.startswith("II.")
            and sum(line.now.value or 0 for line in section.lines if not (line.part or line.average))
            != self.admitted
        ]
