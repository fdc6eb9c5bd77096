"""The pages of sessions: the calendar, and who sees what."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.domain import session as sessions
from admission.models import Session
from tests.admission.sitting import (
    HELD_ON,
    REASON,
    add,
    appraised,
    noted,
    outcomes_data,
    page,
    planned,
    released,
    states,
)
from tests.world import LONG_AGO
from units.models import Grant, Role

pytestmark = pytest.mark.sqlite_too


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        # detail, edit, outcomes, release
        ("board", [200, 200, 200, 200]),
        ("recorder", [200, 403, 200, 200]),
        ("auditor", [200, 403, 403, 403]),
        ("officer", [404, 404, 404, 404]),
        ("secretary", [404, 404, 404, 404]),
        ("admin", [404, 404, 404, 404]),
    ],
)
def test_session_is_for_who_may(w, as_user, who, statuses):
    session = planned(w)
    client = as_user(getattr(w, who))
    pages = ("detail", "edit", "outcomes", "release")
    assert [client.get(page(name, session.pk)).status_code for name in pages] == statuses


@pytest.mark.parametrize(
    ("who", "statuses"),
    [("board", [200, 200]), ("recorder", [200, 403]), ("officer", [200, 403]), ("secretary", [403, 403])],
)
def test_list_and_plan_are_for_who_may(w, as_user, who, statuses):
    client = as_user(getattr(w, who))
    assert [client.get(page(name)).status_code for name in ("list", "plan")] == statuses


def test_list_shows_sessions_in_scope_of_a_year_with_counts(w, as_user):
    released(w, appraised(w), appraised(w))
    planned(w, appraised(w), held_on=date(2024, 7, 1))
    Session.objects.create(unit=w.commune, held_on=date(2024, 5, 1))

    def rows(user):
        found = as_user(user).get(page("list")).context["page"]
        return [(session.unit, session.held_on, session.files, session.admitted) for session in found]

    of_commune = (w.commune, date(2024, 5, 1), 0, 0)
    assert rows(w.auditor) == [of_commune, (w.district, HELD_ON, 2, 2), (w.district, date(2024, 7, 1), 1, 0)]
    assert rows(w.officer) == [of_commune]


def test_list_does_not_tell_outcomes_of_a_draft(w, as_user):
    noted(w, planned(w, appraised(w)), ("admit", "", "1-QĐ/HU"))
    (session,) = as_user(w.auditor).get(page("list")).context["page"]
    assert session.admitted == 0


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_list_costs_the_same_for_one_row_and_three(w, as_user):
    client = as_user(w.board)
    planned(w)
    one = cost(client, page("list"))
    planned(w, appraised(w), held_on=date(2024, 7, 1))
    planned(w, appraised(w), held_on=date(2024, 8, 5))
    assert cost(client, page("list")) == one


def test_session_costs_the_same_for_one_file_and_three(w, as_user):
    client, branches = as_user(w.board), (w.section_branch, w.base_branch)
    session = planned(w, appraised(w))
    appraised(w)
    pages = [page(name, session.pk) for name in ("detail", "outcomes", "release")]
    one = [cost(client, address) for address in pages]
    for branch in branches:
        on_agenda, _ready = (w.climb(w.file(branch), to="appraised") for _ in range(2))
        sessions.add_to_agenda(session, on_agenda, actor=w.board, request_id=uuid.uuid4(), on=HELD_ON)
    assert [cost(client, address) for address in pages] == one


def test_plan_opens_a_session(w, as_user):
    data = {"unit": w.district.pk, "held_on": "03/06/2024", "signer": "Phạm Văn Đức"}
    answer = as_user(w.board).post(page("plan"), data)
    session = Session.objects.get()
    assert answer.url == page("detail", session.pk)
    assert (session.unit, session.held_on, session.signer) == (w.district, HELD_ON, "Phạm Văn Đức")

    again = as_user(w.board).post(page("plan"), data)
    assert [reason.code for reason in again.context["reasons"]] == ["SESSION_TWICE"]
    assert (again.status_code, again.context["form"]["signer"].value()) == (422, "Phạm Văn Đức")


def test_plan_takes_no_unit_that_does_not_decide(w, as_user):
    answer = as_user(w.board).post(page("plan"), {"unit": w.commune.pk, "held_on": "03/06/2024"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])
    assert Session.objects.count() == 0


def test_edit_names_the_signer(w, as_user):
    session = planned(w)
    data = {"version": session.version, "held_on": "04/06/2024", "signer": "Lê Văn Tư"}
    assert as_user(w.board).post(page("edit", session.pk), data).status_code == 302
    session.refresh_from_db()
    assert (session.held_on, session.signer) == (date(2024, 6, 4), "Lê Văn Tư")
    assert as_user(w.board).post(page("edit", session.pk), data).status_code == 409


def test_released_session_is_read_only(w, as_user):
    file = appraised(w)
    late = appraised(w)
    session = released(w, file)
    client = as_user(w.board)
    for name in ("edit", "outcomes", "release"):
        assert client.get(page(name, session.pk)).url == page("detail", session.pk)
    assert add(client, session, late).status_code == 409
    assert client.post(page("remove", session.pk), {"item": session.items.get().pk}).status_code == 409
    data = outcomes_data(session, ("refuse", REASON, ""))
    assert client.post(page("outcomes", session.pk), data).status_code == 409
    assert states() == ["decided", "appraised"]


@pytest.mark.parametrize(
    ("days", "rows", "who", "title", "url"),
    [
        (0, [], "board", "Lập chương trình phiên họp", "#san-sang"),
        (0, [], "auditor", "Lập chương trình phiên họp", ""),
        (0, [("", "", "")], "recorder", "Ghi kết luận của phiên họp", "outcomes"),
        (0, [("", "", "")], "board", "Chốt chương trình phiên họp", "lock"),
        (0, [("admit", "", "1-QĐ/HU")], "recorder", "Công bố kết quả phiên họp", "release"),
        (0, [("", "", "")], "auditor", "Chờ công bố kết quả phiên họp", ""),
        (0, [("admit", "", "1-QĐ/HU")], "auditor", "Chờ công bố kết quả phiên họp", ""),
        (3, [], "board", "Lập chương trình phiên họp", "#san-sang"),
    ],
)
def test_session_says_what_to_do_next(w, as_user, days, rows, who, title, url):
    held_on = timezone.localdate() + timedelta(days)
    session = planned(w, *(appraised(w) for _ in rows), held_on=held_on)
    if rows:
        noted(w, session, *rows)
    step = as_user(getattr(w, who)).get(page("detail", session.pk)).context["step"]
    assert (step.title, step.url) == (title, page(url, session.pk) if url.isalpha() else url)


def test_commune_that_decides_sees_its_own_sessions(w, as_user):
    session = Session.objects.create(unit=w.commune, held_on=HELD_ON)
    secretary = as_user(w.secretary)
    assert as_user(w.officer).get(page("detail", session.pk)).status_code == 200
    Grant.objects.create(user=w.secretary, unit=w.commune, role=Role.RECORDER, valid_from=LONG_AGO)
    assert as_user(w.secretary).get(page("outcomes", session.pk)).status_code == 200
    assert secretary.get(page("edit", session.pk)).status_code == 403


def test_list_shows_one_year_and_leads_to_the_others(w, as_user):
    for day in (date(2023, 6, 5), HELD_ON):
        planned(w, held_on=day)
    client = as_user(w.auditor)

    def held(query=""):
        return [session.held_on for session in client.get(page("list") + query).context["page"]]

    assert (held(), held("?nam=2023"), held("?nam=x")) == ([HELD_ON], [date(2023, 6, 5)], [HELD_ON])
    tabs = client.get(page("list")).context["tabs"]
    assert [tab.label for tab in tabs if tab.current] == ["Năm 2024"]
    assert len(tabs) == 3


def test_year_is_planned_on_one_form(w, as_user):
    year = timezone.localdate().year + 1
    data = {"unit": w.district.pk, "year": year, "day": "", "week": "2", "weekday": "3", "signer": ""}
    answer = as_user(w.board).post(page("year"), data)
    assert answer.url == page("list") + f"?nam={year}"
    assert Session.objects.count() == 12
    again = as_user(w.board).post(page("year"), data)
    assert [reason.code for reason in again.context["reasons"]] == ["YEAR_PLANNED"]


@pytest.mark.parametrize(
    "when", [{"day": "", "week": "", "weekday": ""}, {"day": "5", "week": "2", "weekday": "3"}]
)
def test_year_needs_one_rule(w, as_user, when):
    data = {"unit": w.district.pk, "year": timezone.localdate().year, **when}
    answer = as_user(w.board).post(page("year"), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["day"])


def test_settings_of_a_deciding_body_are_kept(w, as_user):
    client, address = as_user(w.board), page("body", w.district.pk)
    assert client.get(address).context["form"]["symbol"].value() == "-QĐ/HU"
    data = {"version": "10||", "submit_days_before": "7", "symbol": "-QĐ/BTVHU", "members": "15"}
    assert client.post(address, data).url == page("list")
    body = w.district.deciding_body
    assert (body.submit_days_before, body.symbol, body.members) == (7, "-QĐ/BTVHU", 15)
    answer = client.post(address, {**data, "submit_days_before": "9"})
    assert (answer.status_code, answer.context["kept"][0][1], answer.context["url"]) == (409, "9", address)


def test_edit_that_comes_late_keeps_what_was_typed(w, as_user):
    session = planned(w)
    data = {"version": session.version + 1, "held_on": "03/06/2024", "signer": "Lê Văn Tư"}
    answer = as_user(w.board).post(page("edit", session.pk), data)
    assert (answer.status_code, ("Người ký quyết định", "Lê Văn Tư") in answer.context["kept"]) == (409, True)


def test_last_day_to_submit_is_told_to_everybody_below(w, as_user):
    today = timezone.localdate()
    session = sessions.plan_session(
        actor=w.board,
        unit=w.district,
        held_on=today + timedelta(20),
        signer="",
        submit_by=today + timedelta(9),
    )
    file = w.climb(w.file(), to="committee_proposed")
    told = f"Hạn nộp hồ sơ cho phiên họp ngày {session.held_on:%d/%m/%Y}"
    home = as_user(w.secretary).get(reverse("admission:my_work")).content.decode()
    submit = as_user(w.officer).get(reverse("admission:act", kwargs={"pk": file.pk, "slug": "trinh"}))
    assert (told in home, told in submit.content.decode()) == (True, True)
