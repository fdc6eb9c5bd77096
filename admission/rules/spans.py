"""Spans of time as the rules count them: full months, and working days of the Vietnamese calendar."""

import calendar
from datetime import MAXYEAR, date, timedelta
from functools import cache

import holidays


def add_months(day, months):
    """The day that many months later; the last day of a shorter month: 29/02/2024 + 12 = 28/02/2025."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(start, end):
    """Full months from one day to another (negative when `end` is earlier)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)


@cache
def _holidays(year):
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day):
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_working_days(start, days):
    """The last day of a span of working days that begins the day after `start`."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
