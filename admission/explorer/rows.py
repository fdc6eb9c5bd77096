"""The rows of an answer, and what is counted in each. Units of a day whose figures are stored are read from the
roll-up; all else is counted from the facts, by one grouped read a column, whatever the number of rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from admission import selections
from admission.bulk import among
from admission.groups import GROUPS
from admission.measures import counter, is_sound, places_of
from admission.models import Standing
from admission.reports.build import rolled_up
from admission.reports.months import months_of
from partytrack.errors import Refused
from units.levels import units_at
from units.models import Unit, UnitName
from units.subtrees import DayTree

MANY = 50_000  # units whose facts are too many to be counted while somebody waits


@dataclass(frozen=True)
class Row:
    """What a row counts: as `admission.reports.behind.Figure`, but for the measure."""

    label: str
    unit_id: int
    starts: date
    as_of: date
    group: str = ""
    beside: str = ""
    tree_on: date | None = None


class Rows:
    """`rows` of a question, then `rest` (a row for people in none of them, or None) and `whole`. `count(measure)` gives
    {row: n} with these two, to be asked with `get`; `described` makes a `Row` of each of some of them. `stored`: they
    are of the roll-up as it was at `counted_at`. Raises Refused for what cannot be counted at once."""

    whole_label = "Tổng cộng"
    rest = None
    stored = False

    def __init__(self, question):
        self.q, self.tree = question, DayTree(question.as_of, question.unit)
        self._where = self.tree.within(question.unit, "unit__")
        self.whole = self._row(self.whole_label)
        self.counted_at = timezone.now()

    def _bounded(self):
        below = Unit.objects.filter(self.tree.within(self.q.unit)).order_by()
        if below[: MANY + 1].count() > MANY:
            raise Refused(
                sentence="Câu hỏi này phải đếm lại từng hồ sơ, phạm vi của đơn vị quá rộng.",
                remedy="Chọn đơn vị nhỏ hơn; hoặc để mỗi dòng là đơn vị, bỏ lọc theo nhóm và bỏ trống ngày.",
            )

    def _rows(self, measure):
        where = self._where
        if self.q.group:
            where &= selections.grouped(self.q.group, measure, self.q.as_of)
        return selections.rows(measure, self.q.starts, self.q.as_of, where=where).order_by()

    def described(self, rows):
        return rows

    def _row(self, label, **changes):
        said = {
            "unit_id": self.q.unit.pk,
            "starts": self.q.starts,
            "as_of": self.q.as_of,
            "group": self.q.group,
        }
        return Row(label, **said | changes)


class UnitRows(Rows):
    """Units at a level, as they stood and were called on the day. They are ids until a page shows them: of a country's
    branches there are hundreds of thousands."""

    def __init__(self, question):
        super().__init__(question)
        units = units_at(question.level, question.unit, question.as_of, self.tree)
        self._by_path = dict(units.values_list("path", "pk"))
        self.rows = list(self._by_path.values())
        self.rest = self._row("Ngoài các đơn vị trên", beside=question.level)
        self._homes = {}  # of branches where something was counted, for all columns
        self._packed = None if question.group else self._rolled_up()
        if self._packed is None:
            self._bounded()

    def _rolled_up(self):
        """{row: packed count}, or None where that is not stored. No unit of a level lies in another one of it, so what
        the rows leave of the whole is in none of them."""
        unit_id = self.q.unit.pk
        found = rolled_up(self.q.period, self.q.as_of, [unit_id, *self.rows])
        if found is None:
            return None
        counted_at, totals = found
        whole = totals[unit_id]
        rest = whole - sum(totals[row] for row in self.rows)
        if not is_sound(rest):  # a unit came here, and the journal that says so is not folded yet
            return None
        self.stored, self.counted_at = True, counted_at
        return totals | {self.whole: whole, self.rest: rest}

    def described(self, rows):
        ids = [row for row in rows if not isinstance(row, Row)]
        named = UnitName.objects.on(self.q.as_of).filter(unit__in=among(ids))
        names = dict(named.values_list("unit_id", "name"))
        return [row if isinstance(row, Row) else self._row(names[row], unit_id=row) for row in rows]

    def count(self, measure):
        places = places_of(measure)
        if self._packed and places:
            return Unpacked(self._packed, places)
        counts = Counter()
        found = dict(self._rows(measure).values_list("unit_id").annotate(n=Count("pk")))
        self._bring_home(found)
        for unit_id, n in found.items():
            counts[self._homes[unit_id]] += n
            counts[self.whole] += n
        return counts

    def _bring_home(self, unit_ids):
        """Find the row of each unit that has none yet."""
        unknown = unit_ids.keys() - self._homes.keys()
        if not unknown:
            return
        for pk, path in Unit.objects.filter(pk__in=among(unknown)).order_by().values_list("pk", "path"):
            chain = self.tree.chain(path)
            self._homes[pk] = next((self._by_path[one] for one in chain if one in self._by_path), self.rest)


@dataclass(frozen=True)
class Unpacked:
    """{row: n} of the measure at these places of packed counts, unpacked when it is asked for."""

    packed: dict
    places: list[int]

    def get(self, row, default=0):
        return counter(self.packed[row], self.places) if row in self.packed else default


class GroupRows(Rows):
    """Groups of people; one person may be in several, so they do not add up to the whole."""

    whole_label = "Tất cả"

    def __init__(self, question):
        super().__init__(question)
        self._bounded()
        self.rows = [self._row(label, group=code) for code, label in GROUPS.items()]

    def count(self, measure):
        each = {
            row.group: Count("pk", filter=selections.grouped(row.group, measure, self.q.as_of))
            for row in self.rows
        }
        found = self._rows(measure).aggregate(whole=Count("pk"), **each)
        return {self.whole: found["whole"]} | {row: found[row.group] for row in self.rows}


class MonthRows(Rows):
    """Calendar months; of what stands at the end of a day, each month's last day."""

    whole_label = "Cả kỳ"

    def __init__(self, question):
        super().__init__(question)
        self._bounded()
        self.rows = [
            self._row(f"Tháng {first:%m/%Y}", starts=first, as_of=last, tree_on=question.as_of)
            for first, last in months_of(question.starts, question.as_of)
        ]

    def count(self, measure):
        spans = [*self.rows, self.whole]
        each = {
            f"of_{at}": Count("pk", filter=self._condition(measure, row.starts, row.as_of))
            for at, row in enumerate(spans)
        }
        where = self._where & Q(valid_from__lte=self.q.as_of)
        if (
            not selections.stands(measure) and measure != "stopped"
        ):  # who was stopped may have been resumed since
            where &= self._condition(measure, self.q.starts, self.q.as_of)
        found = Standing.objects.filter(where).aggregate(**each)
        return {row: found[f"of_{at}"] for at, row in enumerate(spans)}

    def _condition(self, measure, starts, as_of):
        chosen = selections.condition(measure, starts, as_of)
        return chosen & selections.grouped(self.q.group, measure, as_of) if self.q.group else chosen


ROWS_OF = {"units": UnitRows, "groups": GroupRows, "months": MonthRows}
