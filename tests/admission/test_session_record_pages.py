"""The pages on which a session is recorded and released."""

import uuid
from datetime import date

import pytest

from admission.domain import session as sessions
from admission.models import Decision, Session
from tests.admission.sitting import (
    REASON,
    appraised,
    lock,
    noted,
    outcomes_data,
    page,
    planned,
    states,
)
from tests.world import LONG_AGO
from units.models import Grant, Role

pytestmark = pytest.mark.sqlite_too


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
    data = outcomes_data(session, *rows, number_them="1")
    assert as_user(w.board).post(page("outcomes", session.pk), data).status_code == 302
    numbers = session.items.order_by("id").values_list("number", flat=True)
    assert list(numbers) == ["217-QĐ/HU", "", "216-QĐ/HU", "218-QĐ/HU"]


def test_number_for_two_people_is_refused_and_kept(w, as_user):
    session = planned(w, appraised(w), appraised(w))
    data = outcomes_data(session, ("admit", "", "1-QĐ/HU"), ("admit", "", "1-QĐ/HU"))
    answer = as_user(w.board).post(page("outcomes", session.pk), data)
    assert answer.status_code == 422
    assert [reason.code for reason in answer.context["reasons"]] == ["NUMBER_TWICE"]
    assert [fields["number"].value() for _, fields in answer.context["form"].rows()] == ["1-QĐ/HU", "1-QĐ/HU"]


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


def test_the_rest_is_admitted_by_one_button(w, as_user):
    session, _ = lock(w, planned(w, *(appraised(w) for _ in range(3))))
    rows = [("", "", ""), ("defer", REASON, ""), ("", "", "")]
    data = outcomes_data(session, *rows, admit_rest="1")
    assert as_user(w.recorder).post(page("outcomes", session.pk), data).status_code == 302
    assert list(session.items.order_by("id").values_list("outcome", "number")) == [
        ("admit", "01-QĐ/HU"), ("defer", ""), ("admit", "03-QĐ/HU"),
    ]  # fmt: skip


ATTENDANCE = {
    "members": "15",
    "present": "12",
    "absent": "",
    "chair": "Phạm Văn Đức",
    "secretary": "Lê Thị Cúc",
}


def test_attendance_opens_the_votes(w, as_user):
    session = planned(w, appraised(w))
    client, address = as_user(w.recorder), page("outcomes", session.pk)
    version = Session.objects.get().version
    assert client.get(address).context["form"].votes() == {}
    data = {"version": version, **ATTENDANCE}
    assert client.post(page("attendance", session.pk), data).url == address
    stale = client.post(page("attendance", session.pk), data)
    assert (stale.status_code, ("Chủ trì", "Phạm Văn Đức") in stale.context["kept"]) == (409, True)

    session, item = Session.objects.get(), session.items.get()
    votes = {f"votes_for{item.pk}": "11", f"votes_against{item.pk}": "1"}
    data = outcomes_data(session, ("admit", "", "1-QĐ/HU"), **votes)
    assert client.post(address, data).status_code == 302
    item.refresh_from_db()
    assert (item.votes_for, item.votes_against) == (11, 1)


def test_more_people_than_members_cannot_attend(w, as_user):
    session = planned(w, appraised(w))
    data = {"version": Session.objects.get().version, **ATTENDANCE, "present": "16"}
    answer = as_user(w.recorder).post(page("attendance", session.pk), data)
    assert [reason.code for reason in answer.context["reasons"]] == ["PRESENT_TOO_MANY"]


def test_file_that_stays_behind_is_shown_with_its_reason_to_who_prepares(w, as_user):
    Grant.objects.create(user=w.recorder, unit=w.district, role=Role.BRANCH_SECRETARY, valid_from=LONG_AGO)
    mine = w.act(w.file(full_name="Trần Văn Nam"), "assign_helper", date(2024, 1, 9), actor=w.recorder)
    files = w.climb(mine, to="appraised"), appraised(w)
    session = noted(w, planned(w, *files), ("admit", "", "1-QĐ/HU"), ("admit", "", "2-QĐ/HU"))

    client = as_user(w.recorder)
    client.post(page("release", session.pk), {"version": session.version})

    context = client.get(page("detail", session.pk)).context
    assert [item.candidate.full_name for item in context["left_behind"]] == ["Trần Văn Nam"]
    assert [item.candidate.full_name for item in context["items"]] == ["Nguyễn Thị Hoa"]
    assert as_user(w.auditor).get(page("detail", session.pk)).context["left_behind"] == ()
    version = Session.objects.get().version
    assert as_user(w.board).post(page("release", session.pk), {"version": version}).status_code == 302
    assert Session.objects.get().is_released


def test_docket_of_21_files_ends_as_16_agreed_1_referred_above_4_held_back(w, as_user):
    """The case of a monthly session of a standing committee (16 + 1 + 4 = 21)."""
    files = [appraised(w) for _ in range(21)]
    session = planned(w)
    client = as_user(w.board)
    picks = [f"{file.pk}.{file.version}" for file in files]
    client.post(page("add", session.pk), {"request_id": uuid.uuid4(), "files": picks})
    client.post(page("lock", session.pk), {"version": Session.objects.get().version})
    data = {"version": Session.objects.get().version, **ATTENDANCE}
    client.post(page("attendance", session.pk), data)
    held = [("higher", "Có yếu tố nước ngoài", "")] + [("refer", "Xác minh thêm nơi cư trú", "")] * 4
    data = outcomes_data(Session.objects.get(), *([("admit", "", "")] * 16), *held)
    assert client.post(page("outcomes", session.pk), data).status_code == 302
    client.post(page("release", session.pk), {"version": Session.objects.get().version})

    detail = client.get(page("detail", session.pk)).context
    assert detail["tally"] == [("Chuẩn y", 16), ("Thẩm tra bổ sung", 4), ("Xin ý kiến cấp trên", 1)]
    assert states() == ["decided"] * 16 + ["appraised"] + ["submitted"] * 4
    numbers = Decision.objects.order_by("id").values_list("number", flat=True)
    assert list(numbers) == [f"{n:02d}-QĐ/HU" for n in range(1, 17)]
    assert list(session.numbers.order_by("value").values_list("state", flat=True)) == ["issued"] * 16
