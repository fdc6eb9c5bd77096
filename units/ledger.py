"""What a page shows of the ledger: the figures in force side by side, their sums, and every line ever written."""

from dataclasses import dataclass

from partytrack.templatetags.ui import number
from units import targets
from units.models import Basis, Target, TargetBy, Unit


@dataclass(frozen=True)
class Row:
    """One unit; `cells` are pairs (kind in words, figure in force in words or "")."""

    unit: Unit
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One line of the ledger in words; `superseded` when a later one took its place."""

    target: Target
    unit: Unit
    figure: str
    group: str
    superseded: bool = False


@dataclass(frozen=True)
class Table:
    """The unit and its direct children. `columns` are the kinds that anybody here has a figure of, and "assigned";
    `sums` add up what the children have, None where there is nothing to add; `notes` say where they differ from
    the unit's own; `of_groups` are the figures for one group of people."""

    columns: list[str]
    own: Row
    children: list[Row]
    sums: list[tuple[str, int | None]]
    notes: list[str]
    of_groups: list[Line]


def table(unit, period):
    """The `Table` of a unit for one period, as of today."""
    children = list(unit.children.open().order_by("path"))
    in_force = targets.in_force(unit_ids=[unit.pk, *(child.pk for child in children)], period=period)
    kinds = {by for _, by, of in in_force if of == "all"} | {TargetBy.ASSIGNED}
    columns = [by for by in TargetBy if by in kinds]
    sums = [(by, _sum(in_force.get((child.pk, by, "all")) for child in children)) for by in columns]
    own, *below = (
        Row(one, [(by.label, words(in_force.get((one.pk, by, "all")))) for by in columns])
        for one in (unit, *children)
    )
    return Table(
        columns=[by.label for by in columns],
        own=own,
        children=below,
        sums=[(by.label, total) for by, total in sums],
        notes=[note for by, total in sums if (note := _gap(by, total, in_force.get((unit.pk, by, "all"))))],
        of_groups=_of_groups(in_force, [unit, *children]),
    )


def _sum(figures):
    values = [figure.value for figure in figures if figure and figure.value is not None]
    return sum(values) if values else None


def _gap(by, total, target):
    """Children need not add up to their parent: say by how much they do not."""
    if total is None or target is None or target.value is None:
        return ""
    added = f"{by.label}: các đơn vị cộng lại {number(total)}"
    if total == target.value:
        return f"{added}, khớp với chỉ tiêu của đơn vị."
    more = "nhiều hơn" if total > target.value else "ít hơn"
    return f"{added}, {more} {number(abs(total - target.value))} so với chỉ tiêu của đơn vị."


def _of_groups(in_force, units):
    """In the order of units, groups and kinds."""
    return [
        _line(in_force[unit.pk, by, of], unit)
        for unit in units
        for of in targets.GROUPS
        for by in TargetBy
        if of != "all" and (unit.pk, by, of) in in_force
    ]


def history(unit, period):
    """Every `Line` of a unit for a period, newest first."""
    lines = list(Target.objects.filter(unit=unit, period=period).order_by("decided_on", "id"))
    last = {(line.by, line.of): line.pk for line in lines}
    return [_line(line, unit, superseded=last[line.by, line.of] != line.pk) for line in reversed(lines)]


def _line(target, unit, *, superseded=False):
    return Line(target, unit, words(target), targets.GROUPS.get(target.of, target.of), superseded)


def words(target):
    """ "120", "từ 6 trở lên", "2,50 % so với đầu nhiệm kỳ"; "" for no target."""
    if target is None:
        return ""
    asked = number(target.value) if target.rate is None else f"{target.rate:.2f} %".replace(".", ",")
    asked = f"từ {asked} trở lên" if target.at_least else asked
    return asked if target.rate is None else f"{asked} so với {Basis(target.basis).label.lower()}"
