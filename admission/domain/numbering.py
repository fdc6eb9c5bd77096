"""Numbers of the resolutions of a branch and of a committee, and of the reports of a section.

They run from 01 for a whole term of the committee, by kind of paper (HD 05-HD/VPTW, 27/5/2026), and are written
"05-NQ/CB".
"""

import re
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from admission.models import Paper, Resolution, Standing
from admission.models.dossier import Body, PaperCode
from units.models import Period, PeriodKind, UnitSuccession
from units.querysets import within
from units.subtrees import DayTree

SYMBOL = {Body.BRANCH: "-NQ/CB", Body.SECTION: "-BC/ĐUBP", Body.COMMITTEE: "-NQ/ĐU"}
PAPERS = {  # papers beside votes that take a number of the same series
    Body.BRANCH: (PaperCode.HELPERS,),
    Body.SECTION: (PaperCode.KND_7, PaperCode.KND_14),
    Body.COMMITTEE: (),
}
PATTERN = re.compile(r"0*(\d{1,5})(\D.*)")


class Series:
    """The numbers of one unit in the term of a day. `taken`: {number as written: the day it was used}."""

    def __init__(self, unit, body, on):
        self.body, self.taken = body, _taken(unit, body, on)

    def suggested(self):
        """The number after the highest one, with the symbol of the latest."""
        parts = [found for number in self.taken if (found := PATTERN.fullmatch(number))]
        symbol = parts[-1][2] if parts else SYMBOL[self.body]
        return written(max((int(found[1]) for found in parts), default=0) + 1, symbol)

    def free_from(self, first):
        """The first number from `first` on that nobody has; None where `first` is not a number with a symbol."""
        found = PATTERN.fullmatch(first)
        if not found:
            return None
        number, used = int(found[1]), {plain(one) for one in self.taken}
        while plain(written(number, found[2])) in used:
            number += 1
        return written(number, found[2])

    def used_on(self, number):
        """The day on which this number was used; None when it is free."""
        return next((day for one, day in self.taken.items() if plain(one) == plain(number)), None)

    def take(self, number, on):
        self.taken[number] = on


def written(number, symbol):
    return f"{number:02d}{symbol}"


def plain(number):
    """As numbers are compared: 5-NQ/CB is 05-NQ/CB."""
    return number.lstrip("0").casefold()


def _taken(unit, body, on):
    term = (
        Period.objects.filter(kind=PeriodKind.TERM, starts__lte=on, ends__gte=on).order_by("-starts").first()
    )
    votes = Resolution.objects.filter(body=body)
    alone = _of_that_day(votes.filter(meeting_item=None), "held_on", unit)
    papers = _of_that_day(Paper.objects.filter(code__in=PAPERS[body]), "issued_on", unit)
    rows = [
        *_numbers(votes.filter(meeting_item__meeting__unit=unit), "held_on", term),
        *_numbers(alone, "held_on", term),
        *_numbers(papers, "issued_on", term),
    ]
    return {number: day for day, _, number in sorted(rows)}


def _numbers(rows, day, term):
    """(day, id, number) of those that have a number, of the term if there is one."""
    rows = rows.exclude(number="")
    if term:
        rows = rows.filter(**{f"{day}__gte": term.starts})
    return rows.order_by().values_list(day, "id", "number")


def _of_that_day(rows, day, unit):
    """Those on files that stood in this unit or below it on the day in that column, wherever they are now; what is
    dated before a file was opened belongs to where it was opened."""
    stood = Standing.objects.filter(candidate=OuterRef("candidate")).order_by("id").values("unit__path")
    then = stood.filter(valid_from__lte=OuterRef(day)).reverse()
    ever = Standing.objects.filter(within([unit.path], "unit__path")).values("candidate")
    rows = rows.filter(candidate__in=ever).annotate(then=Coalesce(Subquery(then[:1]), Subquery(stood[:1])))
    return rows.filter(_below(unit, day))


def _below(unit, day):
    """A condition on `then`: it lay below the unit on the day in that column. What was numbered in a unit before it was
    merged into this one stays in the series of that unit."""
    merged = UnitSuccession.objects.filter(successor=unit).order_by().values_list("valid_from", flat=True)
    days = sorted(set(merged))
    condition = within([unit.path], "then") & (Q(**{f"{day}__gte": days[-1]}) if days else Q())
    for since, on in zip([date.min, *days], days, strict=False):
        ranges = (Q(then__gte=a, then__lt=b) for a, b in DayTree(on - timedelta(1)).ranges(unit))
        condition |= reduce(or_, ranges) & Q(**{f"{day}__gte": since, f"{day}__lt": on})
    return condition
