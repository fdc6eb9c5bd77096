"""The texts that rules rest on. Keyed by number and year: numbers repeat from term to term.

`confidence`: C the text or a page that reproduces it was seen; S at second hand; K general knowledge; U uncertain.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Instrument:
    key: str
    number: str
    title: str
    since: date
    until: date | None  # first day on which it is no longer in force
    confidence: str

    @property
    def label(self):
        return f"{self.number} ({self.title})"


STATUTE = Instrument("DIEU-LE-2011", "Điều lệ Đảng", "Đại hội XI", date(2011, 1, 19), None, "C")

# The regulation on applying the statute: each replaces the one before it.
REGULATIONS = (
    Instrument("QD-23-2006", "Quy định 23-QĐ/TW", "31/10/2006", date(2006, 10, 31), date(2011, 11, 1), "K"),
    Instrument("QD-45-2011", "Quy định 45-QĐ/TW", "01/11/2011", date(2011, 11, 1), date(2016, 7, 25), "C"),
    Instrument("QD-29-2016", "Quy định 29-QĐ/TW", "25/7/2016", date(2016, 7, 25), date(2021, 7, 30), "C"),
    Instrument("QD-24-2021", "Quy định 24-QĐ/TW", "30/7/2021", date(2021, 7, 30), date(2025, 1, 20), "C"),
    Instrument("QD-232-2025", "Quy định 232-QĐ/TW", "20/01/2025", date(2025, 1, 20), date(2025, 7, 1), "C"),
    Instrument("QD-294-2025", "Quy định 294-QĐ/TW", "26/5/2025", date(2025, 7, 1), date(2026, 4, 8), "C"),
    Instrument("QD-20-2026", "Quy định 20-QĐ/TW", "2026", date(2026, 4, 8), date(2026, 7, 26), "U"),
    Instrument("QD-208-2026", "Quy định 208-QĐ/TW", "26/7/2026", date(2026, 7, 26), None, "S"),
)
# The Secretariat's guide to it.
GUIDES = (
    Instrument("HD-01-2012", "Hướng dẫn 01-HD/TW", "05/01/2012", date(2006, 10, 31), date(2016, 9, 20), "C"),
    Instrument("HD-01-2016", "Hướng dẫn 01-HD/TW", "20/9/2016", date(2016, 9, 20), date(2021, 9, 28), "C"),
    Instrument("HD-01-2021", "Hướng dẫn 01-HD/TW", "28/9/2021", date(2021, 9, 28), date(2025, 6, 9), "C"),
    Instrument("HD-06-2025", "Hướng dẫn 06-HD/TW", "09/6/2025", date(2025, 6, 9), date(2026, 5, 19), "C"),
    Instrument("HD-01-2026", "Hướng dẫn 01-HD/TW", "19/5/2026", date(2026, 5, 19), None, "S"),
)


def in_force(series, day):
    """The member of a series in force on a day; for days before the first, the first."""
    return next((one for one in reversed(series) if one.since <= day), series[0])
