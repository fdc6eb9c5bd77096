"""The answer of the explorer: a table of numbers, each with the address of the people it counts."""

from dataclasses import dataclass

from django.urls import reverse

from admission.reports.behind import people_url
from admission.reports.ledger import Ledger
from partytrack.templatetags.ui import number

from .question import COLUMNS
from .rows import ROWS_OF

ORDER = (
    "assigned",
    "plan",
    "registered",
    "resolution",
)  # which target a unit is measured by, if it has several
NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """`value`: people, per cent as text such as "114,17", or None; `url`: "" where there is nothing to open."""

    head: str
    value: int | str | None
    url: str = ""

    @property
    def text(self):
        if self.value is None:
            return NOTHING
        return self.value if isinstance(self.value, str) else number(self.value)


@dataclass(frozen=True)
class Line:
    label: str
    unit_id: int  # the unit of the row
    cells: tuple[Cell, ...]


class Answer:
    """Counts what a `Question` asks; `rows` are all rows, `lines(some of them)` makes them readable."""

    def __init__(self, question):
        self._q, self._rows = question, ROWS_OF[question.rows](question)
        self._counts = {measure: self._rows.count(measure) for measure in question.measures}
        self.rows = self._rows.rows
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
        ledger = None
        if self._q.has_targets:
            ids = [row.unit_id for row in rows if not row.beside]
            ledger = Ledger(self._q.period, ids, as_of=self._q.as_of, day=self._q.as_of)
        return [Line(row.label, row.unit_id, tuple(self._cells(row, ledger))) for row in rows]

    def _cells(self, row, ledger):
        for column in self._q.columns:
            if column != "attainment":
                yield self._counted(row, column)
            elif ledger:
                yield from self._attained(row, ledger)

    def _counted(self, row, measure):
        n = self._counts[measure].get(row, 0)
        narrowed = {"group": row.group, "beside": row.beside, "tree_on": row.tree_on}
        url = people_url(row.unit_id, measure, row.starts, row.as_of, **narrowed) if n else ""
        return Cell(COLUMNS[measure], n, url)

    def _attained(self, row, ledger):
        """The target and how far it is."""
        target = None if row.beside else self._target(row, ledger)
        if target is None:
            return Cell("Chỉ tiêu", None), Cell("Đạt (%)", None)
        entries = reverse("units:target_list", query={"don_vi": row.unit_id, "ky": self._q.period.pk})
        asked = target.value if target.rate is None else f"{target.rate:.2f}%".replace(".", ",")
        return Cell("Chỉ tiêu", asked, entries), Cell("Đạt (%)", target.percent)

    def _target(self, row, ledger):
        of = self._q.group or "all"
        counted = {"admitted" if of == "all" else f"group:{of}": self._counts["admitted"].get(row, 0)}
        lines = [line for line in ledger.targets(row.unit_id, counted) if line.of == of]
        return min(lines, key=lambda line: ORDER.index(line.by), default=None)
