"""The monthly session of a deciding body: calendar, agenda, outcomes, release.

Outcomes are notes on the agenda until the session is released; then each becomes an act on its file, dated on the day
of the session. Whatever changes a session locks its row first, then the files, then the books of numbers.
"""

from .agenda import add_to_agenda, agenda_day, ready_files, take_off_agenda
from .calendar import (
    amend_session,
    deadline_for,
    deadlines_for,
    deciding_units,
    next_deadline,
    plan_session,
    plan_year,
    set_body,
    year_days,
)
from .docket import lock_agenda, unlock_agenda, why_not
from .held import LOCKED, RELEASED
from .outcomes import note_outcomes, record_attendance
from .release import release_problems, release_session, unpublished

__all__ = [
    "LOCKED",
    "RELEASED",
    "add_to_agenda",
    "agenda_day",
    "amend_session",
    "deadline_for",
    "deadlines_for",
    "deciding_units",
    "lock_agenda",
    "next_deadline",
    "note_outcomes",
    "plan_session",
    "plan_year",
    "ready_files",
    "record_attendance",
    "release_problems",
    "release_session",
    "set_body",
    "take_off_agenda",
    "unlock_agenda",
    "unpublished",
    "why_not",
    "year_days",
]
