"""Spans of time as the rules count them: full months, and working days of the Vietnamese calendar."""

import calendar
from datetime import MAXYEAR, date, timedelta
from functools import cache

import holidays

from .book import moved_days

WEEKEND = {5: "Thứ Bảy", 6: "Chủ nhật"}


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
def _calendar(year):
    """({holiday: its name}, {day of rest that is worked in exchange}) of a year, as the library knows them."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    return dict(found), {day for day in found.weekend_workdays if day.year == year}


def rest(day):
    """Why nobody works on a day ("Chủ nhật", "Tết Nguyên Đán"); "" on a working day."""
    names, worked = _calendar(day.year)
    for off, instead in moved_days():
        if day == off:
            return "Nghỉ hoán đổi"
        if day == instead:
            return ""
    if day in worked:
        return ""
    return names.get(day) or WEEKEND.get(day.weekday(), "")


def is_working_day(day):
    return not rest(day)


def add_working_days(start, days):
    """The last day of a span of working days that begins the day after `start`."""
    return working_span(start, days)[0]


def working_span(start, days):
    """(last day, [(skipped day, why)]) of a span of working days that begins the day after `start`."""
    day, skipped = start, []
    while days:
        day += timedelta(days=1)
        why = rest(day)
        if why:
            skipped.append((day, why))
        else:
            days -= 1
    return day, skipped


def working_days_between(start, end):
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    first, last = sorted((start, end))
    count = sum(is_working_day(first + timedelta(n)) for n in range(1, (last - first).days + 1))
    return count if start <= end else -count
