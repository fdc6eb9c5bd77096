"""Sổ số quyết định: who gives which number to which decision.

A number is reserved for a file, then issued with its decision; or it becomes void with a reason. Whoever gives a
number holds the lock on its book (`locked_book`), so that two are never the same and none is left out.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from admission.domain.number_books import locked_book, read, symbol_of, written
from admission.models import DecisionNumber, NumberBook, NumberState
from partytrack.errors import Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from partytrack.journal.write import write as journal
from units.permissions import can

LEFT_OUT = 20  # so many numbers may stay free before one that is typed by hand; more is a slip of the hand


def reserve(book, candidate_id, session):
    """Keep the lowest free number for a file. Returns the row."""
    taken = set(book.numbers.filter(value__gte=book.next or 1).values_list("value", flat=True))
    value = book.next or 1
    while value in taken:
        value += 1
    book.first = book.first or value
    number = written(value, symbol_of(book.authority))
    return _put(book, number, candidate_id, session, next_=value + 1)


def claim(book, text, candidate_id, session):
    """Keep a number that somebody typed into a draft. Raises Refused as `_take` does, and when it lies far beyond the
    last of the book."""
    number = read(text)
    if not _begins(book, number.value) and number.value > (last := _highest(book)) + 1 + LEFT_OUT:
        sentence = f"Số {text} cách số cuối của sổ ({last:02d}) quá {LEFT_OUT} số."
        raise Refused(Reason("NUMBER_FAR", sentence, "Kiểm tra lại số quyết định."))
    return _take(book, number, candidate_id, session)


def _take(book, number, candidate_id, session):
    """Keep this number; the first one begins a book of which nobody said where it begins. Raises Refused when it is
    taken, or lies before the first of the book: those were given out on paper."""
    if there := book.numbers.filter(value=number.value).first():
        raise Refused(_taken(there))
    if _begins(book, number.value):
        book.first = book.next = number.value
    elif number.value < book.first and not _was_told(book):
        book.first = number.value
    elif number.value < book.first:
        sentence = f"Số {number.text} đứng trước số đầu tiên của sổ ({book.first:02d})."
        raise Refused(Reason("NUMBER_BEFORE", sentence, "Ghi số từ số đầu tiên của sổ trở đi."))
    return _put(
        book, number, candidate_id, session, next_=book.next + 1 if book.next == number.value else book.next
    )


def _highest(book):
    """The last number that is no longer free; before the first one, what the book begins after."""
    highest = book.numbers.aggregate(highest=Max("value"))["highest"] or 0
    return max(highest, book.next - 1)


def _begins(book, value):
    """Is this number the first of its book, or the first again because it cannot follow what was only tried?"""
    if book.first is None:
        return True
    return not book.first <= value <= _highest(book) + 1 + LEFT_OUT and _may_begin_anew(book)


def _may_begin_anew(book):
    """Nothing is in the book, and its first number is one that was typed wrong in a draft, not one that was stated."""
    return not book.numbers.exists() and not _was_told(book)


def _was_told(book):
    """Has the office stated where the book begins? What lies before was given out on paper."""
    return Entry.objects.filter(event="admission.book_opened", subject=subject_key(book)).exists()


def _put(book, number, candidate_id, session, *, next_):
    book.next = next_
    book.save(update_fields=["first", "next"])
    return DecisionNumber.objects.create(
        book=book, value=number.value, text=number.text, candidate_id=candidate_id, session=session
    )


def issue(session, round_, file, text, on):
    """Ban hành: the number goes out with its decision. One that was not kept for the file before is taken now."""
    book = locked_book(session.unit, round_, on)
    kept = book.numbers.filter(candidate=file, state=NumberState.RESERVED).first()
    if kept is None or kept.text != text:
        free([kept] if kept else [])
        book.refresh_from_db()
        kept = _take(book, read(text), file.pk, session)
    kept.state = NumberState.ISSUED
    kept.save(update_fields=["state"])


def give_back(rows, reason):
    """Reserved numbers that nobody gets: the last ones of a book are free again, one with a later number after it is
    void, so that the book has no gap without a reason."""
    for row in sorted(rows, key=lambda row: -row.value):
        book = NumberBook.objects.select_for_update().get(pk=row.book_id)
        if book.numbers.filter(value__gt=row.value).exists():
            row.state, row.reason = NumberState.VOID, reason
            row.save(update_fields=["state", "reason"])
        else:
            row.delete()
            book.next = min(book.next, row.value)
            book.save(update_fields=["next"])


def free(rows):
    """Numbers that were typed wrong and never left the draft: as if they had not been kept."""
    for row in rows:
        NumberBook.objects.filter(pk=row.book_id, next__gt=row.value).update(next=row.value)
        row.delete()


@transaction.atomic
def void_number(book, *, actor, value, reason):
    """Hủy một số that no decision bears: one that is still free (a sheet was spoiled) or was left out."""
    if not can(actor, "session.manage", book.authority):
        raise PermissionDenied
    book = NumberBook.objects.select_for_update().get(pk=book.pk)
    if there := book.numbers.filter(value=value).first():
        raise Refused(_taken(there))
    if book.first is None or not book.first <= value <= _highest(book) + 1:
        sentence = f"Số {value} chưa đến lượt dùng."
        raise Refused(Reason("NUMBER_AHEAD", sentence, "Chỉ hủy số còn trống đã đến lượt."))
    number = written(value, symbol_of(book.authority))
    DecisionNumber.objects.create(
        book=book, value=value, text=number.text, state=NumberState.VOID, reason=reason
    )
    journal(
        "admission.number_voided", subject=book, actor=actor, unit_id=book.authority_id, number=number.text
    )


def kept_for(session):
    """The reserved numbers of a session: {candidate id: row}."""
    kept = session.numbers.filter(state=NumberState.RESERVED).select_related("book")
    return {row.candidate_id: row for row in kept.order_by("value")}


def _taken(row):
    words = {
        NumberState.ISSUED: "đã ban hành",
        NumberState.RESERVED: "đã giữ chỗ cho quyết định khác",
        NumberState.VOID: "đã hủy",
    }[row.state]
    held = f" (phiên họp ngày {row.session.held_on:%d/%m/%Y})" if row.session else ""
    return Reason("NUMBER_TAKEN", f"Số {row.text} {words}{held}.", "Ghi số khác.")
