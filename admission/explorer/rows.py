"""The rows of an answer, and what is counted in each: one grouped read a column, whatever the number of rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from admission import selections
from admission.groups import GROUPS
from admission.models import Standing
from admission.reports.months import months_of
from units.levels import units_at
from units.models import UnitName
from units.subtrees import DayTree

FEW = 500  # ids in one condition


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
    {row: n} with these two; `described` makes a `Row` of each of some of them."""

    whole_label = "Tổng cộng"
    rest = None

    def __init__(self, question):
        self.q, self.tree = question, DayTree(question.as_of, question.unit)
        self._where = self.tree.within(question.unit, "unit__")
        self.whole = self._row(self.whole_label)

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
        self._units = units_at(question.level, question.unit, question.as_of, self.tree)
        self._by_path = dict(self._units.values_list("path", "pk"))
        self.rows = list(self._by_path.values())
        self.rest = self._row("Ngoài các đơn vị trên", beside=question.level)

    def described(self, rows):
        ids = [row for row in rows if not isinstance(row, Row)]
        named = UnitName.objects.on(self.q.as_of).filter(unit__in=ids if len(ids) <= FEW else self._units)
        names = dict(named.values_list("unit_id", "name"))
        return [row if isinstance(row, Row) else self._row(names[row], unit_id=row) for row in rows]

    def count(self, measure):
        counts = Counter()
        for path, n in self._rows(measure).values_list("unit__path").annotate(n=Count("pk")):
            home = next(
                (self._by_path[one] for one in self.tree.chain(path) if one in self._by_path), self.rest
            )
            counts[home] += n
            counts[self.whole] += n
        return counts


class GroupRows(Rows):
    """Groups of people; one person may be in several, so they do not add up to the whole."""

    whole_label = "Tất cả"

    def __init__(self, question):
        super().__init__(question)
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
        found = Standing.objects.filter(self._where, valid_from__lte=self.q.as_of).aggregate(**each)
        return {row: found[f"of_{at}"] for at, row in enumerate(spans)}

    def _condition(self, measure, starts, as_of):
        chosen = selections.condition(measure, starts, as_of)
        return chosen & selections.grouped(self.q.group, measure, as_of) if self.q.group else chosen


ROWS_OF = {"units": UnitRows, "groups": GroupRows, "months": MonthRows}
