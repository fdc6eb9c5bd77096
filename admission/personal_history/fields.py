"""What a section of form 2-KNĐ is made of."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    LINE = "line"
    TEXT = "text"
    MONTH = "month"  # 06/2019
    UNTIL = "until"  # 06/2019 or "nay"
    DAY = "day"  # 05/03/1998
    YEAR = "year"  # 1962, 03/1962 or 05/03/1962
    NAME = "name"  # a person's
    PLACE = "place"  # commune, province (the old names in brackets)
    CHOICE = "choice"
    TICK = "tick"


LONGEST = {Kind.TEXT: 20_000, Kind.LINE: 300, Kind.PLACE: 300, Kind.NAME: 80}
TICKED = "1"


@dataclass(frozen=True)
class Field:
    """One blank of the form. `help` says what is meant, `example` shows it filled in."""

    name: str
    label: str
    help: str
    example: str = ""
    kind: Kind = Kind.LINE
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def longest(self):
        return LONGEST.get(self.kind, 40)


@dataclass(frozen=True)
class Section:
    """One page of the guided entry. `items`: the numbers of the official form that it holds.

    With `row_fields` it is a table of rows, each called `row_name`; with `none_label` the applicant may state that
    there is nothing to tell.
    """

    key: str
    items: str
    title: str
    lead: str
    fields: tuple[Field, ...] = ()
    row_fields: tuple[Field, ...] = ()
    row_name: str = ""
    none_label: str = ""
    warning: str = ""  # what people get wrong here

    def row_field(self, name):
        return next(one for one in self.row_fields if one.name == name)


@dataclass(frozen=True)
class Part:
    """What has been written in one section: texts by the names of its fields, and rows with an "id" each.

    `version`: that of the whole history when this section changed last; `on`: the day of that change, ISO.
    """

    fields: dict[str, str] = field(default_factory=dict)
    rows: tuple[dict[str, str], ...] = ()
    none: bool = False
    version: int = field(default=0, compare=False)
    on: str = field(default="", compare=False)

    @property
    def is_empty(self):
        return not self.none and not self.rows and not any(self.fields.values())

    def text(self, name):
        return self.fields.get(name, "")
