"""Days set against each other."""

from calendar import monthrange
from datetime import date


def years_before(day, years=1):
    """The same day of an earlier year: what "the same period last year" begins and ends with, everywhere.

    The last day of a month stays the last day of that month: 28/02/2025 is set beside 29/02/2024.
    """
    is_last = day.day == monthrange(day.year, day.month)[1]
    last = monthrange(day.year - years, day.month)[1]
    return date(day.year - years, day.month, last if is_last else day.day)
