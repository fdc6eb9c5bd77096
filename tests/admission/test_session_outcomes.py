"""What the body concluded, as a draft."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from admission.domain import session as sessions
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.sitting import ADMIT, HELD_ON, appraised, codes, note, planned, release, states

pytestmark = pytest.mark.sqlite_too


def test_auditor_does_not_note(w):
    session = planned(w, appraised(w))
    with pytest.raises(PermissionDenied):
        note(w, session, ADMIT, actor=w.auditor)


def test_who_notes_or_releases_must_have_seen_the_agenda(w):
    files = [appraised(w), appraised(w)]
    session = note(w, planned(w, *files), ADMIT, ("admit", "", "2-QĐ/HU"))
    item = session.items.select_related("candidate", "session").first()
    sessions.take_off_agenda(item, actor=w.board, request_id=uuid.uuid4(), on=HELD_ON)

    with pytest.raises(Conflict) as refusal:
        release(w, session)
    assert codes(refusal) == ["STALE"]
    with pytest.raises(Conflict):
        sessions.note_outcomes(session, {}, actor=w.board, version=session.version)


def test_journal_keeps_who_noted_but_not_what(w):
    session = note(w, planned(w, appraised(w)), ("refuse", "Chưa đủ điều kiện", ""), actor=w.recorder)
    entry = Entry.objects.get(event="admission.outcomes_noted")
    assert (entry.actor, entry.subject, entry.body) == (w.recorder, f"session:{session.pk}", {"files": 1})


def test_two_files_can_exchange_their_numbers(w):
    session = note(w, planned(w, appraised(w), appraised(w)), ADMIT, ("admit", "", "2-QĐ/HU"))
    session = note(w, session, ("admit", "", "2-QĐ/HU"), ADMIT)
    assert list(session.items.order_by("id").values_list("number", flat=True)) == ["2-QĐ/HU", "1-QĐ/HU"]


def test_two_files_cannot_have_one_number(w):
    session = planned(w, appraised(w), appraised(w))
    with pytest.raises(Refused) as refusal:
        note(w, session, ADMIT, ADMIT)
    assert codes(refusal) == ["NUMBER_TWICE"]
    assert list(session.items.values_list("outcome", flat=True)) == ["", ""]


def test_who_is_not_admitted_keeps_no_number(w):
    session = note(w, planned(w, appraised(w)), ADMIT)
    session = note(w, session, ("defer", "Chờ bổ sung", "1-QĐ/HU"))
    assert session.items.get().number == ""


def test_outcomes_are_not_noted_before_the_meeting(w):
    session = planned(w, held_on=timezone.localdate() + timedelta(1))
    with pytest.raises(Refused) as refusal:
        note(w, session)
    assert codes(refusal) == ["SESSION_AHEAD"]


def test_number_of_an_earlier_session_is_refused(w):
    release(w, note(w, planned(w, appraised(w)), ADMIT))
    later = planned(w, appraised(w), held_on=date(2024, 7, 1))
    with pytest.raises(Refused) as refusal:
        note(w, later, ADMIT)
    assert codes(refusal) == ["NUMBER_TAKEN"]

    release(w, note(w, later, ("admit", "", "2-QĐ/HU")))
    assert states() == ["decided", "decided"]


def test_numbers_go_to_those_admitted_in_the_order_of_the_agenda(w):
    session = planned(w, *(appraised(w) for _ in range(4)))
    rows = [("admit", "", ""), ("defer", "Chờ bổ sung", ""), ("admit", "", "2-QĐ/HU"), ("admit", "", "")]
    items = session.items.order_by("id")
    noted = {item.pk: row for item, row in zip(items, rows, strict=True)}
    sessions.note_outcomes(session, noted, actor=w.board, version=session.version, number_them=True)
    numbers = session.items.order_by("id").values_list("number", flat=True)
    assert list(numbers) == ["03-QĐ/HU", "", "2-QĐ/HU", "04-QĐ/HU"]


@pytest.mark.parametrize("number", ["QĐ/HU", "0-QĐ/HU", "số 5"])
def test_number_begins_with_a_number(w, number):
    session = planned(w, appraised(w))
    with pytest.raises(Refused) as refusal:
        note(w, session, ("admit", "", number))
    assert codes(refusal) == ["NUMBER_FORM"]
