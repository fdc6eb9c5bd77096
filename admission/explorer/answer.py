"""The answer of the explorer: a table of numbers, each with the address of the people it counts."""

from dataclasses import dataclass

from django.urls import reverse

from admission.reports import labels
from admission.reports.behind import code_for, people_url
from admission.reports.figures import main_target
from admission.reports.ledger import Ledger
from partytrack.templatetags.ui import number

from .question import COLUMNS
from .rows import ROWS_OF

ATTAINMENT = ("Chỉ tiêu", "Loại chỉ tiêu", "Kết nạp so với chỉ tiêu (%)")


@dataclass(frozen=True)
class Cell:
    """`value`: people, per cent as text such as "114,17", words, or None; `url`: "" where there is nothing to open."""

    head: str
    value: int | str | None
    url: str = ""

    @property
    def text(self):
        if self.value is None:
            return labels.NOTHING
        return self.value if isinstance(self.value, str) else number(self.value)


@dataclass(frozen=True)
class Line:
    label: str
    unit_id: int  # the unit of the row
    code: str  # of the first of its numbers of people, by which the others are found: "4K7N-P2M9X/1"
    cells: tuple[Cell, ...]


class Answer:
    """Counts what a `Question` asks; `rows` are all rows, `lines(some of them)` makes them readable. `stored`: read
    from the roll-up as it was at `counted_at`; else counted then. Raises Refused where that is too much at once."""

    def __init__(self, question):
        self._q, self._rows = question, ROWS_OF[question.rows](question)
        self._counts = {measure: self._rows.count(measure) for measure in question.measures}
        self.rows, self.stored, self.counted_at = self._rows.rows, self._rows.stored, self._rows.counted_at
        if question.zeros and question.measures:
            first = self._counts[question.measures[0]]
            self.rows = [row for row in self.rows if not first.get(row)]
        (self.whole,) = self.lines([self._rows.whole])
        self.heads = tuple(cell.head for cell in self.whole.cells)

    @property
    def rest(self):
        """The `Line` of people in none of the rows; None where there are none."""
        rest = self._rows.rest
        if rest is None or not any(counts.get(rest) for counts in self._counts.values()):
            return None
        return self.lines([rest])[0]

    def lines(self, rows):
        """A `Line` for each row; targets are read once for all of them."""
        described, ledger = self._rows.described(rows), None
        if self._q.has_targets:
            ids = [row.unit_id for row in described if not row.beside]
            ledger = Ledger(self._q.period, ids, as_of=self._q.as_of, day=self._q.as_of)
        return [
            Line(row.label, row.unit_id, self._code(row), tuple(self._cells(key, row, ledger)))
            for key, row in zip(rows, described, strict=True)
        ]

    def _code(self, row):
        if not self._q.measures:
            return ""
        return code_for(row.unit_id, self._q.measures[0], row.starts, row.as_of, **_narrowed(row))

    def _cells(self, key, row, ledger):
        for column in self._q.columns:
            if column != "attainment":
                yield self._counted(row, column, self._counts[column].get(key, 0))
            elif ledger:
                yield from self._attained(row, ledger, self._counts["admitted"].get(key, 0))

    def _counted(self, row, measure, n):
        url = people_url(row.unit_id, measure, row.starts, row.as_of, **_narrowed(row)) if n else ""
        return Cell(COLUMNS[measure], n, url)

    def _attained(self, row, ledger, admitted):
        """The target, of which kind it is, and how far it is."""
        target = None if row.beside else self._target(row, ledger, admitted)
        if target is None:
            return [Cell(head, None) for head in ATTAINMENT]
        entries = reverse("units:target_list", query={"don_vi": row.unit_id, "ky": self._q.period.pk})
        asked = target.value if target.rate is None else f"{target.rate:.2f}%".replace(".", ",")
        said = (asked, entries), (labels.TARGET_BY[target.by],), (target.percent,)
        return [Cell(head, *cell) for head, cell in zip(ATTAINMENT, said, strict=True)]

    def _target(self, row, ledger, admitted):
        of = self._q.group or "all"
        counted = {"admitted" if of == "all" else f"group:{of}": admitted}
        return main_target(ledger.targets(row.unit_id, counted), of)


def _narrowed(row):
    return {"group": row.group, "beside": row.beside, "tree_on": row.tree_on}
