"""What a page shows of the ledger: the figures in force side by side, their sums, and every line ever written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from partytrack.templatetags.ui import number
from units import targets
from units.membership import BASIS_WORDS
from units.models import MembershipCount, Period, Target, TargetBy, Unit, UnitLink
from units.trees import standing_at

# Where other apps lead to, as names of URLs that take the unit's id.
LINKS = {}  # "allocation" and "table" on paper
RESULTS = {}  # by group ("all" …): where its result is shown


@dataclass(frozen=True)
class Row:
    """One unit by its name of the day; `cells` are pairs (kind in words, figure in force in words or "")."""

    unit: Unit
    name: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One line of the ledger in words; `superseded` when a later one took its place."""

    target: Target
    unit: Unit
    figure: str
    group: str
    superseded: bool = False

    @property
    def result(self):
        """Name of the URL that shows what was achieved; "" for none."""
        return RESULTS.get(self.target.of, "")


@dataclass(frozen=True)
class Table:
    """The unit and its direct children. `columns` are the kinds that anybody here has a figure of, "assigned" and
    "registered"; `sums` add up what the children have, None where there is nothing to add; `notes` say where they
    differ from the unit's own; `unregistered` are the names of children that have registered nothing; `of_groups` are
    the figures for one group of people."""

    columns: list[str]
    own: Row
    children: list[Row]
    sums: list[tuple[str, int | None]]
    notes: list[str]
    unregistered: list[str]
    of_groups: list[Line]


def table(unit, period, *, as_of=None):
    """The `Table` of a unit for one period: as of today, or as it stood at the end of a day, by the papers dated up to
    then and the tree and the names of that day."""
    units = _unit_and_children(unit, as_of)
    in_force = targets.in_force(unit_ids=[one.pk for one, _ in units], period=period, as_of=as_of)
    kinds = {by for _, by, of in in_force if of == "all"} | {TargetBy.ASSIGNED, TargetBy.REGISTERED}
    columns = [by for by in TargetBy if by in kinds]
    own, *below = (
        Row(one, name, [(by.label, words(in_force.get((one.pk, by, "all")))) for by in columns])
        for one, name in units
    )
    sums = [(by, _sum(in_force.get((row.unit.pk, by, "all")) for row in below)) for by in columns]
    registered = {pk for pk, by, of in in_force if (by, of) == (TargetBy.REGISTERED, "all")}
    return Table(
        columns=[by.label for by in columns],
        own=own,
        children=below,
        sums=[(by.label, total) for by, total in sums],
        notes=[note for by, total in sums if (note := _gap(by, total, in_force.get((unit.pk, by, "all"))))]
        + _without_base(in_force, units),
        unregistered=[row.name for row in below if row.unit.pk not in registered],
        of_groups=_of_groups(in_force, [one for one, _ in units]),
    )


def _unit_and_children(unit, as_of):
    """[(unit, its name)] on the day; the unit first. Of a day when it was not there: only itself."""
    if as_of is None:
        return [(one, one.name) for one in (unit, *unit.children.open().order_by("path"))]
    standing = standing_at(unit, as_of)
    return [(unit, standing.name), *standing.children] if standing else [(unit, unit.name)]


def _sum(figures):
    values = [figure.value for figure in figures if figure and figure.value is not None]
    return sum(values) if values else None


def _gap(by, total, target):
    """Children need not add up to their parent: say by how much they do not."""
    if total is None or target is None or target.value is None:
        return ""
    return f"{by.label}: {gap_in_words(total, target.value)}"


def gap_in_words(total, whole):
    added = f"các đơn vị cộng lại {number(total)}"
    if total == whole:
        return f"{added}, khớp với chỉ tiêu của đơn vị."
    more = "nhiều hơn" if total > whole else "ít hơn"
    return f"{added}, {more} {number(abs(total - whole))} so với chỉ tiêu của đơn vị."


def _without_base(in_force, units):
    """A rate without its base cannot be judged: say whose members are to be entered."""
    asked = {(pk, line.basis) for (pk, _, _), line in in_force.items() if line.basis}
    if not asked:
        return []
    counts = MembershipCount.objects.filter(unit__in={pk for pk, _ in asked})
    missing = asked - set(counts.order_by().values_list("unit_id", "basis").distinct())
    return [
        f"{name}: có chỉ tiêu theo tỷ lệ nhưng chưa ghi số đảng viên {words}, nên chưa tính được kết quả."
        for one, name in units
        for basis, words in BASIS_WORDS.items()
        if (one.pk, basis) in missing
    ]


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


def in_other_periods(unit, period):
    """[(period, [Line])] of what the unit has in force for periods that share days with this one, newest first."""
    sharing = Period.objects.filter(starts__lte=period.ends, ends__gte=period.starts).exclude(pk=period.pk)
    lines = Target.objects.filter(unit=unit, period__in=sharing).select_related("period")
    in_force = {(line.period, line.by, line.of): line for line in lines.order_by("decided_on", "id")}
    found = {}
    for (other, _, _), line in in_force.items():
        found.setdefault(other, []).append(_line(line, unit))
    return sorted(found.items(), key=lambda pair: (pair[0].starts, pair[0].pk), reverse=True)


@dataclass(frozen=True)
class Allocation:
    """One paper that assigned figures to the units below; `amends`: it changed figures that stood before."""

    decision: str
    decided_on: date
    units: int
    amends: bool


def assigned_below(unit, period):
    """The lines of `Target` that assigned something to the units that were directly below on the day of the paper; to
    units that were not there yet, those that are today."""
    links = UnitLink.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("decided_on")),
        unit=OuterRef("unit"),
        valid_from__lte=OuterRef("decided_on"),
    ).order_by()
    lines = Target.objects.filter(period=period, by=TargetBy.ASSIGNED)
    return lines.filter(Exists(links.filter(parent=unit)) | ~Exists(links) & Q(unit__parent=unit))


def allocations(unit, period):
    """[Allocation] of the direct units below, newest first."""
    papers = {}
    for line in assigned_below(unit, period).order_by("-decided_on", "-id"):
        papers.setdefault((line.decision, line.decided_on), []).append(line)
    return [
        Allocation(decision, day, len({line.unit_id for line in found}), any(line.reason for line in found))
        for (decision, day), found in papers.items()
    ]


def _line(target, unit, *, superseded=False):
    return Line(target, unit, words(target), targets.GROUPS.get(target.of, target.of), superseded)


def words(target):
    """ "120", "từ 6 trở lên", "2,50 % so với số đảng viên đầu nhiệm kỳ"; "" for no target."""
    if target is None:
        return ""
    asked = number(target.value) if target.rate is None else f"{target.rate:.2f} %".replace(".", ",")
    asked = f"từ {asked} trở lên" if target.at_least else asked
    return asked if target.rate is None else f"{asked} so với số đảng viên {BASIS_WORDS[target.basis]}"
