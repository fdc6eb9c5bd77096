"""The pages of sessions: who sees what, and what each form does."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.domain import session as sessions
from admission.models import Candidate, Decision, Session
from tests.world import LONG_AGO
from units.models import Grant, Role

pytestmark = pytest.mark.sqlite_too

HELD_ON = date(2024, 6, 3)
REASON = "Chờ kết luận về nơi cư trú"


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def page(name, *args):
    return reverse(f"admission:session_{name}", args=args)


def appraised(w, **person):
    return w.climb(w.file(**person), to="appraised")


def planned(w, *files, held_on=HELD_ON):
    session = sessions.plan_session(actor=w.board, unit=w.district, held_on=held_on, signer="Phạm Văn Đức")
    for file in files:
        sessions.add_to_agenda(session, file, actor=w.board, request_id=uuid.uuid4(), on=held_on)
    return session


def noted(w, session, *outcomes):
    items = session.items.order_by("id")
    outcomes = {item.pk: outcome for item, outcome in zip(items, outcomes, strict=True)}
    return sessions.note_outcomes(session, outcomes, actor=w.board, version=session.version)


def released(w, *files):
    session = noted(w, planned(w, *files), *(("admit", "", f"{n}-QĐ/HU") for n, _ in enumerate(files, 1)))
    return sessions.release_session(session, actor=w.board, version=session.version)


def over_60(w):
    """Appraised, and then without the consent that appraisal and agenda ask for."""
    file = w.climb(
        w.file(full_name="Đinh Công Trứ", born_on=date(1960, 3, 1), youth_union_on=None), to="certified"
    )
    second = {
        "sponsor_2_name": "Lê Văn Tư",
        "sponsor_2_full_from": LONG_AGO,
        "sponsor_2_together_from": LONG_AGO,
    }
    file = w.act(file, "file_papers", file.since, **second)
    file = w.climb(w.act(file, "branch_vote", file.since), to="submitted")
    file = w.act(file, "appraise", file.since, consent_number="5-CV/TU", consent_on=file.since)
    file.papers.filter(code="CV-ĐY").delete()
    return file


def states():
    return list(Candidate.objects.order_by("id").values_list("state", flat=True))


def outcomes_data(session, *rows, **more):
    """The outcomes form of a session as typed: rows of (outcome, reason, number) in the order of the agenda."""
    data = {"version": session.version, "first_number": "", "symbol": ""}
    for item, typed in zip(session.items.order_by("id"), rows, strict=True):
        for name, text in zip(("outcome", "reason", "number"), typed, strict=True):
            data[f"{name}{item.pk}"] = text
    return {**data, **more}


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


@pytest.mark.parametrize("name", ["add", "remove"])
@pytest.mark.parametrize(("who", "status"), [("recorder", 403), ("auditor", 403), ("officer", 404)])
def test_agenda_is_made_by_the_board(w, as_user, name, who, status):
    session = planned(w)
    assert as_user(getattr(w, who)).post(page(name, session.pk)).status_code == status


def test_list_shows_sessions_in_scope_newest_first_with_counts(w, as_user):
    released(w, appraised(w), appraised(w))
    planned(w, appraised(w), held_on=date(2024, 7, 1))
    Session.objects.create(unit=w.commune, held_on=date(2024, 5, 1))

    def rows(user):
        found = as_user(user).get(page("list")).context["page"]
        return [(session.unit, session.held_on, session.files, session.admitted) for session in found]

    of_commune = (w.commune, date(2024, 5, 1), 0, 0)
    assert rows(w.auditor) == [(w.district, date(2024, 7, 1), 1, 0), (w.district, HELD_ON, 2, 2), of_commune]
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


def add(client, session, *files, request_id=None, **more):
    picks = [f"{file.pk}.{file.version}" for file in files]
    data = {"request_id": request_id or uuid.uuid4(), "files": picks, **more}
    return client.post(page("add", session.pk), data)


def test_one_file_that_cannot_go_does_not_stop_the_others(w, as_user):
    bad, good = over_60(w), appraised(w)
    session = planned(w)

    answer = add(as_user(w.board), session, bad, good)

    assert answer.status_code == 422
    refused = [(file, [reason.code for reason in reasons]) for file, reasons in answer.context["refused"]]
    assert refused == [(bad, ["AGE_OVER_60"])]
    assert [item.candidate for item in answer.context["items"]] == [good]
    assert answer.context["ready"] == [bad]
    assert "điểm 1.1.2" in answer.content.decode()


def test_add_twice_has_one_effect(w, as_user):
    file, session, request_id = appraised(w), planned(w), uuid.uuid4()
    client = as_user(w.board)
    answers = [add(client, session, file, request_id=request_id).status_code for _ in range(2)]
    assert (answers, session.items.count(), states()) == ([302, 302], 1, ["on_agenda"])


def test_add_all_takes_what_was_shown(w, as_user):
    files, session = [appraised(w) for _ in range(2)], planned(w)
    shown = [f"{file.pk}.{file.version}" for file in files]
    assert add(as_user(w.board), session, shown=shown, all="1").status_code == 302
    assert states() == ["on_agenda", "on_agenda"]


def test_add_of_a_file_that_changed_meanwhile_is_refused(w, as_user):
    file, session = appraised(w), planned(w)
    w.act(file, "return_to_branch", file.since, reason="Thiếu giấy tờ")
    answer = add(as_user(w.board), session, file)
    assert answer.status_code == 422
    assert [[reason.code for reason in reasons] for _, reasons in answer.context["refused"]] == [["STALE"]]


@pytest.mark.parametrize("picks", [[], ["x"], ["1.1.1"], ["9" * 30 + ".1"]])
def test_add_of_nothing_asks_for_a_file(w, as_user, picks):
    session = planned(w)
    answer = as_user(w.board).post(page("add", session.pk), {"request_id": uuid.uuid4(), "files": picks})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])


def test_add_of_a_file_elsewhere_is_404(w, as_user):
    Grant.objects.filter(user=w.board).update(unit=w.commune)
    w.board = type(w.board).objects.get(pk=w.board.pk)
    session = Session.objects.create(unit=w.commune, held_on=HELD_ON)
    elsewhere = w.file(w.base_branch)
    assert add(as_user(w.board), session, elsewhere).status_code == 404


def test_removed_file_waits_again_and_a_second_click_changes_nothing(w, as_user):
    session = planned(w, appraised(w))
    client, data = as_user(w.board), {"item": session.items.get().pk}
    assert [client.post(page("remove", session.pk), data).status_code for _ in range(2)] == [302, 302]
    assert (states(), session.items.count()) == (["appraised"], 0)
    assert client.post(page("remove", session.pk), {"item": "x"}).status_code == 404


def test_outcomes_are_kept_as_a_draft(w, as_user):
    session = planned(w, appraised(w), appraised(w))
    data = outcomes_data(session, ("admit", "", "15-QĐ/HU"), ("defer", REASON, ""))
    assert as_user(w.recorder).post(page("outcomes", session.pk), data).status_code == 302
    assert list(session.items.order_by("id").values_list("outcome", "reason", "number")) == [
        ("admit", "", "15-QĐ/HU"),
        ("defer", REASON, ""),
    ]
    assert states() == ["on_agenda", "on_agenda"]


def test_numbers_are_given_in_the_order_of_the_agenda(w, as_user):
    session = planned(w, *(appraised(w) for _ in range(4)))
    rows = [("admit", "", ""), ("defer", REASON, ""), ("admit", "", "216-QĐ/HU"), ("admit", "", "")]
    data = outcomes_data(session, *rows, number_them="1", first_number="215", symbol="-QĐ/HU")
    assert as_user(w.board).post(page("outcomes", session.pk), data).status_code == 302
    numbers = session.items.order_by("id").values_list("number", flat=True)
    assert list(numbers) == ["215-QĐ/HU", "", "216-QĐ/HU", "217-QĐ/HU"]


def test_numbers_need_a_first_one(w, as_user):
    session = planned(w, appraised(w))
    data = outcomes_data(session, ("admit", "", ""), number_them="1")
    answer = as_user(w.board).post(page("outcomes", session.pk), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["first_number"])


def test_number_for_two_people_is_refused_and_kept(w, as_user):
    session = planned(w, appraised(w), appraised(w))
    data = outcomes_data(session, ("admit", "", "1-QĐ/HU"), ("admit", "", "1-QĐ/HU"))
    answer = as_user(w.board).post(page("outcomes", session.pk), data)
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["reasons"]] == ["NUMBER_TWICE"]
    assert [number.value() for *_, number in answer.context["form"].rows()] == ["1-QĐ/HU", "1-QĐ/HU"]


def test_outcomes_of_a_stale_page_are_given_back(w, as_user):
    session = planned(w, appraised(w))
    data = outcomes_data(session, ("defer", REASON, ""))
    noted(w, session, ("admit", "", "1-QĐ/HU"))

    answer = as_user(w.recorder).post(page("outcomes", session.pk), data)

    assert answer.status_code == 409
    assert answer.context["kept"] == [("Nguyễn Thị Hoa", f"Để lại phiên sau – {REASON}")]
    assert session.items.get().outcome == "admit"


def test_outcomes_are_secret_until_they_are_released(w, as_user):
    session = noted(
        w, planned(w, appraised(w), appraised(w)), ("admit", "", "15-QĐ/HU"), ("defer", REASON, "")
    )
    secrets = ("15-QĐ/HU", REASON, "Chuẩn y", "Để lại phiên sau")

    def told(user):
        text = as_user(user).get(page("detail", session.pk)).content.decode()
        return [secret for secret in secrets if secret in text]

    assert told(w.auditor) == []
    assert told(w.recorder) == told(w.board) == ["Chuẩn y", "Để lại phiên sau"]

    sessions.release_session(session, actor=w.board, version=session.version)
    assert told(w.auditor) == list(secrets)


def test_release_page_lists_what_is_missing(w, as_user):
    session = noted(w, planned(w, appraised(w), appraised(w)), ("admit", "", ""), ("", "", ""))
    answer = as_user(w.recorder).get(page("release", session.pk))
    assert [reason.code for reason in answer.context["reasons"]] == ["NO_NUMBER", "NO_OUTCOME"]

    answer = as_user(w.recorder).post(page("release", session.pk), {"version": session.version})
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["reasons"]] == ["NO_NUMBER", "NO_OUTCOME"]


def test_release_page_says_what_will_happen(w, as_user):
    session = noted(
        w, planned(w, appraised(w), appraised(w)), ("admit", "", "15-QĐ/HU"), ("defer", REASON, "")
    )
    consequences = as_user(w.recorder).get(page("release", session.pk)).context["consequences"]
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in consequences[:-1]] == [
        "1 người được quyết định kết nạp.",
        "1 hồ sơ: để lại phiên sau.",
    ]


def test_release_happens_once(w, as_user):
    session = noted(w, planned(w, appraised(w)), ("admit", "", "15-QĐ/HU"))
    client, address, data = as_user(w.recorder), page("release", session.pk), {"version": session.version}

    assert client.post(address, data).url == page("detail", session.pk)
    again = client.post(address, data)

    assert again.status_code == 409
    assert [reason.code for reason in again.context["reasons"]] == ["RELEASED"]
    assert Decision.objects.count() == 1


def test_release_without_a_version_is_refused(w, as_user):
    session = noted(w, planned(w, appraised(w)), ("admit", "", "15-QĐ/HU"))
    assert as_user(w.board).post(page("release", session.pk)).status_code == 422
    assert states() == ["on_agenda"]


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
