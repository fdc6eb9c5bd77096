"""The people behind a figure: found by the very condition that counts them, in the tree of the figure's day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery
from django.urls import reverse

from admission import selections
from admission.catalogues import INTRODUCTIONS
from admission.faults import Fault
from admission.groups import AGE_GROUPS, GROUPS
from admission.models import PUBLISHED, AgendaItem, Standing
from admission.models.person import Sex
from admission.states import OPEN, Outcome, Round, State, StopReason
from units.levels import LEVELS, units_at
from units.models import Unit, UnitLink, UnitName
from units.permissions import scope_paths
from units.querysets import within
from units.subtrees import DayTree

from . import labels
from .codes import MEASURES, NUMBERS, Asked, Span, figure_code
from .keys import split
from .months import UP_TO, days_of, months_of
from .official.people import admissions, admitted
from .official.rows import row as official_row
from .scope import Scope
from .waits import late_rows

BANDS = {
    "under_30": "dưới 30 ngày", "to_90": "từ 30 đến dưới 90 ngày", "to_180": "từ 90 đến dưới 180 ngày",
    "over_180": "từ 180 ngày", "late": "quá hạn",
}  # fmt: skip
# What day stands beside a person; else the one on which the file came there.
DAY_OF = {"stepped": "valid_to", "introduced": "candidate__origin__introduced_on"}


@dataclass(frozen=True)
class Figure:
    """One number: of whom, from when until when, what. With `group`, of the people of that group only; with `beside`,
    a level of `units.levels`, of those in none of its units. `tree_on`: the day of whose tree it is, where that is not
    `as_of`: the months of a report all count in the tree of the report's day."""

    unit: Unit
    starts: date
    as_of: date
    measure: str
    group: str = ""
    beside: str = ""
    tree_on: date | None = None

    @property
    def day(self):
        """Of the tree, and of the unit's name."""
        return self.tree_on or self.as_of

    @property
    def label(self):
        group = f", {GROUPS[self.group]}" if self.group else ""
        beside = f", ngoài các {labels.inside(LEVELS[self.beside][0])}" if self.beside else ""
        return f"{label_of(self.measure)}{group}{beside}"

    @property
    def stands(self):
        return selections.stands(self.measure)

    @property
    def of_units(self):
        """Does it count units, not people?"""
        name, *parts = self.measure.split(":")
        return name == "official" and official_row(parts[0]).of == "units"

    @property
    def code(self):
        """What a paper prints for it: "4K7N-P2M9X/2"; "" where no code can hold it."""
        return code_for(
            self.unit.pk, self.measure, self.starts, self.as_of,
            group=self.group, beside=self.beside, tree_on=self.tree_on,
        )  # fmt: skip


def code_for(unit_id, measure, starts, as_of, *, group="", beside="", tree_on=None):
    """The code of a figure, given as in `Figure`; "" where none can hold it.

    Of months, which count in the tree of a later day, it is that of the days from their first to that one, up to the
    end of the last month."""
    until = tree_on or as_of
    part = f"{UP_TO}{len(months_of(starts, as_of))}" if until != as_of else ""
    return figure_code(Asked(Span(unit_id, starts, until), measure, group, beside, part))


def counted(figure):
    """What the figure counts: `people`, or `units_counted`."""
    return units_counted(figure) if figure.of_units else people(figure)


def people(figure):
    """The rows that the figure counts, one for each: with `candidate`, `unit_name` of the branch where it is counted,
    and the day `on`. Raises LookupError for what is no measure of people."""
    if figure.measure.startswith("session:"):
        return _concluded(figure)
    where = _where(figure)
    if figure.group:
        where &= selections.grouped(figure.group, figure.measure, figure.as_of)
    on = DAY_OF.get(figure.measure.partition(":")[0], "valid_from")
    return _standings(figure, where).annotate(on=F(on), unit_name=F("unit__name"))


def _where(figure):
    """The units whose rows count, in the tree of the day."""
    tree = DayTree(figure.day, figure.unit)
    where = tree.within(figure.unit, "unit__")
    if figure.beside:
        for one in units_at(figure.beside, figure.unit, figure.day, tree):
            where &= ~tree.within(one, "unit__")
    return where


def _standings(figure, where):
    name, *parts = figure.measure.split(":")
    if name == "official":
        return _of_row(figure, where, *parts)
    if name != "late" and parts[1:] != ["late"]:
        return selections.rows(figure.measure, figure.starts, figure.as_of, where=where)
    late = late_rows(Scope(figure.unit, (), figure.as_of), figure.as_of)
    states = selections.LADDERS.get(parts[0], parts[:1]) if parts else OPEN
    return Standing.objects.filter(where, pk__in=[pk for pk, _, state in late if state in states])


def _of_row(figure, where, key, unknown=""):
    """Admissions that a row of the official table counts; with `unknown`, those that it may count as well."""
    row = official_row(key)
    counts = row.unknown if unknown else row.counts
    came = admitted(where, figure.starts, figure.as_of)
    ids = [one.candidate_id for one in came if counts in one.marks]
    return admissions(where, figure.starts, figure.as_of).filter(candidate__in=ids)


def units_counted(figure):
    """The `Unit`s that a figure of units counts: base organisations that were there on its last day, or those of them
    with an admission in its days."""
    kind, admitting, _ = official_row(figure.measure.split(":")[1]).counts.partition("_admitting")
    tree = DayTree(figure.day, figure.unit)
    there = UnitLink.objects.on(figure.day).filter(unit=OuterRef("pk"))
    units = Unit.objects.filter(tree.within(figure.unit), Exists(there.order_by()), kind=kind)
    units = units.annotate(name_then=Subquery(_names(figure.day)))
    if not admitting:
        return units
    came = admitted(tree.within(figure.unit, "unit__"), figure.starts, figure.as_of)
    above = {path for branch in {one.path for one in came} for path in tree.chain(branch)}
    return units.filter(
        pk__in=[pk for pk, path in units.order_by().values_list("pk", "path") if path in above]
    )


def _names(day):
    return UnitName.objects.on(day).filter(unit=OuterRef("pk")).order_by().values("name")[:1]


def _concluded(figure):
    """What the sessions of a deciding unit concluded on admissions; of that unit alone."""
    outcome = Outcome(figure.measure.removeprefix("session:"))
    found = AgendaItem.objects.filter(
        session__unit=figure.unit, session__status__in=PUBLISHED, round=Round.ADMISSION, published=True,
        session__held_on__range=(figure.starts, figure.as_of), outcome=outcome,
    )  # fmt: skip
    return found.annotate(on=F("session__held_on"), unit_name=F("candidate__unit__name"))


def shown_to(user, rows):
    """Those of the rows whose file the user may see today, by name."""
    mine = rows.filter(within(scope_paths(user, "candidate.view"), "candidate__unit__path"))
    return mine.select_related("candidate").order_by("candidate__sort_key", "candidate_id", "pk")


def units_shown_to(user, units):
    """Those of the units whose reports the user may read today, in the order of the tree."""
    return units.filter(within(scope_paths(user, "report.view"))).order_by("path")


def listed(figure, user):
    """(what the figure counts, those of it that the user may see today)."""
    rows = counted(figure)
    return rows, (units_shown_to if figure.of_units else shown_to)(user, rows)


def people_url(unit_id, key, starts, as_of, *, group="", beside="", tree_on=None):
    """Address of the list behind a number; `key`: see `keys`, its days go before `starts` and `as_of`; the rest as in
    `Figure`."""
    measure, first, last = split(key)
    query = {"so": measure, "tu": (first or starts).isoformat(), "den": (last or as_of).isoformat()}
    query |= ({"nhom": group} if group else {}) | ({"ngoai": beside} if beside else {})
    query |= {"cay": tree_on.isoformat()} if tree_on else {}
    return reverse("admission:people_behind", kwargs={"pk": unit_id}, query=query)


def address_in(figures, unit_id, key, n, *, direct=False, part=False):
    """The same for a number of the report `figures`; "" for nobody. `direct`: people in none of the units directly
    below; `part`: of a part of the report's days, such as a month, in the tree of its last day."""
    if not n:
        return ""
    day, beside = min(figures.as_of, figures.ends), "children" if direct else ""
    return people_url(unit_id, key, figures.starts, day, beside=beside, tree_on=day if part else None)


def address_asked(asked):
    """The same of a code with a measure (`codes.Asked`). Raises ValueError, with a sentence, where its days have no
    such part."""
    span = asked.span
    first, last = days_of(asked.part, span.starts, span.as_of) if asked.part else (span.starts, span.as_of)
    tree_on = span.as_of if last < span.as_of else None
    narrowed = {"group": asked.group, "beside": asked.beside, "tree_on": tree_on}
    return people_url(span.unit_id, asked.measure, first, last, **narrowed)


def address_of_row(unit_id, key, n, starts, as_of, *, unknown=False):
    """The same for a number of the official table; "" for what is no number of people or units. `unknown`: of those who
    may belong to the row."""
    measure = f"official:{key}:unknown" if unknown else f"official:{key}"
    return (
        people_url(unit_id, measure, starts, as_of) if n and measure in NUMBERS and isinstance(n, int) else ""
    )


def label_of(measure):
    """A measure in words. Raises LookupError for what is none."""
    if measure in labels.MEASURES:
        return labels.MEASURES[measure]
    if measure not in NUMBERS:
        raise LookupError(measure)
    name, *parts = measure.split(":")
    return {
        "group": lambda: f"Kết nạp: {GROUPS[parts[0]]}",
        "aged": lambda: f"Kết nạp: {Sex(parts[0]).label}, {AGE_GROUPS[parts[1]]}",
        "pool": lambda: f"Nguồn: {State(parts[0]).label}",
        "probation": lambda: f"Dự bị: {State(parts[0]).label}",
        "waited": lambda: f"{labels.MEASURES.get(parts[0]) or State(parts[0]).label}: {BANDS[parts[1]]}",
        "stopped": lambda: f"Thôi theo dõi: {StopReason(parts[0]).label}",
        "returned": lambda: f"Trả lại: {'không ghi mã lỗi' if parts[0] == 'none' else Fault(parts[0]).label}",
        "session": lambda: f"Phiên họp xét kết nạp: {Outcome(parts[0]).label}",
        "official": lambda: f"Biểu thống kê kết nạp: {_row_label(*parts)}",
        "introduced": lambda: INTRODUCTIONS[measure],
        "stepped": lambda: f"Đã qua bước: {State(parts[0]).label}",
    }[name]()


def _row_label(key, unknown=""):
    row = official_row(key)
    text = row.texts[-1].text
    if row.of == "units" and row.indent:
        text = f"{official_row(key[:-1]).texts[-1].text}, {labels.inside(text)}"
    return f"{text} (chưa rõ)" if unknown else text


def figures_to_choose():
    """(number, words) of every figure that a code can name."""
    return [(number, f"{number}. {label_of(measure)}") for number, measure in MEASURES.items()]
