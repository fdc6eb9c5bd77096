"""Tập số liệu các đơn vị: one line for every unit below a unit, on a day of a period, printed in chunks."""

from collections import defaultdict

from django.conf import settings
from django.utils import timezone

from admission.rollups import last_day, stored, totals_at
from partytrack.percent import percent
from units.models import UnitLink, UnitName
from units.subtrees import DayTree
from units.targets import in_force

from . import labels
from .letterhead import surroundings
from .render import paper

ROWS = 500  # of one chunk: a renderer holds 200 MB with them
IDS = 5000  # of one query
HEADS = (
    "TT", "Đơn vị", "Chỉ tiêu giao", "Chỉ tiêu đăng ký", "Kết nạp", "Đạt chỉ tiêu giao (%)", "Công nhận chính thức",
    "Xóa tên", "Nguồn", "Đảng viên dự bị", "Nữ", "Đoàn viên", "Dân tộc thiểu số", "Có đạo",
)  # fmt: skip
GROUPS = ("female", "youth_union", "ethnic_minority", "religious")


def freeze(unit, period, day):
    """What the book says, as plain data: {"name", "kind", "rows": [[number, depth, name, cells as text], …]}.

    It is counted once, so that all chunks are of one moment.
    """
    units = _in_order(unit, day)
    ids = [pk for pk, _, _ in units]
    cells = _cells_of(period, day, ids)
    names = dict(pair for some in _some(ids) for pair in _names(some, day))
    rows = [[number, depth, names[pk], cells[pk]] for pk, number, depth in units]
    return {"name": names[unit.pk], "kind": unit.kind, "rows": rows}


def _in_order(unit, day):
    """[(id, "1.2", depth)] of the unit and everything below it on the day, each above what is below it."""
    links = UnitLink.objects.on(day).filter(DayTree(day, unit).within(unit, "unit__")).order_by("unit_id")
    below = defaultdict(list)
    for pk, parent in links.values_list("unit_id", "parent_id"):
        below[parent].append(pk)
    found, waiting = [], [(unit.pk, "", 0)]
    while waiting:
        pk, number, depth = waiting.pop()
        found.append((pk, number, depth))
        children = [(child, f"{number}.{at}".lstrip("."), depth + 1) for at, child in enumerate(below[pk], 1)]
        waiting.extend(reversed(children))
    return found


def _some(ids):
    """The ids, in lists that a query takes."""
    return (ids[at : at + IDS] for at in range(0, len(ids), IDS))


def _names(ids, day):
    return UnitName.objects.on(day).filter(unit__in=ids).values_list("unit_id", "name")


def _cells_of(period, day, ids):
    """{unit id: cells}. What is stored is read and let go of some thousand units at a time."""
    if day == last_day(period, timezone.localdate()):
        cells = {}
        for some in _some(ids):
            cells |= _with_targets(period, day, some, stored(period, some))
        if len(cells) == len(ids):
            return cells
    totals = totals_at(period, day, ids)
    return _with_targets(period, day, ids, {pk: totals.get(pk, {}) for pk in ids})


def _with_targets(period, day, ids, totals):
    """{unit id: cells} of the units that have totals."""
    targets = _targets(period, day, ids)
    return {pk: _cells(counts, targets[pk]) for pk, counts in totals.items()}


def _targets(period, day, ids):
    """{unit id: {by: Target}} of those for all people."""
    found = defaultdict(dict)
    for some in _some(ids):
        for (pk, by, of), line in in_force(unit_ids=some, period=period, as_of=day).items():
            if of == "all":
                found[pk][by] = line
    return found


def _cells(counts, targets):
    admitted = counts.get("admitted", 0)
    assigned = targets.get("assigned")
    waiting = sum(n for measure, n in counts.items() if measure.startswith("pool:"))
    probation = sum(n for measure, n in counts.items() if measure.startswith("probation:"))
    attained = assigned and assigned.value and percent(admitted, assigned.value)
    numbers = (
        counts.get("recognised", 0), counts.get("struck_off", 0), waiting, probation,
        *(counts.get(f"group:{code}", 0) for code in GROUPS),
    )  # fmt: skip
    goals = (labels.goal(line) if line else labels.NOTHING for line in (assigned, targets.get("registered")))
    return [*goals, labels.number(admitted), attained or labels.NOTHING, *map(labels.number, numbers)]


def chunks(book):
    """How many parts the book is printed in."""
    return (len(book["rows"]) + ROWS - 1) // ROWS


def chunk(book, position, period, day):
    """The page of one part, as `render.html_to_pdf` takes it; the first has the heading."""
    rows = book["rows"][position * ROWS : (position + 1) * ROWS]
    return page(book, rows, period, day, first=position == 0)


def page(book, rows, period, day, *, first=True):
    context = {
        **surroundings(book["kind"], book["name"]),
        "title": f"Tập số liệu - {book['name']}",
        "first": first,
        "name": book["name"],
        "period": labels.inside(period.name),
        "until": labels.day(day),
        "counted_by": labels.COUNTED_BY[settings.COUNT_ADMITTED_BY],
        "rounding": labels.ROUNDING,
        "heads": HEADS,
        "rows": rows,
    }
    return paper("reports/book.html", context)
