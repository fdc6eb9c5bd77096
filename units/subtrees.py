"""Who lay below whom on a past day, as ranges of today's paths: the rows of that day's subtree in one query.

Only units that were moved since, or went on in another, stand elsewhere; everything else still hangs where it did. A
unit that was not there on the day (opened later, closed before) counts in the nearest unit above it that was.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from units.hierarchy import STEP, line
from units.models import Unit, UnitLink
from units.querysets import within

AFTER = "~"  # sorts behind every step of a path
MANY = 100  # more ranges than these make a condition too deep for SQLite: then by ids
CHUNK = 100


class DayTree:
    """The tree of a day, as far as it differs from today's. With `unit`, only so much of it is read as the rows of this
    unit and of those that lay below it need; of others it then knows nothing."""

    def __init__(self, day, unit=None):
        ended = UnitLink.objects.on(day).filter(valid_to__isnull=False).order_by()
        ended = ended.values_list("unit__path", "parent__path")
        links = dict(_around(ended, unit.path) if unit else ended)
        self._moved = {path: above for path, above in links.items() if path[:-STEP] != (above or "")}

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


def _around(ended, path):
    """Links of what lies below a path or lay there, and of all units that were above these."""
    found, inside = {}, {path}
    while inside:
        if len(inside) > MANY:
            return ended
        links = dict(ended.filter(within(inside, "unit__path") | within(inside, "parent__path")))
        inside = {one for one in links if one not in found and not one.startswith(path)}
        found |= links
    above, asked = set(line(path)), set()
    while above:
        found |= dict(ended.filter(unit__path__in=above))
        asked |= above
        above = {step for parent in found.values() if parent for step in line(parent)} - asked
    return found


def _one_of(ranges, prefix=""):
    conditions = (Q(**{f"{prefix}path__gte": a, f"{prefix}path__lt": b}) for a, b in ranges)
    return reduce(or_, conditions)
