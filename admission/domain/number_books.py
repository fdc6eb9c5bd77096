"""Books of decision numbers: one for each authority, kind of decision and term of the committee.

Numbers run from 01 through a whole term, congress to congress (HD 36-HD/VPTW 2018, HD 05-HD/VPTW 2026). `register`
gives them out; here a book is found, opened, told where it begins, and read.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.models import DecidingBody, Decision, DecisionNumber, NumberBook, NumberState
from admission.reports.letterhead import organ
from admission.rules import figure
from admission.states import Round
from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal
from units.models import Period, PeriodKind
from units.permissions import can

TYPED = re.compile(r"(\d{1,6})(\D.*)?", re.DOTALL)
DAY = timedelta(1)


class Written(NamedTuple):
    """A number as it is written: 7 and "07-QĐ/HU"."""

    value: int
    text: str


class Line(NamedTuple):
    """Numbers from first to last: one with its row, or those that are free."""

    first: int
    last: int
    row: DecisionNumber | None


def body_of(unit):
    """The unit's settings as a deciding body; those of a new one, not saved, where nobody has set them."""
    found = DecidingBody.objects.filter(unit=unit).first()
    return found or DecidingBody(unit=unit)


def symbol_of(unit):
    """What follows the number: "-QĐ/HU"."""
    return body_of(unit).symbol or f"-QĐ/{organ(unit.kind, unit.name).symbol}"


def written(value, symbol):
    """Below ten a nought is put in front."""
    return Written(value, f"{value:02d}{symbol}")


def read(text):
    """The `Written` that somebody typed. Raises Refused when it does not begin with a number."""
    parts = TYPED.fullmatch(text)
    if not parts or not int(parts[1]):
        raise Refused(Reason("NUMBER_FORM", f"“{text}” không phải là số quyết định.", "Ghi dạng 05-QĐ/HU."))
    return Written(int(parts[1]), text)


def term_of(unit, day):
    """(first, last day) of the committee's term: a declared one, rather one for which the unit has targets,
    else the usual five years."""
    declared = Period.objects.filter(kind=PeriodKind.TERM, starts__lte=day, ends__gte=day).order_by(
        "-starts", "id"
    )
    own = declared.filter(targets__unit=unit).first() or declared.first()
    if own:
        return own.starts, own.ends
    base, years = (figure("USUAL_TERM", name, day) for name in ("from_year", "term_years"))
    first = base + (day.year - base) // years * years
    return date(first, 1, 1), date(first + years - 1, 12, 31)


def book_on(unit, round_, day):
    """The book that a decision of this day goes into, or None before its first number."""
    return NumberBook.objects.filter(authority=unit, round=round_, starts__lte=day, ends__gte=day).first()


def locked_book(unit, round_, day):
    """The book, opened when needed, and locked until the transaction ends. A new one takes in what was decided in its
    term before there was a book."""
    if book_on(unit, round_, day) is None:
        starts, ends = _room_for(unit, round_, day)
        book, is_new = NumberBook.objects.get_or_create(
            authority=unit, round=round_, starts=starts, defaults={"ends": ends}
        )
        if is_new:
            _take_in_decisions(book)
    mine = NumberBook.objects.select_for_update().filter(authority=unit, round=round_)
    return mine.get(starts__lte=day, ends__gte=day)


def _room_for(unit, round_, day):
    """The term, without the days that other books of the authority hold."""
    starts, ends = term_of(unit, day)
    mine = NumberBook.objects.filter(authority=unit, round=round_)
    before, after = (
        mine.filter(ends__lt=day).order_by("-ends").first(),
        mine.filter(starts__gt=day).order_by("starts").first(),
    )
    if before:
        starts = max(starts, before.ends + DAY)
    if after:
        ends = min(ends, after.starts - DAY)
    return starts, ends


def _take_in_decisions(book):
    """Decisions from before the book. A number that stands on two of them is in the book once."""
    decided = Decision.objects.filter(
        authority=book.authority, round=book.round, decided_on__range=(book.starts, book.ends)
    ).order_by("decided_on", "id")
    rows = {}
    for decision in decided:
        parts = TYPED.fullmatch(decision.number)
        if parts:
            rows.setdefault(int(parts[1]), DecisionNumber(
                book=book, value=int(parts[1]), text=decision.number, state=NumberState.ISSUED,
                candidate_id=decision.candidate_id, session_id=decision.session_id,
            ))  # fmt: skip
    if rows:
        DecisionNumber.objects.bulk_create(rows.values())
        book.first, book.next = min(rows), max(rows) + 1
        book.save(update_fields=["first", "next"])


@transaction.atomic
def set_first(unit, round_, *, actor, first, on):
    """Ghi số đầu tiên of the running book: once, before any number is in it."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    book = locked_book(unit, round_, on)
    if book.first is not None:
        sentence = f"{book} đã bắt đầu từ số {book.first}."
        raise Refused(Reason("FIRST_SET", sentence, "Số tiếp theo được cấp nối tiếp trong sổ."))
    book.first = book.next = first
    book.save(update_fields=["first", "next"])
    journal("admission.book_opened", subject=book, actor=actor, unit_id=unit.pk, on=book.starts, first=first)
    return book


@transaction.atomic
def begin_term(unit, *, actor, on):
    """Mở sổ nhiệm kỳ mới from the day of a congress: the running books end the day before."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    running = [locked_book(unit, round_, on) for round_ in Round.values]
    later = DecisionNumber.objects.filter(book__in=running, session__held_on__gte=on).exists()
    if later or any(book.starts >= on for book in running):
        sentence = f"Đã có số quyết định, hoặc đã mở sổ, từ ngày {on:%d/%m/%Y}."
        raise Refused(Reason("TERM_BEGUN", sentence, "Kiểm tra lại ngày bắt đầu nhiệm kỳ."))
    for book in running:
        end = book.ends
        book.ends = on - DAY
        book.save(update_fields=["ends"])
        NumberBook.objects.create(
            authority=unit, round=book.round, starts=on, ends=max(end, _years_after(on)), first=1, next=1
        )
    journal("admission.term_begun", subject=unit, actor=actor, unit_id=unit.pk, on=on)


def _years_after(day):
    """The last day of a term that begins on a day."""
    return date(day.year + figure("USUAL_TERM", "term_years", day) - 1, 12, 31)


def lines_of(book):
    """Lines of the book in order; numbers that are left out and still free stand together on one."""
    rows = book.numbers.select_related("candidate", "session").order_by("value")
    lines, expected = [], book.first
    for row in rows:
        if row.value > expected:
            lines.append(Line(expected, row.value - 1, None))
        lines.append(Line(row.value, row.value, row))
        expected = row.value + 1
    return lines
