"""Which rows a report counts, and in which of its lines: the tree of its day."""

from collections import Counter

from django.utils.functional import cached_property

from units.models import Unit
from units.subtrees import DayTree


class Scope:
    """A unit with all that lay below it on a day. `units`: those that have a line in the report, itself among them."""

    def __init__(self, unit, units, day):
        self.unit, self.day, self._tree = unit, day, DayTree(day, unit)
        self._lines = {one.path: one.pk for one in units}

    def rows(self, prefix="unit__"):
        """A condition on rows that point to their unit by `prefix`."""
        return self._tree.within(self.unit, prefix)

    @cached_property
    def paths(self):
        """{id: path} of every unit of the scope."""
        return dict(Unit.objects.filter(self.rows("")).values_list("pk", "path"))

    def chain(self, path):
        """Paths of the units above a unit on the day, the topmost first, its own last."""
        return self._tree.chain(path)

    def folded(self, counts):
        """{line id: Counter} from {path of a unit: counts}: in every line at or above the unit."""
        lines = {pk: Counter() for pk in self._lines.values()}
        for path, own in counts.items():
            for pk in (self._lines[one] for one in self.chain(path) if one in self._lines):
                lines[pk].update(own)
        return lines
