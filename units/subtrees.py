"""Who lay below whom on a past day, as ranges of today's paths: the rows of that day's subtree in one query.

Only units that were moved since, or went on in another, stand elsewhere; everything else still hangs where it did. A
unit that was not there on the day (opened later, closed before) counts in the nearest unit above it that was.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from units.hierarchy import STEP, line
from units.models import Unit, UnitLink

AFTER = "~"  # sorts behind every step of a path
MANY = 100  # more ranges than these make a condition too deep for SQLite: then by ids
CHUNK = 100


class DayTree:
    """The tree of a day, as far as it differs from today's."""

    def __init__(self, day):
        ended = UnitLink.objects.on(day).filter(valid_to__isnull=False).order_by()
        self._moved = {
            link.unit.path: link.parent.path if link.parent else None
            for link in ended.select_related("unit", "parent")
            if link.unit.path[:-STEP] != (link.parent.path if link.parent else "")
        }

    def chain(self, path):
        """Paths of the units above a unit on the day, the topmost first, its own last."""
        moved = next((one for one in reversed(line(path)) if one in self._moved), None)
        if moved is None:
            return line(path)
        above = self._moved[moved]
        below = [one for one in line(path) if len(one) >= len(moved)]
        return [*(self.chain(above) if above else ()), *below]

    def ranges(self, unit):
        """[(first, behind the last)] of today's paths that lay below the unit on the day, itself included."""
        inside = {path: unit.path in self.chain(path) for path in {unit.path, *self._moved}}
        turns = {}
        for path, here in inside.items():
            around = next((inside[one] for one in reversed(line(path)[:-1]) if one in inside), False)
            if here != around:
                turns |= {path: here, path + AFTER: around}
        turns = sorted(turns)  # each one turns from outside to inside or back
        return list(zip(turns[::2], turns[1::2], strict=True))

    def within(self, unit, prefix=""):
        """A condition: the unit of a row (its fields behind `prefix`, such as "unit__") lay below `unit` on the day."""
        ranges = self.ranges(unit)
        if len(ranges) <= MANY:
            return _one_of(ranges, prefix)
        chunks = [ranges[at : at + CHUNK] for at in range(0, len(ranges), CHUNK)]
        ids = [
            pk for chunk in chunks for pk in Unit.objects.filter(_one_of(chunk)).values_list("pk", flat=True)
        ]
        return Q(**{f"{prefix}pk__in": ids})


def _one_of(ranges, prefix=""):
    conditions = (Q(**{f"{prefix}path__gte": a, f"{prefix}path__lt": b}) for a, b in ranges)
    return reduce(or_, conditions)
