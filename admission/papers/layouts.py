"""What the guides on layout require, by the day of the paper.

QĐ 66-QĐ/TW with HD 36-HD/VPTW (03/4/2018), QĐ 399-QĐ/TW with HD 05-HD/VPTW (27/5/2026). Both have A4, margins
20/20/30/15 mm, the sizes in paper.css, no colon after "Số" and days padded below 10, months below 3.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Layout:
    instrument: str
    since: date
    end_mark: str  # closes the last sentence of the text


LAYOUTS = (
    Layout("HD 36-HD/VPTW (03/4/2018)", date(2018, 4, 3), "./."),
    Layout("HD 05-HD/VPTW (27/5/2026)", date(2026, 5, 27), "."),
)


def layout_on(day):
    """The layout of a paper of this day; of a paper without a day yet, the newest."""
    if day is None:
        return LAYOUTS[-1]
    begun = [layout for layout in LAYOUTS if layout.since <= day]
    return begun[-1] if begun else LAYOUTS[0]
