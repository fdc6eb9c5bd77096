"""What is asked of the explorer: rows, columns, filters. Plain values."""

from dataclasses import dataclass
from datetime import date

from admission.groups import GROUPS
from admission.reports import labels
from units.levels import LEVELS
from units.models import Period, Unit

ROWS = {"units": "Đơn vị", "groups": "Nhóm đối tượng", "months": "Tháng"}
MEASURES = (
    "recognised", "recognised_on_time", "recognised_late", "struck_off", "resigned", "returned", "stopped", "pool",
    "probation",
)  # fmt: skip
COLUMNS = {
    "admitted": labels.MEASURES["admitted"],
    "attainment": "Chỉ tiêu và mức đạt",
    **{measure: labels.MEASURES[measure] for measure in MEASURES},
}
DEFAULT = ("admitted", "attainment", "recognised", "recognised_late", "returned", "pool")


@dataclass(frozen=True)
class Question:
    """Of a unit and all below it, from the start of a period up to and including `as_of`. `level` matters to rows of
    units only; `group` narrows every number to people of that group; `zeros`: only rows where the first column has
    nobody."""

    unit: Unit
    period: Period
    as_of: date
    rows: str = "units"
    level: str = "children"
    group: str = ""
    columns: tuple[str, ...] = DEFAULT
    zeros: bool = False

    @property
    def starts(self):
        return self.period.starts

    @property
    def title(self):
        """ "Theo tháng"; of units, their level."""
        return LEVELS[self.level][0] if self.rows == "units" else f"Theo {ROWS[self.rows].lower()}"

    @property
    def row_head(self):
        return ROWS[self.rows]

    @property
    def group_label(self):
        return GROUPS.get(self.group, "")

    @property
    def measures(self):
        """What must be counted: targets are measured by admissions, shown or not."""
        asked = [column for column in self.columns if column != "attainment"]
        return list(dict.fromkeys([*asked, "admitted"] if self.has_targets else asked))

    @property
    def has_targets(self):
        """Targets are set for units."""
        return self.rows == "units" and "attainment" in self.columns
