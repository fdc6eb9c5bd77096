"""The name of every number in a report that stands for people: what leads from a figure to those behind it.

A key is a measure, as the roll-ups call it, and "@first..last" where the number is of other days than the report's own:
"admitted", "group:female", "pool:nurtured", "admitted@2024-03-01..2024-03-31". Beside the measures of
`admission.counting` there are

    pool, probation, stopped     all states or reasons together
    waited:<state>:<band>        open files by how long they have stood in the state: a band of `WAITS`, or "late"
    aged:<sex>:<group>           the admitted by sex and age group (`admission.groups.AGE_GROUPS`)
    sent, returned:files, returned, returned:<fault>     files that went up, that came back; returns; by fault ("none":
                                 recorded without a code)
    waited:pool:<band>, waited:probation:<band>          the same of all states of one ladder
    late, late:pool, late:probation                      open files whose next step was due before the day
                                 (`admission.reports.waits`); those of one ladder
    introduced, introduced:<organisation>     people whom an organisation introduced
    stepped:<state>              files that left the state in the span
    session:<outcome>            people on whom sessions concluded so
"""

from datetime import date
from typing import NamedTuple

WAITS = {"under_30": 30, "to_90": 90, "to_180": 180, "over_180": None}  # whole days, the last one excluded


class Counted(NamedTuple):
    """A number of people, what it is called, and by which name they are found."""

    label: str
    key: str
    n: int


def key(measure, *parts):
    return ":".join([measure, *map(str, parts)])


def over(name, first, last):
    """The same measure over other days, both included."""
    return f"{name}@{first.isoformat()}..{last.isoformat()}"


def split(name):
    """(measure, first day, last day) of a key; the days are None where they are the report's own.

    Raises ValueError for what is no key.
    """
    measure, _, days = name.partition("@")
    if not days:
        return measure, None, None
    first, last = (date.fromisoformat(day) for day in days.split(".."))
    return measure, first, last
