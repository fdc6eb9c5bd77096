"""Figures of every unit with all that lies below it, stored for each period.

Facts are counted in the branches, added up in memory from the leaves to the root, and what differs is written at once
(`rows`). New journal entries are folded in by counting their branches again and adding the difference to every unit
above: the same entry twice changes nothing (`entries`). A nightly recount compares, names every drift and repairs it
(`recounts`).
"""

from admission.openings import opening

from .entries import fold_entries
from .recounts import CURSOR, rebuild, recount, repair, start_afresh, verify
from .rows import last_day, packed, stored, stored_own, totals_at

__all__ = [
    "CURSOR", "fold_entries", "last_day", "opening", "packed", "rebuild", "recount", "repair", "start_afresh",
    "stored", "stored_own", "totals_at", "verify",
]  # fmt: skip
