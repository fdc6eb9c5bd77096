"""The page of the book of decision numbers, and what is done from it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from admission.models import NumberBook
from tests.admission.sitting import appraised, noted, planned, released

pytestmark = pytest.mark.sqlite_too


def number(name, *args):
    return reverse(f"admission:number_{name}", args=args)


def lines(client, w):
    """The running book as the page lists it: (number, state, whose it is)."""
    ((_, page),) = client.get(number("list", w.district.pk)).context["books"]
    return [(line.first, line.row and line.row.state) for line in page]


def test_book_lists_every_number_with_its_state(w, as_user):
    session = noted(
        w, planned(w, appraised(w), appraised(w)), ("admit", "", "1-QĐ/HU"), ("admit", "", "3-QĐ/HU")
    )
    client = as_user(w.board)
    assert lines(client, w) == [(1, "reserved"), (2, None), (3, "reserved")]
    text = client.get(number("list", w.district.pk)).content.decode()
    assert [text.count(words) for words in ("Đã giữ chỗ", "Còn trống", "Nguyễn Thị Hoa")] == [2, 1, 2]
    assert session.numbers.count() == 2
    told = as_user(w.auditor).get(number("list", w.district.pk)).content.decode()
    assert ("Đã giữ chỗ" in told, "Nguyễn Thị Hoa" in told) == (True, False)


def test_book_does_not_name_people_whom_the_reader_may_not_see(w, as_user):
    released(w, appraised(w))
    assert "Nguyễn Thị Hoa" in as_user(w.auditor).get(number("list", w.district.pk)).content.decode()
    assert as_user(w.officer).get(number("list", w.district.pk)).status_code == 404


def test_free_number_is_made_void(w, as_user):
    noted(w, planned(w, appraised(w), appraised(w)), ("admit", "", "1-QĐ/HU"), ("admit", "", "3-QĐ/HU"))
    client, book = as_user(w.board), NumberBook.objects.get()
    data = {"value": "2", "reason": "Hỏng phôi"}
    assert client.post(number("void", book.pk), data).url == number("list", w.district.pk)
    assert lines(client, w)[1] == (2, "void")
    assert client.post(number("void", book.pk), data).status_code == 422


def test_first_number_is_set_and_then_no_more(w, as_user):
    client, address = as_user(w.board), number("first", w.district.pk, "admission")
    assert client.post(address, {"first": "216"}).status_code == 302
    assert NumberBook.objects.get().next == 216
    again = client.post(address, {"first": "300"})
    assert [reason.code for reason in again.context["reasons"]] == ["FIRST_SET"]
    assert client.get(number("first", w.district.pk, "khac")).status_code == 404


def test_new_term_begins_a_new_book(w, as_user):
    released(w, appraised(w))
    today = timezone.localdate()
    client = as_user(w.board)
    client.post(number("first", w.district.pk, "admission"), {"first": "5"})
    begun = date(today.year, today.month, today.day)
    for wrong in ({"starts": "01/01/1901", "sure": "on"}, {"starts": f"{begun:%d/%m/%Y}"}):
        assert client.post(number("term", w.district.pk), wrong).status_code == 422
    data = {"starts": f"{begun:%d/%m/%Y}", "sure": "on"}
    assert client.post(number("term", w.district.pk), data).status_code == 302
    assert NumberBook.objects.filter(starts=begun, next=1).count() == 2
