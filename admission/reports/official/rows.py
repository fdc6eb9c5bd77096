"""The rows of the official table in the words of a day, as rows.yaml has them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("rows.yaml")


@dataclass(frozen=True)
class Text:
    text: str
    since: date
    until: date
    instrument: str
    confidence: str  # C confirmed, K known, U unknown


@dataclass(frozen=True)
class Row:
    key: str
    texts: tuple[Text, ...]
    counts: str = ""  # the mark of who is counted; "": not followed
    unknown: str = ""
    of: str = "people"  # people | average | units
    indent: int = 0
    head: bool = False
    part: bool = False
    rest: bool = False

    def on(self, day):
        """The `Text` in force on the day. Texts of a row leave no gap: a test sees to it."""
        return next(text for text in self.texts if text.since <= day <= text.until)


@dataclass(frozen=True)
class Part:
    """One section: `rows` as printed, those of the rest last."""

    key: str
    title: str
    rows: tuple[Row, ...]


@cache
def parts():
    data = yaml.safe_load(FILE.read_text("utf-8"))
    usual = {"instrument": data["instrument"], "confidence": data["confidence"]}
    return tuple(_part(section, usual) for section in data["sections"])


def row(key):
    """The `Row` of a key."""
    return next(row for part in parts() for row in part.rows if row.key == key)


def _part(section, usual):
    rest = ({"texts": [{"text": row["text"]}], "rest": True, **row} for row in section.get("rest", ()))
    rows = tuple(_row(row, usual) for row in (*section["rows"], *rest))
    return Part(section["key"], section.get("title", ""), rows)


def _row(row, usual):
    texts = tuple(
        Text(**{"since": date.min, "until": date.max, **usual, **text}) for text in row.pop("texts")
    )
    return Row(texts=texts, **{name: value for name, value in row.items() if name != "text"})
