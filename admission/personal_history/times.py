"""Months and years as people write them on the form, and what a table of months leaves out."""

import re
from dataclasses import dataclass
from datetime import date

NOW = "nay"


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    def __str__(self):
        return f"{self.month:02d}/{self.year}"

    def plus(self, months):
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    @property
    def count(self):
        """Months since year 0: the difference of two is the span between them."""
        return self.year * 12 + self.month - 1


def month_of(day):
    return Month(day.year, day.month)


def read_month(text):
    """ "6/2019", "06-2019", "062019" as a `Month`; None for anything else."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*[/.\- ]?\s*(\d{4})\s*", text)
    if not found:
        return None
    month, year = int(found[1]), int(found[2])
    return Month(year, month) if 1 <= month <= 12 and 1900 <= year <= 2100 else None


def is_now(text):
    return text.strip().casefold() in (NOW, "đến nay", "hiện nay")


def read_day(text):
    """ "5/3/1998" as a date; None for anything else."""
    found = re.fullmatch(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*", text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 2100 else None


def read_year(text):
    """The year of "1962", "3/1962" or "5/3/1962"; None for anything else."""
    if re.fullmatch(r"\s*\d{4}\s*", text):
        year = int(text)
        return year if 1800 <= year <= 2100 else None
    found = read_month(text) or read_day(text)
    return found.year if found else None


@dataclass(frozen=True)
class Span:
    """A row of a table from one month to another, both included."""

    key: str
    first: Month
    last: Month


def gaps(spans, start, end):
    """[(first missing month, last missing month)] between `start` and `end`."""
    found, expected = [], start
    for span in sorted(spans, key=lambda one: (one.first, one.last)):
        if span.first > expected:
            found.append((expected, span.first.plus(-1)))
        expected = max(expected, span.last.plus(1))
    if expected <= end:
        found.append((expected, end))
    return found


def overlaps(spans):
    """[(first, last month told twice, key of the later row)]; one month shared by the end of a row and the beginning
    of the next is no overlap: people change in the middle of a month."""
    found, latest = [], None
    for span in sorted(spans, key=lambda one: (one.first, one.last)):
        if latest and span.first < latest.last:
            found.append((span.first, min(latest.last, span.last), span.key))
        if latest is None or span.last > latest.last:
            latest = span
    return found
