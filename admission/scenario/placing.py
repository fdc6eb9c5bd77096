"""Into which branches the people of a row go."""

from collections import Counter
from datetime import timedelta

from admission.rules.spans import add_months
from admission.scenario.days import ONE


class Placement:
    """Spreads people evenly over branches, the emptiest first, in an order drawn once."""

    def __init__(self, scenario, tree, rng):
        self._tree, self._scenario = tree, scenario
        self._load = Counter()
        self._order = {code: rng.random() for code in tree.units}
        self.warnings = []

    def spread(self, branches, count, since):
        """`count` branches, one a person. Branches that stood long enough before `since` come before younger ones."""
        if not count:
            return []
        units = self._tree.units
        for day in (since - timedelta(600), since):
            standing = [
                branch for branch in branches if not units[branch].starts or units[branch].starts <= day
            ]
            if standing:
                break
        ranked = sorted(standing or branches, key=lambda branch: (self._load[branch], self._order[branch]))
        chosen = [ranked[index % len(ranked)] for index in range(count)]
        self._load.update(chosen)
        return chosen

    def zones(self, rows, figure):
        """Splits each row of a section over the branches below its unit: {row: [(branches, people)]}.

        Where the file expects the `figure` (admitted, recognised) of a unit further down, that unit gets exactly
        what its own rows leave open; and people of a row do not go to units that have rows of their own, if others
        stand.
        """
        split, placed = {}, []  # placed: (row, unit, people)
        for row in sorted(rows, key=lambda row: -len(self._tree.chain(row.unit))):
            marked = self._expecting(row, figure)
            zones, left = [], row.count
            for unit in marked:
                need = min(left, self._missing(unit, row, figure, placed))
                if need > 0:
                    zones.append((self._free(unit, marked, rows, row), need))
                    placed.append((row, unit, need))
                    left -= need
            if left:
                zones.append((self._free(row.unit, marked, rows, row), left))
                placed.append((row, row.unit, left))
            split[row.path] = zones
        return split

    def _below(self, unit, top):
        return unit != top and top in self._tree.chain(unit)

    def _spans(self, unit, figure):
        """[(first day, last day, people)] that the file expects of the unit itself."""
        for row in self._scenario.expect:
            people = getattr(row, figure)
            if row.unit == unit and people is not None:
                period = self._scenario.period(row.period)
                yield period.starts, min(period.ends, row.as_of), people

    def _expecting(self, row, figure):
        """Units strictly below the row's with an expected figure that the row could change, deepest first."""
        units = {expect.unit for expect in self._scenario.expect if self._below(expect.unit, row.unit)}
        touched = [
            unit
            for unit in sorted(units)
            if any(first <= row.ends and row.starts <= last for first, last, _ in self._spans(unit, figure))
        ]
        return sorted(touched, key=lambda unit: -len(self._tree.chain(unit)))

    def _missing(self, unit, row, figure, placed):
        """How many people of the row the unit lacks; 0 where the row reaches beyond a period that counts."""
        lacking = []
        for first, last, people in self._spans(unit, figure):
            if first <= row.starts and row.ends <= last:
                there = sum(
                    number
                    for other, place, number in placed
                    if unit in self._tree.chain(place) and first <= other.starts and other.ends <= last
                )
                lacking.append(people - there)
            elif first <= row.ends and row.starts <= last:
                lacking.append(0)
        return max(0, min(lacking))

    def _free(self, top, marked, rows, row):
        """Branches below `top`, but not below a marked unit, and rather not below one with rows of its own."""
        leaves, chain = self._tree.leaves(top), self._tree.chain
        closed = {unit for unit in marked if self._below(unit, top)}
        own = {other.unit for other in rows if self._below(other.unit, top)}
        for shut in (closed | own, closed):
            free = [leaf for leaf in leaves if shut.isdisjoint(chain(leaf))]
            if free:
                return free
        self.warnings.append(
            f"{row.path}: dưới {top} không còn chi bộ nào ngoài các đơn vị có số dự kiến riêng"
        )
        return leaves

    def counted_spans(self, branch):
        """[(first, last)]: days on which an admission in the branch would change a figure that the file expects."""
        chain, spans = set(self._tree.chain(branch)), []
        for row in self._scenario.expect:
            if row.unit in chain and row.counts_admissions:
                period = self._scenario.period(row.period)
                spans.append((period.starts, min(period.ends, row.as_of)))
        return spans


def year_before(first, last):
    """The ceremonies whose recognition can be decided in [first, last]."""
    return add_months(first, -12) - 48 * ONE, add_months(last, -12) - 20 * ONE
