"""Arithmetic of days for the planner."""

from datetime import timedelta

ONE = timedelta(1)


def weekday_at_or_before(day):
    return day - ONE * max(0, day.weekday() - 4)


def clamp(day, earliest, latest):
    return min(max(day, earliest), latest)


def nearest_weekday(target, earliest, latest, *, avoid=frozenset()):
    """The weekday within [earliest, latest] nearest to the target and not to be avoided.

    Where there is none, any day within that is not to be avoided; None where there is none of those either.
    """
    target = clamp(target, earliest, latest)
    spread = sorted(range(-7, 8), key=lambda offset: (abs(offset), offset))
    near = [target + ONE * offset for offset in spread if earliest <= target + ONE * offset <= latest]
    free = [day for day in near if day not in avoid]
    return next((day for day in free if day.weekday() < 5), free[0] if free else None)


def spread_over(earliest, latest, count):
    """`count` days evenly over [earliest, latest], in order."""
    span = (latest - earliest).days + 1
    return [earliest + ONE * int((index + 0.5) * span / count) for index in range(count)]


def outside(spans, earliest, latest):
    """The parts of [earliest, latest] that lie in none of the spans, as (first, last)."""
    parts = [(earliest, latest)]
    for first, last in spans:
        parts = [
            part
            for a, b in parts
            for part in ((a, min(b, first - ONE)), (max(a, last + ONE), b))
            if part[0] <= part[1]
        ]
    return parts
