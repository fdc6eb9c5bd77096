"""What goes on the agenda."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from admission.domain import session as sessions
from admission.models import Candidate, Session
from partytrack.errors import Conflict, Refused
from tests.admission.sitting import (
    ADMIT,
    HELD_ON,
    appraised,
    codes,
    deciding_commune,
    lock,
    note,
    planned,
    put,
    release,
    states,
)
from tests.world import LONG_AGO, make_user
from units.models import Role

pytestmark = pytest.mark.sqlite_too


def test_over_60_needs_consent_at_appraisal_and_agenda(w):
    file = w.file(born_on=date(1960, 3, 1), youth_union_on=None)
    second = {
        "sponsor_2_name": "Lê Văn Tư",
        "sponsor_2_full_from": LONG_AGO,
        "sponsor_2_together_from": LONG_AGO,
    }
    file = w.climb(file, to="certified")
    file = w.act(file, "file_papers", file.since, **second)
    file = w.climb(w.act(file, "branch_vote", file.since), to="submitted")
    with pytest.raises(Refused) as at_appraisal:
        w.act(file, "appraise", file.since, over_60_ground="need")
    file = w.act(
        file, "appraise", file.since, consent_number="5-CV/TU", consent_on=file.since, over_60_ground="need"
    )
    session, consent = planned(w), file.papers.get(code="CV-ĐY")
    consent.delete()
    with pytest.raises(Refused) as at_agenda:
        put(w, session, file)
    for refusal in (at_appraisal, at_agenda):
        assert [(r.code, r.clause) for r in refusal.value.reasons] == [("AGE_OVER_60", "điểm 1.1.2")]

    consent.save()
    put(w, session, file)
    assert states() == ["on_agenda"]


def test_file_does_not_slip_in_behind_a_release(w):
    late = appraised(w)
    session = planned(w, appraised(w))
    release(w, note(w, session, ADMIT))

    with pytest.raises(Conflict) as refusal:
        put(w, session, late)  # `session` still says that it is planned
    assert codes(refusal) == ["RELEASED"]
    assert Candidate.objects.get(pk=late.pk).state == "appraised"


def test_ready_files_are_those_this_unit_decides_on(w):
    deciding, branch = deciding_commune(w)
    mine, theirs = appraised(w), w.climb(w.file(branch), to="appraised")
    of_commune = sessions.plan_session(actor=w.board, unit=deciding, held_on=HELD_ON, signer="")

    assert sessions.ready_files(planned(w), w.board) == [mine]
    assert sessions.ready_files(of_commune, w.board) == [theirs]
    assert (
        sessions.ready_files(planned(w, held_on=date(2024, 7, 1)), make_user(Role.RECORDER, deciding)) == []
    )


def test_file_of_another_authority_is_refused(w):
    _, branch = deciding_commune(w)
    file = w.climb(w.file(branch), to="appraised")
    with pytest.raises(Refused) as refusal:
        put(w, planned(w), file)
    assert codes(refusal) == ["WRONG_SESSION"]


def test_taken_off_the_agenda_a_file_waits_for_another_session(w):
    file = appraised(w)
    session = planned(w, file)
    item = session.items.select_related("candidate", "session").get()
    sessions.take_off_agenda(item, actor=w.board, request_id=uuid.uuid4(), on=HELD_ON)
    assert states() == ["appraised"]
    assert Candidate.objects.get().remark == "Rút khỏi chương trình phiên họp"

    again = planned(w, Candidate.objects.get(), held_on=date(2024, 7, 1))
    release(w, note(w, again, ADMIT))
    assert states() == ["decided"]


def test_meeting_recorded_afterwards_has_its_agenda_on_the_day(w):
    session = planned(w)
    today = timezone.localdate()
    assert sessions.agenda_day(session, today) == HELD_ON
    session.held_on = today + timedelta(5)
    assert sessions.agenda_day(session, today) == today


def test_ready_files_come_by_the_day_that_the_decision_is_due(w):
    first, second = appraised(w), appraised(w)
    third = w.climb(w.file(on=date(2023, 12, 1)), to="appraised")
    ready = sessions.ready_files(planned(w), w.board)
    assert ready == [third, first, second]
    assert [file.due_on for file in ready] == sorted(file.due_on for file in ready)


def test_file_submitted_after_the_last_day_is_late(w):
    file = appraised(w)
    submitted = file.standings.get(state="submitted").valid_from

    def late(submit_by):
        session = Session(unit=w.district, held_on=HELD_ON, submit_by=submit_by)
        return [one.late for one in sessions.ready_files(session, w.board)]

    assert (late(submitted), late(submitted - timedelta(1)), late(None)) == ([False], [True], [False])


def test_locked_agenda_takes_no_more_files_and_gives_none_back(w):
    late = appraised(w)
    session, _ = lock(w, planned(w, appraised(w)))
    with pytest.raises(Conflict) as refusal:
        put(w, session, late)
    assert codes(refusal) == ["AGENDA_LOCKED"]
    item = session.items.select_related("candidate", "session").get()
    with pytest.raises(Conflict):
        sessions.take_off_agenda(item, actor=w.board, request_id=uuid.uuid4(), on=HELD_ON)
