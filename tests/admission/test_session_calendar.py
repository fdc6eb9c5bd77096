"""When a deciding body meets."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from admission.domain import session as sessions
from admission.domain.closing import refuse_while_files_are_open
from admission.models import Session
from partytrack.errors import Conflict, Refused
from tests.admission.sitting import HELD_ON, appraised, codes, lock, planned
from tests.world import make_unit, make_user
from units.models import Kind, Role

pytestmark = pytest.mark.sqlite_too


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


def test_sessions_are_planned_where_somebody_decides(w):
    make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district)
    deciding = make_unit("Đảng bộ xã Xuân Bắc", Kind.BASE_COMMITTEE, w.district, decides=True)
    nobody = make_unit("Đảng bộ Khối", Kind.SUPERIOR)
    assert list(sessions.deciding_units(w.board)) == [w.district, deciding]
    assert list(sessions.deciding_units(make_user(Role.BOARD_OFFICER, nobody))) == [nobody]
    assert list(sessions.deciding_units(w.recorder)) == []


def test_session_is_seen_from_its_own_unit_upward_only(w):
    of_district = planned(w)
    of_commune = Session.objects.create(unit=w.commune, held_on=HELD_ON)

    def seen(user):
        return set(Session.objects.visible_to(user))

    assert seen(w.officer) == {of_commune}
    assert seen(w.section_officer) == set()
    assert seen(w.secretary) == set()
    assert seen(w.auditor) == seen(w.recorder) == {of_district, of_commune}


def test_last_day_to_submit_is_before_the_session_and_never_a_day_of_rest(w):
    """Ten days before Monday 3/6/2024 is a Friday; eight days before, a Sunday, gives way to that Friday."""
    assert planned(w).submit_by == date(2024, 5, 24)
    sessions.set_body(
        w.district, actor=w.board, version="10||", submit_days_before=8, symbol="", members=None
    )
    assert planned(w, held_on=date(2024, 7, 1)).submit_by == date(2024, 6, 21)


def test_files_are_not_submitted_after_the_session(w):
    with pytest.raises(Refused) as refusal:
        sessions.plan_session(
            actor=w.board, unit=w.district, held_on=HELD_ON, signer="", submit_by=HELD_ON + timedelta(1)
        )
    assert codes(refusal) == ["SUBMIT_AFTER"]


YEAR_END = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        # 25/1 is a Sunday, 25/4 to 27/4 a long weekend; the 31st of February is its last day, a Saturday
        ({"day": 25}, ["26/01", "25/02", "25/03", "28/04"]),
        ({"day": 31}, ["02/02", "02/03", "31/03", "04/05"]),
        ({"week": 2, "weekday": 3}, ["08/01", "12/02", "12/03", "09/04"]),
        ({"week": 5, "weekday": 0}, ["26/01", "23/02", "30/03", "28/04"]),
    ],
)
def test_year_has_a_working_day_in_each_month(rule, days):
    found = sessions.year_days(2026, after=YEAR_END, **rule)
    assert [f"{day:%d/%m}" for day in found][:4] == days
    assert len(found) == 12


def test_year_is_planned_at_once_around_what_is_planned(w):
    planned(w, held_on=date(2026, 3, 4))
    days = sessions.year_days(2026, after=date(2026, 1, 31), week=1, weekday=1)
    new = sessions.plan_year(actor=w.board, unit=w.district, days=days, signer="Phạm Văn Đức")
    assert [session.held_on.month for session in new] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    with pytest.raises(Refused) as refusal:
        sessions.plan_year(actor=w.board, unit=w.district, days=days, signer="")
    assert codes(refusal) == ["YEAR_PLANNED"]
    with pytest.raises(PermissionDenied):
        sessions.plan_year(actor=w.recorder, unit=w.district, days=days, signer="")


def test_next_deadline_is_of_the_first_session_that_still_takes_files(w):
    today = timezone.localdate()
    for days in (5, 40, 80):
        planned(w, held_on=today + timedelta(days))
    found = sessions.next_deadline(w.district, today)
    assert found.held_on == today + timedelta(40)
    assert sessions.next_deadline(w.commune, today) is None


def test_day_of_a_locked_session_stays_and_its_signer_does_not(w):
    session, _ = lock(w, planned(w, appraised(w)))
    change = {"actor": w.board, "version": session.version, "signer": "Lê Văn Tư"}
    with pytest.raises(Refused) as refusal:
        sessions.amend_session(session, held_on=HELD_ON + timedelta(1), **change)
    assert codes(refusal) == ["AGENDA_LOCKED"]
    assert sessions.amend_session(session, held_on=HELD_ON, **change).signer == "Lê Văn Tư"


@pytest.mark.parametrize("status", ["locked", "partly"])
def test_unit_is_not_closed_before_every_session_is_released(w, status):
    unit = make_unit("Đảng bộ xã Bảo Hòa", Kind.BASE_COMMITTEE, w.district, decides=True)
    session = Session.objects.create(unit=unit, held_on=HELD_ON, submit_by=HELD_ON, status=status)
    with pytest.raises(Refused) as refusal:
        refuse_while_files_are_open(unit, HELD_ON)
    assert codes(refusal) == ["OPEN_SESSIONS"]
    Session.objects.filter(pk=session.pk).update(status="released")
    assert refuse_while_files_are_open(unit, HELD_ON) is None
