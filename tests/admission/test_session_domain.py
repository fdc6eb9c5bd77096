"""The session of a deciding body: agenda, outcomes, release."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from admission.domain import session as sessions
from admission.models import Candidate, Decision, Session
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from tests.world import LONG_AGO, make_unit, make_user, world
from units import hierarchy
from units.models import Grant, Kind, Role

pytestmark = pytest.mark.sqlite_too

HELD_ON = date(2024, 6, 3)
ADMIT = ("admit", "", "1-QĐ/HU")


def appraised(w, **person):
    return w.climb(w.file(**person), to="appraised")


def deciding_commune(w):
    """A commune that decides by itself, with a branch: (commune, branch)."""
    commune = make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district, decides=True)
    Grant.objects.create(user=w.officer, unit=commune, role=Role.COMMITTEE_OFFICER, valid_from=LONG_AGO)
    return commune, make_unit("Chi bộ ấp Hòa Bình", Kind.BRANCH, commune)


def put(w, session, *files, on=HELD_ON):
    for file in files:
        sessions.add_to_agenda(session, file, actor=w.board, request_id=uuid.uuid4(), on=on)


def planned(w, *files, held_on=HELD_ON, signer="Phạm Văn Đức"):
    session = sessions.plan_session(actor=w.board, unit=w.district, held_on=held_on, signer=signer)
    put(w, session, *files, on=held_on)
    return session


def note(w, session, *outcomes, actor=None):
    """Outcomes in the order of the agenda; returns the session as it is then."""
    items = session.items.order_by("id")
    noted = {item.pk: outcome for item, outcome in zip(items, outcomes, strict=True)}
    version = Session.objects.get(pk=session.pk).version
    return sessions.note_outcomes(session, noted, actor=actor or w.board, version=version)


def release(w, session, actor=None):
    return sessions.release_session(session, actor=actor or w.board, version=session.version)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def states():
    return list(Candidate.objects.order_by("id").values_list("state", flat=True))


OUTCOMES = [
    ADMIT,
    ("defer", "Chờ bổ sung", ""),
    ("refer", "Nơi cư trú", ""),
    ("refuse", "Chưa đủ điều kiện", ""),
]
REMARKS = ["", "Chờ bổ sung", "Nơi cư trú", "Chưa đủ điều kiện"]


@pytest.mark.parametrize(
    ("ready", "held_on", "after"),
    [
        ("appraised", HELD_ON, ["decided", "appraised", "submitted", "refused"]),
        (
            "recognition_appraised", date(2025, 9, 1),
            ["full", "recognition_appraised", "recognition_submitted", "probationary"],
        ),
    ],
)  # fmt: skip
def test_release_makes_every_outcome_an_act_on_its_file(w, ready, held_on, after):
    files = [w.climb(w.file(), to=ready) for _ in range(4)]
    session = note(w, planned(w, *files, held_on=held_on), *OUTCOMES)
    before = Decision.objects.count()

    session = release(w, session)

    assert states() == after
    assert list(Candidate.objects.order_by("id").values_list("remark", flat=True)) == REMARKS
    assert list(Decision.objects.order_by("id")[before:].values_list("number", "decided_on", "signer")) == [
        ("1-QĐ/HU", held_on, "Phạm Văn Đức")
    ]
    assert session.status == "released"
    entry = Entry.objects.get(event="admission.session_released")
    assert entry.body == {"admit": 1, "defer": 1, "refer": 1, "refuse": 1}


def test_release_is_all_or_none(w):
    Grant.objects.create(user=w.recorder, unit=w.district, role=Role.BRANCH_SECRETARY, valid_from=LONG_AGO)
    first = appraised(w)
    mine = w.climb(
        w.act(w.file(full_name="Trần Văn Nam"), "assign_helper", date(2024, 1, 9), actor=w.recorder),
        to="appraised",
    )
    session = note(w, planned(w, first, mine), ADMIT, ("admit", "", "2-QĐ/HU"))

    with pytest.raises(Refused) as refusal:
        release(w, session, actor=w.recorder)

    assert codes(refusal) == ["FOUR_EYES"]
    assert refusal.value.reasons[0].sentence == "Trần Văn Nam: Đồng chí đã xử lý hồ sơ này ở một cấp khác."
    assert states() == ["on_agenda", "on_agenda"]
    assert Decision.objects.count() == 0
    assert Session.objects.get().status == "planned"


def test_release_twice_has_one_effect(w):
    session = note(w, planned(w, appraised(w)), ADMIT)
    release(w, session)

    with pytest.raises(Conflict) as refusal:
        release(w, session)

    assert codes(refusal) == ["RELEASED"]
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_release_by_two_people_at_once_has_one_effect():
    w = world()
    session = note(w, planned(w, appraised(w)), ADMIT)
    start, answers = threading.Barrier(2), []

    def run(actor):
        start.wait()
        try:
            release(w, session, actor=actor)
            answers.append("released")
        except Conflict as refusal:
            answers.append(refusal.reasons[0].code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[actor]) for actor in (w.board, w.recorder)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["RELEASED", "released"]
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(event="admission.session_released").count() == 1


def test_release_names_every_problem(w):
    ahead = timezone.localdate() + timedelta(10)
    session = planned(w, held_on=ahead, signer="")
    assert [p.code for p in sessions.release_problems(session, [])] == [
        "SESSION_AHEAD", "NO_SIGNER", "EMPTY_AGENDA",
    ]  # fmt: skip

    session = planned(w, *(appraised(w) for _ in range(3)))
    note(w, session, ("", "", ""), ("admit", "", ""), ("defer", "", ""))
    problems = sessions.release_problems(session, list(session.items.select_related("candidate")))
    assert [p.code for p in problems] == ["NO_OUTCOME", "NO_NUMBER", "NO_REASON"]


def test_release_refuses_a_number_of_an_earlier_session(w):
    release(w, note(w, planned(w, appraised(w)), ADMIT))
    later = note(w, planned(w, appraised(w), held_on=date(2024, 7, 1)), ADMIT)
    with pytest.raises(Refused) as refusal:
        release(w, later)
    assert codes(refusal) == ["NUMBER_TAKEN"]

    release(w, note(w, later, ("admit", "", "2-QĐ/HU")))
    assert states() == ["decided", "decided"]


def test_release_says_when_a_branch_has_gone_elsewhere(w):
    other = make_unit("Đảng bộ huyện Long Khánh", Kind.SUPERIOR, decides=True)
    session = note(w, planned(w, w.climb(w.file(w.base_branch), to="appraised")), ADMIT)
    hierarchy.move_unit(w.base_branch, parent=other, on=timezone.localdate(), decision="9-QĐ/TU", actor=None)

    with pytest.raises(Refused) as refusal:
        release(w, session)
    assert codes(refusal) == ["OUT_OF_SCOPE"]


def test_recorder_notes_and_releases_but_does_not_plan(w):
    file = appraised(w)
    with pytest.raises(PermissionDenied):
        sessions.plan_session(actor=w.recorder, unit=w.district, held_on=HELD_ON, signer="")
    session = planned(w)
    with pytest.raises(PermissionDenied):
        sessions.add_to_agenda(session, file, actor=w.recorder, request_id=uuid.uuid4(), on=HELD_ON)
    put(w, session, file)

    release(w, note(w, session, ADMIT, actor=w.recorder), actor=w.recorder)
    assert states() == ["decided"]


def test_branch_secretary_does_not_release(w):
    session = note(w, planned(w, appraised(w)), ADMIT)
    with pytest.raises(Session.DoesNotExist):
        release(w, session, actor=w.secretary)


def test_auditor_does_not_note(w):
    session = planned(w, appraised(w))
    with pytest.raises(PermissionDenied):
        note(w, session, ADMIT, actor=w.auditor)


def test_session_is_seen_from_its_own_unit_upward_only(w):
    of_district = planned(w)
    of_commune = Session.objects.create(unit=w.commune, held_on=HELD_ON)

    def seen(user):
        return set(Session.objects.visible_to(user))

    assert seen(w.officer) == {of_commune}
    assert seen(w.section_officer) == set()
    assert seen(w.secretary) == set()
    assert seen(w.auditor) == seen(w.recorder) == {of_district, of_commune}


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
        w.act(file, "appraise", file.since)
    file = w.act(file, "appraise", file.since, consent_number="5-CV/TU", consent_on=file.since)
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


def test_meeting_recorded_afterwards_has_its_agenda_on_the_day(w):
    session = planned(w)
    today = timezone.localdate()
    assert sessions.agenda_day(session, today) == HELD_ON
    session.held_on = today + timedelta(5)
    assert sessions.agenda_day(session, today) == today


def test_session_is_planned_once_a_day(w):
    planned(w)
    with pytest.raises(Refused) as refusal:
        planned(w)
    assert codes(refusal) == ["SESSION_TWICE"]


def test_session_moves_to_another_day_but_not_before_its_agenda(w):
    session = planned(w, appraised(w))
    change = {"actor": w.board, "version": session.version, "signer": "Lê Văn Tư"}
    with pytest.raises(Refused) as refusal:
        sessions.amend_session(session, held_on=HELD_ON - timedelta(1), **change)
    assert codes(refusal) == ["BACKWARDS"]

    session = sessions.amend_session(session, held_on=HELD_ON + timedelta(3), **change)
    assert (session.held_on, session.signer, session.version) == (HELD_ON + timedelta(3), "Lê Văn Tư", 1)
    with pytest.raises(Conflict):
        sessions.amend_session(session, held_on=HELD_ON, **change)


def test_next_number_follows_the_last_decision(w):
    session = planned(w, appraised(w))
    assert sessions.next_number(session) == ("", "")
    release(w, note(w, session, ("admit", "", "215-QĐ/HU")))
    assert sessions.next_number(session) == (216, "-QĐ/HU")


def test_sessions_are_planned_where_somebody_decides(w):
    make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district)
    deciding = make_unit("Đảng bộ xã Xuân Bắc", Kind.BASE_COMMITTEE, w.district, decides=True)
    nobody = make_unit("Đảng bộ Khối", Kind.SUPERIOR)
    assert list(sessions.deciding_units(w.board)) == [w.district, deciding]
    assert list(sessions.deciding_units(make_user(Role.BOARD_OFFICER, nobody))) == [nobody]
    assert list(sessions.deciding_units(w.recorder)) == []
