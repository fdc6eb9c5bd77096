"""The official table of newly admitted members, for any unit, period and day.

HD 11-HD/BTCTW (13/12/2021): figures are added up from the base; of several degrees the highest counts, once.
"""

from collections import Counter

from django.conf import settings
from django.utils import timezone

from admission.groups import age_on
from admission.models import Standing
from partytrack.days import years_before
from partytrack.errors import Refused
from partytrack.percent import percent
from units.models import UnitLink
from units.models.unit import BASE_KINDS
from units.subtrees import DayTree
from units.trees import standing_at

from .figures import Cell, Line, OfficialTable, Section
from .people import admitted
from .rows import parts


def build(unit, period, *, as_of=None):
    """The `OfficialTable` of a unit. Raises Refused when the unit was not there on the day."""
    day = min(as_of or timezone.localdate(), period.ends)
    standing = standing_at(unit, day)
    if standing is None:
        raise Refused(
            sentence=f"{unit} không hoạt động vào ngày {day:%d/%m/%Y}.", remedy="Chọn ngày hoặc kỳ khác."
        )
    then = years_before(period.starts), years_before(day)
    now = _counted(unit, period.starts, day)
    before = _counted(unit, *then) if _has_records(unit, then[1]) else None
    return OfficialTable(
        unit=unit.code, unit_id=unit.pk, name=standing.name,
        parent_name=standing.parent[1] if standing.parent else "", kind=unit.kind,
        period=period.code, period_name=period.name, starts=period.starts, ends=period.ends, as_of=day,
        before_starts=then[0], before_as_of=then[1], counted_by=settings.COUNT_ADMITTED_BY,
        computed_at=timezone.now(), instruments=_instruments(day),
        sections=tuple(_section(part, now, before, day) for part in parts()),
    )  # fmt: skip


def _has_records(unit, day):
    """Was the unit there, and do its files reach back to the day? What nobody recorded was not zero."""
    if standing_at(unit, day) is None:
        return False
    here = Standing.objects.filter(DayTree(day, unit).within(unit, "unit__"), valid_from__lte=day)
    return here.exists()


def _counted(unit, starts, day):
    """Counter of the marks of everybody admitted over the days; "years" adds up their full years of age. The kinds of
    base organisation count those that were there at the end of the day, "…_admitting" those with an admission."""
    tree, counts, paths = DayTree(day, unit), Counter(), set()
    for one in admitted(tree.within(unit, "unit__"), starts, day):
        counts.update(one.marks)
        counts["years"] += age_on(one.born_on, one.on)
        paths.add(one.path)
    above = {step for path in paths for step in tree.chain(path)}
    links = UnitLink.objects.on(day).filter(tree.within(unit, "unit__"), unit__kind__in=BASE_KINDS)
    for kind, path in links.order_by().values_list("unit__kind", "unit__path"):
        counts[kind] += 1
        counts[f"{kind}_admitting"] += path in above
    return counts


def _instruments(day):
    texts = [row.on(day) for part in parts() for row in part.rows]
    return tuple(dict.fromkeys(text.instrument for text in texts))


def _section(part, now, before, day):
    lines = (_line(row, now, before, day) for row in part.rows)
    left_over = (
        line for line in lines if not line.rest or line.now.value or line.before and line.before.value
    )
    return Section(part.key, part.title, tuple(left_over))


def _line(row, now, before, day):
    cells = _cell(row, now), None if before is None else _cell(row, before)
    return Line(
        key=row.key, text=row.on(day).text, now=cells[0], before=cells[1], percent=_compared(*cells),
        indent=row.indent, head=row.head, part=row.part, rest=row.rest, average=row.of == "average",
    )  # fmt: skip


def _cell(row, counts):
    if not row.counts:
        return Cell()
    if row.of == "average":
        return Cell(percent(counts[row.counts], 100 * counts["admitted"]))
    known, unknown = counts[row.counts], counts[row.unknown] if row.unknown else 0
    return Cell(known or (None if unknown else 0), unknown)


def _compared(now, before):
    """Counts only: an average has no percentage."""
    numbers = before is not None and isinstance(now.value, int) and isinstance(before.value, int)
    return percent(now.value, before.value) if numbers else None
