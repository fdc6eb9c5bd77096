"""Bảng chuyển đổi: which unit became which, with the people, admissions and targets that went from one to the other."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from units.hierarchy import ids_of
from units.models import Period, StepKind, TargetBy, Unit
from units.targets import in_force
from units.trees import Tree, tree_at

from . import hooks

DAY = timedelta(1)
UNIT = "Đơn vị"


@dataclass(frozen=True)
class Side:
    """A unit as it was called on its side of the effective day, and under what it stood."""

    code: str
    name: str
    above: str


@dataclass(frozen=True)
class Line:
    """What went from one unit to another, as numbers in the order of the columns."""

    old: Side
    new: Side
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class TargetLine:
    """The targets of one kind in one period: what the old units had together, and what the new one has."""

    new: Side
    period: str
    by: str
    old_units: int
    before: int
    after: int


@dataclass(frozen=True)
class Bridge:
    """`lines` by old unit; `by_new` the same numbers added up by new unit: [(Side, numbers)]. `total` is of all lines,
    `found` what the old units had with all below them the day before, as reports count it: the two agree."""

    columns: list[str]
    lines: list[Line]
    by_new: list[tuple[Side, tuple[int, ...]]]
    total: tuple[int, ...]
    found: tuple[int, ...]
    targets: list[TargetLine]

    @property
    def agrees(self):
        return (
            self.total
            == self.found
            == tuple(map(sum, zip(*(numbers for _, numbers in self.by_new), strict=True)))
        )


def bridge(plan, period):
    """The `Bridge` of an applied restructuring, with what was done in the period before the effective day."""
    return _Crossing(plan, period).bridge()


class _Crossing:
    def __init__(self, plan, period):
        self.plan, self.period = plan, period
        self.before, self.after = tree_at(plan.effective_on - DAY), tree_at(plan.effective_on)
        self.heirs = dict(plan.successions.order_by().values_list("unit_id", "successor_id"))
        divided = [code for step in plan.steps.all() if step.kind == StepKind.DIVIDE for code in step.sources]
        self.divided = (
            set(Unit.objects.filter(code__in=divided).values_list("pk", flat=True)) - self.heirs.keys()
        )
        self.touched = _touched(plan) | self.heirs.keys() | set(self.heirs.values())

    def bridge(self):
        own = {}
        for figures in hooks.branch_figures:
            own |= figures(self.plan.effective_on - DAY, self.period)
        columns = list(dict.fromkeys(column for counts in own.values() for column in counts))
        pairs = {pair: [0] * len(columns) for pair in self._named_pairs()}
        homes = self._homes_before(own)
        for unit, counts in own.items():
            old = self._nearest(homes.get(unit, unit), self.before)
            if old is None:
                continue  # nothing of it is of a unit that the steps name
            home = self._home(homes.get(unit, unit))
            new = self._nearest(home, self.after) or home
            row = pairs.setdefault((old, new), [0] * len(columns))
            for at, column in enumerate(columns):
                row[at] += counts.get(column, 0)
        for old, new, column in self._sent():
            at = columns.index(column)
            pairs[old, old][at] -= 1
            pairs.setdefault((old, new), [0] * len(columns))[at] += 1
        lines = [
            Line(_side(old, self.before), _side(new, self.after), tuple(row))
            for (old, new), row in pairs.items()
        ]
        lines.sort(key=lambda line: (line.old.above, line.old.name, line.new.name))
        by_new = _added(lines)
        total = tuple(sum(line.numbers[at] for line in lines) for at in range(len(columns)))
        return Bridge(columns, lines, by_new, total, self._found(columns), list(self._targets()))

    def _found(self, columns):
        """What the old units had, each with all below it; of one below another only the upper."""
        old = [unit for unit in self.touched if unit in self.before.parents]
        tops = [unit for unit in old if self._nearest(self.before.parents[unit], self.before) is None]
        found = {}
        for figures in hooks.unit_figures:
            found |= figures(self.plan.effective_on - DAY, self.period, tops)
        return tuple(found.get(column, 0) for column in columns)

    def _homes_before(self, own):
        """{unit that had ended before: the one in which what was done in it counted on the day before}"""
        gone = [unit for unit in own if unit not in self.before.parents]
        paths = Unit.objects.filter(pk__in=gone).values_list("pk", "path")
        above = {pk: reversed(ids_of(path)) for pk, path in paths}
        return {
            pk: next((unit for unit in line if unit in self.before.parents), None)
            for pk, line in above.items()
        }

    def _named_pairs(self):
        """Every unit that the steps name and that was there, also one without people."""
        return [
            (unit, self._home(unit))
            for unit in sorted(self.touched)
            if unit in self.before.parents and unit in {*self.heirs, *self.divided, *self._moved()}
        ]

    def _moved(self):
        return {
            unit
            for unit in self.touched
            if unit in self.after.parents and self.after.parents[unit] != self.before.parents.get(unit)
        }

    def _sent(self):
        """(old branch, new branch, column) of everybody who was sent from one that goes on."""
        for trace in self.plan.traces.filter(table__in=hooks.goes_in, made=False):
            for _, before, after in trace.rows:
                if before.get("unit_id") in self.divided:
                    yield before["unit_id"], after["unit_id"], hooks.goes_in[trace.table]

    def _nearest(self, unit, tree):
        """The lowest unit that the steps name, at or above this one."""
        while unit is not None and unit not in self.touched:
            unit = tree.parents.get(unit)
        return unit

    def _home(self, unit):
        """The unit of the new tree in which this one goes on; of one that simply ended, the one above it."""
        while unit is not None and unit not in self.after.parents:
            unit = self.heirs.get(unit, self.before.parents.get(unit))
        return unit

    def _targets(self):
        """Of every period that the day falls into or comes before."""
        for period in Period.objects.filter(ends__gte=self.plan.effective_on).order_by("-starts", "pk"):
            old = in_force(unit_ids=self.touched, period=period, as_of=self.plan.effective_on - DAY)
            now = in_force(unit_ids=set(self.heirs.values()), period=period, as_of=self.plan.effective_on)
            sums = defaultdict(lambda: [0, 0])
            for (unit, by, of), line in old.items():
                heir = self.heirs.get(unit, unit)
                if of == "all" and line.value is not None and heir in self.heirs.values():
                    sums[heir, by][0] += 1
                    sums[heir, by][1] += line.value
            for (heir, by), (units, before) in sorted(sums.items()):
                line = now.get((heir, by, "all"))
                after = line.value if line and line.value is not None else 0
                yield TargetLine(
                    _side(heir, self.after), period.name, TargetBy(by).label, units, before, after
                )


def _touched(plan):
    """Ids of the units that the steps name; of a split not the parts, whose old and new unit are shown."""
    codes = set()
    for step in plan.steps.all():
        codes |= {step.target} | (set() if step.kind == StepKind.SPLIT else set(step.sources))
    units = Unit.objects.filter(code__in=codes).values_list("pk", flat=True)
    parts = [code for step in plan.steps.all() if step.kind == StepKind.SPLIT for code in step.sources]
    links = Unit.objects.filter(code__in=parts, links__valid_to=plan.effective_on)
    return set(units) | set(links.order_by().values_list("links__parent_id", flat=True)) - {None}


def _side(unit_id, tree: Tree):
    above = tree.parents.get(unit_id)
    return Side(tree.units[unit_id].code, tree.names[unit_id], tree.names.get(above, ""))


def _added(lines):
    sums = {}
    for line in lines:
        so_far = sums.get(line.new, (0,) * len(line.numbers))
        sums[line.new] = tuple(map(sum, zip(so_far, line.numbers, strict=True)))
    return sorted(sums.items(), key=lambda pair: (pair[0].above, pair[0].name))
