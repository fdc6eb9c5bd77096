"""Sổ số quyết định: numbers run through a term, none is given twice, none is left out."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from admission.domain import register
from admission.domain import session as sessions
from admission.domain.number_books import begin_term, lines_of, locked_book, set_first, symbol_of, term_of
from admission.domain.session import set_body
from admission.models import Candidate, Decision, DecisionNumber, NumberBook
from partytrack.errors import Refused
from tests.admission.sitting import HELD_ON, appraised, codes, note, planned, release
from tests.world import make_unit, person, world
from units.models import Kind, Period, User

pytestmark = pytest.mark.sqlite_too
MANY = 50


def issued(w, *numbers, held_on=HELD_ON):
    """A released session whose decisions bear these numbers."""
    begun = held_on - timedelta(120)
    session = planned(w, *(appraised(w, on=begun) for _ in numbers), held_on=held_on)
    return release(w, note(w, session, *(("admit", "", number) for number in numbers)))


def book_of(w, day=HELD_ON):
    return NumberBook.objects.get(authority=w.district, round="admission", starts__lte=day, ends__gte=day)


def next_of(w, day=HELD_ON):
    """The text of the number that the next decision would get."""
    session = planned(w, appraised(w), held_on=day)
    with transaction.atomic():
        book = locked_book(w.district, "admission", day)
        row = register.reserve(book, session.items.get().candidate_id, session)
        text = row.text
        transaction.set_rollback(True)
    return text


@pytest.mark.django_db
def test_term_is_the_declared_one_else_five_years_from_the_usual_congresses(w):
    assert term_of(w.district, HELD_ON) == (date(2020, 1, 1), date(2024, 12, 31))
    Period.objects.create(
        code="NK", kind="term", name="Nhiệm kỳ", starts=date(2020, 8, 10), ends=date(2025, 8, 9)
    )
    assert term_of(w.district, HELD_ON) == (date(2020, 8, 10), date(2025, 8, 9))
    assert term_of(w.district, date(2026, 1, 1)) == (date(2025, 1, 1), date(2029, 12, 31))


def test_number_runs_on_over_the_new_year_and_begins_again_with_the_term(w):
    issued(w, "215-QĐ/HU", held_on=date(2023, 12, 18))
    assert next_of(w, date(2024, 6, 17)) == "216-QĐ/HU"
    assert next_of(w, date(2025, 1, 6)) == "01-QĐ/HU"


def test_number_is_taken_for_the_whole_term_and_for_its_own_kind_only(w):
    issued(w, "1-QĐ/HU", held_on=date(2023, 12, 18))
    again = planned(w, appraised(w))
    with pytest.raises(Refused) as refusal:
        note(w, again, ("admit", "", "1-QĐ/HU"))
    assert codes(refusal) == ["NUMBER_TAKEN"]

    recognised = planned(w, w.climb(w.file(), to="recognition_appraised"), held_on=date(2025, 9, 1))
    assert release(w, note(w, recognised, ("admit", "", "1-QĐ/HU"))).is_released


def test_symbol_comes_from_the_name_of_the_unit_or_from_its_settings(w):
    commune = make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district, decides=True)
    assert (symbol_of(w.district), symbol_of(commune)) == ("-QĐ/HU", "-QĐ/ĐU")
    set_body(w.district, actor=w.board, version="10||", submit_days_before=10, symbol="-QĐ/BTVHU", members=15)
    assert next_of(w) == "01-QĐ/BTVHU"


def test_first_number_of_a_running_term_is_set_once(w):
    set_first(w.district, "admission", actor=w.board, first=216, on=HELD_ON)
    with pytest.raises(Refused) as refusal:
        set_first(w.district, "admission", actor=w.board, first=300, on=HELD_ON)
    assert codes(refusal) == ["FIRST_SET"]
    assert next_of(w) == "216-QĐ/HU"


def test_number_before_the_first_of_the_book_is_refused(w):
    set_first(w.district, "admission", actor=w.board, first=101, on=HELD_ON)
    with pytest.raises(Refused) as refusal:
        issued(w, "02-QĐ/HU")
    assert codes(refusal) == ["NUMBER_BEFORE"]
    assert next_of(w, date(2024, 6, 17)) == "101-QĐ/HU"


def test_number_typed_wrong_in_the_first_draft_of_a_book_is_put_right(w):
    session = note(w, planned(w, appraised(w)), ("admit", "", "216-QĐ/HU"))
    for right in (21, 86):
        session = note(w, session, ("admit", "", f"{right}-QĐ/HU"))
        assert (book_of(w).first, book_of(w).next) == (right, right + 1)


def test_number_far_beyond_the_last_of_the_book_is_refused(w):
    issued(w, "1-QĐ/HU")
    again = planned(w, appraised(w), held_on=date(2024, 6, 17))
    with pytest.raises(Refused) as refusal:
        note(w, again, ("admit", "", f"{1 + register.LEFT_OUT + 2}-QĐ/HU"))
    assert codes(refusal) == ["NUMBER_FAR"]
    note(w, again, ("admit", "", f"{1 + register.LEFT_OUT + 1}-QĐ/HU"))
    lines = [(line.first, line.last, line.row is not None) for line in lines_of(book_of(w))]
    assert lines == [(1, 1, True), (2, 21, False), (22, 22, True)]


def test_recorder_does_not_open_books_or_void_numbers(w):
    issued(w, "1-QĐ/HU")
    with pytest.raises(PermissionDenied):
        set_first(w.district, "recognition", actor=w.recorder, first=2, on=HELD_ON)
    with pytest.raises(PermissionDenied):
        register.void_number(book_of(w), actor=w.recorder, value=2, reason="Hỏng phôi")
    with pytest.raises(PermissionDenied):
        begin_term(w.district, actor=w.recorder, on=date(2024, 9, 1))


def test_number_left_out_by_hand_is_the_next_one_given(w):
    issued(w, "1-QĐ/HU", "3-QĐ/HU")
    lines = [(line.first, line.last, line.row is not None) for line in lines_of(book_of(w))]
    assert lines == [(1, 1, True), (2, 2, False), (3, 3, True)]
    assert next_of(w, date(2024, 6, 17)) == "02-QĐ/HU"


def test_number_that_nobody_gets_is_void_with_a_reason(w):
    issued(w, "1-QĐ/HU", "3-QĐ/HU")
    book = book_of(w)
    register.void_number(book, actor=w.board, value=2, reason="Hỏng phôi")
    assert next_of(w, date(2024, 6, 17)) == "04-QĐ/HU"
    for value, code in ((2, "NUMBER_TAKEN"), (9, "NUMBER_AHEAD")):
        with pytest.raises(Refused) as refusal:
            register.void_number(book, actor=w.board, value=value, reason="Hỏng phôi")
        assert codes(refusal) == [code]


def test_book_takes_in_what_was_decided_before_there_was_one(w):
    session = issued(w, "7-QĐ/HU", "9-QĐ/HU")
    DecisionNumber.objects.all().delete()
    NumberBook.objects.all().delete()
    assert Decision.objects.filter(session=session).count() == 2
    assert next_of(w, date(2024, 6, 17)) == "10-QĐ/HU"


def test_congress_begins_a_new_book(w):
    issued(w, "215-QĐ/HU")
    begin_term(w.district, actor=w.board, on=date(2024, 9, 1))
    assert book_of(w).ends == date(2024, 8, 31)
    assert next_of(w, date(2024, 9, 2)) == "01-QĐ/HU"
    with pytest.raises(Refused) as refusal:
        begin_term(w.district, actor=w.board, on=date(2024, 5, 1))
    assert codes(refusal) == ["TERM_BEGUN"]


def at_once(jobs):
    """Run the jobs at the same moment, each over a connection of its own; what each returned."""
    gate = Barrier(len(jobs))

    def run(job):
        gate.wait()
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


@pytest.mark.django_db(transaction=True)
def test_fifty_reservations_at_once_get_fifty_consecutive_numbers():
    w = world()
    session = planned(w)
    files = [w.file(**person()) for _ in range(MANY)]

    def reserve(file):
        @transaction.atomic
        def job():
            return register.reserve(locked_book(w.district, "admission", HELD_ON), file.pk, session).value

        return job

    assert sorted(at_once([reserve(file) for file in files])) == list(range(1, MANY + 1))
    assert book_of(w).next == MANY + 1


@pytest.mark.django_db(transaction=True)
def test_fifty_releases_at_once_issue_consecutive_numbers():
    """Twenty-five sessions, each released by two people: one effect each, no number twice or left out."""
    w = world()
    days = [date(2024, 6, day) for day in range(3, 28)]
    sittings = []
    for day in days:
        session = planned(w, w.climb(w.file(), to="appraised"), held_on=day)
        item = session.items.get()
        session = session_noted(w, session, item)
        sittings.append(session)

    def releasing(session, user):
        def job():
            try:
                release(w, session, actor=User.objects.get(pk=user.pk))
                return "released"
            except Refused as refusal:
                return refusal.reasons[0].code

        return job

    jobs = [releasing(session, user) for session in sittings for user in (w.board, w.recorder)]
    answers = at_once(jobs)
    assert Counter(answers) == {"RELEASED": 25, "released": 25}
    rows = DecisionNumber.objects.order_by("value")
    assert list(rows.values_list("value", "state")) == [(n, "issued") for n in range(1, 26)]
    assert Candidate.objects.filter(state="decided").count() == 25


def session_noted(w, session, item):
    return sessions.note_outcomes(
        session, {item.pk: ("admit", "", "")}, actor=w.board, version=session.version, number_them=True
    )
