"""The charts of a report."""

from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from admission.charts.attainment import attainment
from admission.charts.course import course
from admission.charts.funnel import funnel
from admission.charts.heat import heat
from admission.charts.pyramid import pyramid
from admission.groups import GROUPS
from admission.states import ADMISSION_LADDER, State

from . import labels

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
    rows = [_attained(one, name, kind) for one, name in units if one.main_target and one.main_target.percent]
    against = labels.AGAINST[kind] if kind else "chỉ tiêu"
    return [attainment(f"dat-{at}", part, against) for at, part in enumerate(_chunks(rows))]


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
    return course("tien-do", months, Fraction(pace.goal.replace(",", ".")) if pace else None, days)


def _funnel(figures):
    """A step that few routes have is drawn only where somebody stands."""
    steps = [state for state in ADMISSION_LADDER if state != State.SECTION_APPRAISED or state in figures.pool]
    return funnel("cac-buoc", [(State(step).label, figures.pool.get(step, 0)) for step in steps])


def _heats(figures):
    rows = [(child.name, _fields(child.months)) for child in figures.children]
    columns = _columns(figures.months)
    return [heat(f"thang-{at}", columns, part) for at, part in enumerate(_chunks(rows))]


def _columns(months):
    if len(months) > YEAR:
        return [str(year) for year, _ in groupby(months, lambda line: line.first.year)]
    return [f"T{line.first.month}" for line in months]


def _fields(months):
    if len(months) <= YEAR:
        return [line.admitted for line in months]
    years = groupby(months, lambda line: line.first.year)
    return [sum(line.admitted for line in of_year) for _, of_year in years]


def _pyramid(figures):
    return pyramid("tuoi-doi", [(GROUPS[line.group], line.women, line.men) for line in figures.pyramid])
