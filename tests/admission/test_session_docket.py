"""Chốt chương trình: every file is asked again, numbers are kept."""

import pytest
from django.core.exceptions import PermissionDenied

from admission.domain import session as sessions
from admission.models import Candidate, DecisionNumber
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.admission.sitting import (
    HELD_ON,
    appraised,
    codes,
    lock,
    note,
    over_60,
    planned,
    put,
    release,
    states,
)

pytestmark = pytest.mark.sqlite_too


def unlock(w, session):
    return sessions.unlock_agenda(
        session, actor=w.board, version=session.version, reason="Thêm một hồ sơ gấp"
    )


def kept(session):
    return list(session.numbers.order_by("book__round", "value").values_list("text", "state"))


def test_lock_keeps_a_number_for_each_file_by_kind_of_decision(w):
    files = [appraised(w), w.climb(w.file(), to="recognition_appraised"), appraised(w)]
    held_on = files[1].since
    before = DecisionNumber.objects.count()
    session, fallen = lock(w, planned(w, *files, held_on=held_on), on=held_on)
    assert (session.status, fallen) == ("locked", [])
    assert DecisionNumber.objects.count() == before + 3
    rounds = session.numbers.order_by("book__round", "value").values_list("book__round", flat=True)
    assert list(rounds) == ["admission", "admission", "recognition"]
    assert all(state == "reserved" for _, state in kept(session))


def test_lock_sends_back_who_cannot_be_decided_and_says_why(w):
    """A file is judged again by the rules of the decision, on the day of the session."""
    good, bad = appraised(w), over_60(w)
    session = planned(w, bad, good)
    bad.papers.filter(code="CV-ĐY").delete()

    session, fallen = lock(w, session)

    assert [(file, [reason.code for reason in reasons]) for file, reasons in fallen] == [
        (bad, ["AGE_OVER_60"])
    ]
    assert [item.candidate for item in session.items.all()] == [good]
    assert states() == ["on_agenda", "appraised"]
    assert Candidate.objects.get(pk=bad.pk).remark == fallen[0][1][0].sentence
    assert kept(session) == [("01-QĐ/HU", "reserved")]
    assert Entry.objects.get(event="admission.agenda_locked").body == {"files": 1, "fallen": 1}


def test_agenda_from_which_every_file_fell_stays_open(w):
    file = over_60(w)
    session = planned(w, file)
    file.papers.filter(code="CV-ĐY").delete()
    session, fallen = lock(w, session)
    assert (session.status, len(fallen)) == ("planned", 1)


def test_empty_agenda_is_not_locked(w):
    with pytest.raises(Refused) as refusal:
        lock(w, planned(w))
    assert codes(refusal) == ["EMPTY_AGENDA"]


def test_recorder_does_not_lock(w):
    session = planned(w, appraised(w))
    version = session.items.get().session.version
    with pytest.raises(PermissionDenied):
        sessions.lock_agenda(session, actor=w.recorder, version=version, on=HELD_ON)


def test_locked_twice_is_a_conflict(w):
    session, _ = lock(w, planned(w, appraised(w)))
    with pytest.raises(Conflict) as refusal:
        lock(w, session)
    assert codes(refusal) == ["AGENDA_LOCKED"]


def test_unlocked_agenda_gives_its_numbers_back_and_takes_files_again(w):
    late = appraised(w)
    session, _ = lock(w, planned(w, appraised(w)))
    session = unlock(w, session)
    assert (session.status, session.unlocked_because, kept(session)) == ("planned", "Thêm một hồ sơ gấp", [])
    put(w, session, Candidate.objects.get(pk=late.pk))
    session, _ = lock(w, session)
    assert kept(session) == [("01-QĐ/HU", "reserved"), ("02-QĐ/HU", "reserved")]


def test_agenda_with_an_outcome_is_not_unlocked(w):
    session, _ = lock(w, planned(w, appraised(w)))
    session = note(w, session, ("defer", "Chờ bổ sung", ""))
    with pytest.raises(Refused) as refusal:
        unlock(w, session)
    assert codes(refusal) == ["HAS_OUTCOMES"]


def test_number_kept_at_lock_is_issued_at_release(w):
    session, _ = lock(w, planned(w, appraised(w), appraised(w)))
    session = note(w, session, ("admit", "", ""), ("admit", "", ""))
    session = release(w, session)
    assert kept(session) == [("01-QĐ/HU", "issued"), ("02-QĐ/HU", "issued")]
    assert list(session.decisions.order_by("id").values_list("number", flat=True)) == ["01-QĐ/HU", "02-QĐ/HU"]


def test_number_of_who_is_not_admitted_is_void_unless_it_is_the_last(w):
    session, _ = lock(w, planned(w, *(appraised(w) for _ in range(3))))
    held_back = ("defer", "Chờ bổ sung", "")
    session = release(w, note(w, session, held_back, ("admit", "", ""), held_back))
    assert kept(session) == [("01-QĐ/HU", "void"), ("02-QĐ/HU", "issued")]
    assert session.numbers.get(state="void").reason == "Phiên họp không ra quyết định"


def test_draft_that_changes_its_mind_finds_its_number_again(w):
    session, _ = lock(w, planned(w, appraised(w), appraised(w)))
    session = note(w, session, ("defer", "Chờ bổ sung", ""), ("admit", "", ""))
    session = note(w, session, ("admit", "", ""), ("admit", "", ""))
    assert list(session.items.order_by("id").values_list("number", flat=True)) == ["01-QĐ/HU", "02-QĐ/HU"]


def test_number_of_who_is_not_admitted_may_be_typed_for_another(w):
    session, _ = lock(w, planned(w, appraised(w), appraised(w)))
    session = note(w, session, ("defer", "Chờ bổ sung", ""), ("admit", "", "01-QĐ/HU"))
    session = release(w, session)
    assert kept(session) == [("01-QĐ/HU", "issued")]


def test_file_with_a_number_from_an_outcome_taken_back_keeps_it_at_lock(w):
    session = note(w, planned(w, appraised(w), appraised(w)), ("admit", "", "1-QĐ/HU"), ("", "", ""))
    session = note(w, session, ("", "", ""), ("", "", ""))
    session, _ = lock(w, session)
    assert kept(session) == [("1-QĐ/HU", "reserved"), ("02-QĐ/HU", "reserved")]


def test_file_that_falls_off_gives_its_number_back(w):
    good, bad = appraised(w), over_60(w)
    session = note(w, planned(w, good, bad), ("admit", "", "1-QĐ/HU"), ("admit", "", "2-QĐ/HU"))
    bad.papers.filter(code="CV-ĐY").delete()
    session, _ = lock(w, session)
    assert kept(session) == [("1-QĐ/HU", "reserved")]


def test_what_held_a_file_up_at_an_earlier_lock_is_forgotten_when_it_is_cured(w):
    session = planned(w, appraised(w))
    session.items.update(problems="Chi bộ đã chuyển khỏi phạm vi của cấp quyết định này.")
    session, _ = lock(w, session)
    assert (session.status, kept(session)) == ("locked", [("01-QĐ/HU", "reserved")])
