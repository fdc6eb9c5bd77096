"""The rule book: which figure is in force on which day, by which clause of which instrument.

The shipped rows are pack.yaml beside this file. An installation may add its own (`extend_with`): corrections and
successors that begin on a later day, so that nothing which was judged before is judged anew.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

LONG_AGO = date.min
MAJORITIES = {(2, 3): "hai phần ba", (3, 4): "ba phần tư", (1, 2): "một nửa"}
FRESH_SECONDS = 30  # what an installation adds begins on a later day: a short memory of it harms nobody


@dataclass(frozen=True)
class Instrument:
    """A text that rules rest on. Known by number and day of issue together: numbers repeat from term to term."""

    key: str
    number: str
    issued: str
    series: str
    since: date
    confidence: str
    note: str = ""

    @property
    def label(self):
        return f"{self.number} ({self.issued})" if self.issued else self.number


@dataclass(frozen=True)
class Provision:
    """One row: what `code` says from `since` on. `source` is the key of an instrument, or a series of them."""

    code: str
    title: str
    source: str
    clause: str
    confidence: str
    since: date = LONG_AGO
    figures: Mapping[str, int] = field(default_factory=dict)
    body: str = ""  # who decides, where that is what the row says
    note: str = ""
    change: int | None = None  # the row of this installation that added it

    @property
    def words(self):
        """The figures as sentences say them, with the majority in words."""
        if "denominator" not in self.figures:
            return self.figures
        share = (self.figures["numerator"], self.figures["denominator"])
        return {**self.figures, "majority": MAJORITIES.get(share, "{}/{}".format(*share))}


class RuleBook:
    """Provisions by code, instruments by series: each list from the oldest to the newest."""

    def __init__(self, instruments: Iterable[Instrument], provisions: Iterable[Provision]):
        self.instruments: dict[str, list[Instrument]] = {}
        for one in sorted(instruments, key=lambda one: one.since):
            self.instruments.setdefault(one.series, []).append(one)
        self.keys = {one.key: one for series in self.instruments.values() for one in series}
        self.provisions: dict[str, list[Provision]] = {}
        for row in sorted(provisions, key=lambda row: row.since):
            self.provisions.setdefault(row.code, []).append(row)

    def provision(self, code, day):
        """The row of `code` in force on a day; for days before the first, the first."""
        return _in_force(self.provisions[code], day)

    def instrument(self, code, day):
        """The instrument that `code` cites on a day."""
        source = self.provision(code, day).source
        return self.keys[source] if source in self.keys else _in_force(self.instruments[source], day)

    def figure(self, code, name, day):
        """A whole number, such as figure("CERTIFICATE_60_MONTHS", "months", day)."""
        return self.provision(code, day).figures[name]

    def citation(self, key, day):
        """Clause and instrument of a rule that was kept with an act of that day: "AGE_18@QD-24-2021"."""
        code, _, source = key.partition("@")
        instrument = self.keys.get(source.partition("+")[0])
        clause = self.provision(code, day).clause if code in self.provisions else ""
        return ", ".join(part for part in (clause, instrument.number if instrument else source) if part)

    def with_added(self, instruments, provisions):
        mine = [one for series in self.instruments.values() for one in series]
        rows = [row for rows in self.provisions.values() for row in rows]
        return RuleBook([*mine, *instruments], [*rows, *provisions])


def _in_force(rows, day):
    return next((row for row in reversed(rows) if row.since <= day), rows[0])


@cache
def _pack():
    return yaml.safe_load(Path(__file__).with_name("pack.yaml").read_text("utf-8"))


@cache
def shipped():
    """The book as it comes with the system."""
    pack = _pack()
    instruments = [
        Instrument(series=series, **row) for series, rows in pack["instruments"].items() for row in rows
    ]
    provisions = [
        Provision(code=code, **{**row, "figures": MappingProxyType(row.get("figures", {}))})
        for code, rows in pack["provisions"].items()
        for row in rows
    ]
    return RuleBook(instruments, provisions)


@cache
def shipped_moved_days():
    """[(day off, day worked in exchange or None)] that came with the system."""
    return [(row["rests"], row.get("works")) for row in _pack()["moved_days"]]


@cache
def subjects():
    """{heading: [codes]}, in the order in which pages list the rules."""
    return _pack()["subjects"]


class _Kept:
    """What the installation adds, read again when it is no longer fresh."""

    def __init__(self, make: Callable):
        self.make, self.value, self.read_at = make, None, 0.0

    def get(self):
        if self.value is None or time.monotonic() - self.read_at > FRESH_SECONDS:
            self.value, self.read_at = self.make(), time.monotonic()
        return self.value

    def forget(self):
        self.value = None


_current = _Kept(shipped)
_moved_days = _Kept(shipped_moved_days)


def extend_with(read_rows, read_moved_days):
    """Registered once when the application starts: `read_rows()` gives (instruments, provisions) of the installation,
    `read_moved_days()` its [(day of rest, day worked or None)]."""
    _current.make = lambda: shipped().with_added(*read_rows())
    _moved_days.make = lambda: [*shipped_moved_days(), *read_moved_days()]
    forget()


def forget():
    """Read the installation's own rows again at the next question."""
    _current.forget()
    _moved_days.forget()


def current():
    """The book in use."""
    return _current.get()


def moved_days():
    return _moved_days.get()


def figure(code, name, day):
    """The whole number of the rule `code` in force on a day."""
    return current().figure(code, name, day)
