"""Checks of tables with months: order, continuity from school age to now, time abroad."""

from .issues import error, warning
from .times import Month, Span, gaps, is_now, month_of, overlaps, read_day, read_month

# General knowledge: pupils begin their first year in September of the year in which they turn six.
SCHOOL_AGE, SCHOOL_MONTH = 6, 9
# Item 18 asks for stays from three months.
MONTHS_ABROAD = 3


def check_order(part, about):
    """Months of each row in order, none before birth or in the future."""
    born, now = month_of(about.born_on), month_of(about.today)
    for row in part.rows:
        months = {name: read_month(row.get(name, "")) for name in ("from", "to", "on")}
        for name, month in months.items():
            if month and month > now:
                yield error(f"Tháng {month} ở tương lai.", f"{row['id']}-{name}")
            elif month and month < born:
                yield error(f"Tháng {month} trước khi sinh ({born}).", f"{row['id']}-{name}")
        if months["from"] and months["to"] and months["to"] < months["from"]:
            yield error(f"“Đến tháng” {months['to']} sớm hơn “từ tháng” {months['from']}.", f"{row['id']}-to")


def spans(part, about):
    """The rows whose months can be read and stand in order."""
    now, found = month_of(about.today), []
    for row in part.rows:
        first = read_month(row.get("from", ""))
        last = now if is_now(row.get("to", "")) else read_month(row.get("to", ""))
        if first and last and first <= last:
            found.append(Span(row["id"], first, last))
    return found


def check_work(part, about, parts):
    """Every month from school age to now, or to the day of signing, stands in a row: what is missing is named.
    Two at a time are rare, not wrong."""
    told = spans(part, about)
    if not told:
        return
    school = Month(about.born_on.year + SCHOOL_AGE, SCHOOL_MONTH)
    until = read_day(parts["cam-doan"].text("signed_on")) or about.today
    # The month that is running needs no row yet.
    for first, last in gaps(told, school, month_of(until).plus(-1)):
        yield error(f"Thiếu {first}." if first == last else f"Thiếu từ {first} đến {last}.")
    for first, last, key in overlaps(told):
        yield warning(f"Trùng {first}." if first == last else f"Trùng từ {first} đến {last}.", key)


def check_abroad(part, about, parts):
    for span in spans(part, about):
        if span.last.count - span.first.count < MONTHS_ABROAD:
            yield warning(f"Chỉ cần khai những lần ở nước ngoài từ {MONTHS_ABROAD} tháng trở lên.", span.key)
