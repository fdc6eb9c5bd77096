"""Parts of the days of a report: a month, the months up to one, a calendar year. Plain Python."""

from datetime import date, timedelta

IN_A_YEAR = 12
MONTH, UP_TO, YEAR = "T", "L", "N"  # before their number, in a code and in an address


def months_of(starts, ends):
    """[(first, last day)] of the calendar months that a span touches, cut to it."""
    found, first = [], starts
    while first <= ends:
        after = (first.replace(day=1) + timedelta(32)).replace(day=1)
        found.append((first, min(after - timedelta(1), ends)))
        first = after
    return found


def days_of(part, starts, ends):
    """(first, last day) of a part of a span, such as "T3". Raises ValueError, with a sentence, where it has none."""
    kind, number = part[0], int(part[1:])
    if kind == YEAR:
        if not starts.year <= number <= ends.year:
            raise ValueError(f"Thời gian của mã không có năm {number}.")
        return max(starts, date(number, 1, 1)), min(ends, date(number, 12, 31))
    months = months_of(starts, ends)
    if not 1 <= number <= len(months):
        raise ValueError(f"Thời gian của mã chỉ gồm {len(months)} tháng.")
    first, last = months[number - 1]
    return (starts if kind == UP_TO else first), last
