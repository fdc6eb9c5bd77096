"""The charts of a report."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import groupby

from admission.charts.attainment import attainment
from admission.charts.course import course
from admission.charts.funnel import funnel
from admission.charts.heat import heat
from admission.charts.pyramid import pyramid
from admission.groups import GROUPS
from admission.states import ADMISSION_LADDER, State

from . import labels
from .behind import address_in
from .keys import key, over

ON_ONE = 24  # units in one drawing: so many fit a page
YEAR = 12  # months; of longer spans each year is one field


def drawings(figures):
    """{name: Chart or charts}; None or an empty list where there is nothing to draw."""
    return {
        "attainments": _attainments(figures),
        "course": _course(figures) if figures.admitted else None,
        "funnel": _funnel(figures) if figures.pool else None,
        "heats": _heats(figures) if figures.admitted else [],
        "pyramid": _pyramid(figures) if figures.admitted else None,
    }


def _chunks(rows):
    return [rows[at : at + ON_ONE] for at in range(0, len(rows), ON_ONE)]


def _attainments(figures):
    """Of the units that have a target to be measured by, and the unit itself last."""
    kind = figures.main_target and figures.main_target.by
    units = [*((child, child.name) for child in figures.children), (figures, "Toàn đơn vị")]
    units = [(one, name) for one, name in units if one.main_target and one.main_target.percent]
    against = labels.AGAINST[kind] if kind else "chỉ tiêu"
    charts = []
    for at, part in enumerate(_chunks(units)):
        chart = attainment(f"dat-{at}", [_attained(one, name, kind) for one, name in part], against)
        charts.append(chart.linked([[_opened(figures, one, "admitted", one.admitted)] for one, _ in part]))
    return charts


def _attained(figures, name, kind):
    line = figures.main_target
    label = name if line.by == kind else f"{name} ({labels.AGAINST[line.by]})"
    return label, labels.counted(line), f"{line.percent}%", Decimal(line.percent.replace(",", "."))


def _course(figures):
    days = (figures.ends - figures.starts).days + 1
    months = [
        (line.first, line.admitted, line.so_far, (line.last - figures.starts).days + 1, line.expected)
        for line in figures.months
    ]
    pace = figures.main_target and figures.main_target.pace
    chart = course("tien-do", months, Fraction(pace.goal.replace(",", ".")) if pace else None, days)
    opened = partial(_opened, figures, figures, part=True)
    return chart.linked(
        [
            (
                opened(over("admitted", line.first, line.last), line.admitted),
                opened(over("admitted", figures.starts, line.last), line.so_far),
            )
            for line in figures.months
        ]
    )


def _funnel(figures):
    """A step that few routes have is drawn only where somebody stands."""
    steps = [state for state in ADMISSION_LADDER if state != State.SECTION_APPRAISED or state in figures.pool]
    counts = [figures.pool.get(step, 0) for step in steps]
    chart = funnel("cac-buoc", [(State(step).label, n) for step, n in zip(steps, counts, strict=True)])
    keys = [key("pool", step) for step in steps]
    return chart.linked([[_opened(figures, figures, name, n)] for name, n in zip(keys, counts, strict=True)])


def _heats(figures):
    columns, charts = _columns(figures.months), []
    for at, part in enumerate(_chunks(figures.children)):
        fields = [_fields(child.months) for child in part]
        rows = [(child.name, [n for _, n in row]) for child, row in zip(part, fields, strict=True)]
        urls = [
            [_opened(figures, child, name, n, part=True) for name, n in row]
            for child, row in zip(part, fields, strict=True)
        ]
        charts.append(heat(f"thang-{at}", columns, rows).linked(urls))
    return charts


def _columns(months):
    if len(months) > YEAR:
        return [str(year) for year, _ in groupby(months, lambda line: line.first.year)]
    return [f"T{line.first.month}" for line in months]


def _fields(months):
    """(key, people) of each field of a row: a month, or a year of a longer span."""
    if len(months) <= YEAR:
        spans = [[line] for line in months]
    else:
        spans = [list(of_year) for _, of_year in groupby(months, lambda line: line.first.year)]
    return [
        (over("admitted", span[0].first, span[-1].last), sum(line.admitted for line in span))
        for span in spans
    ]


def _pyramid(figures):
    chart = pyramid("tuoi-doi", [(GROUPS[line.group], line.women, line.men) for line in figures.pyramid])
    opened = partial(_opened, figures, figures)
    return chart.linked(
        [
            (
                opened(key("aged", "female", line.group), line.women),
                opened(key("aged", "male", line.group), line.men),
            )
            for line in figures.pyramid
        ]
    )


def _opened(figures, one, name, n, *, part=False):
    """The address of the people behind a number of one of the units of a report; `part`: as `address_in` says."""
    return address_in(figures, one.unit_id, name, n, part=part)
