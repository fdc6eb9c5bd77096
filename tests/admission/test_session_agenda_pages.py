"""The pages on which an agenda is made."""

import uuid
from datetime import timedelta

import pytest

from admission.models import Session
from tests.admission.sitting import (
    HELD_ON,
    add,
    appraised,
    lock,
    over_60,
    page,
    planned,
    states,
)
from units.models import Grant

pytestmark = pytest.mark.sqlite_too


@pytest.mark.parametrize("name", ["add", "remove"])
@pytest.mark.parametrize(("who", "status"), [("recorder", 403), ("auditor", 403), ("officer", 404)])
def test_agenda_is_made_by_the_board(w, as_user, name, who, status):
    session = planned(w)
    assert as_user(getattr(w, who)).post(page(name, session.pk)).status_code == status


def test_one_file_that_cannot_go_does_not_stop_the_others(w, as_user):
    bad, good = over_60(w), appraised(w)
    bad.papers.filter(code="CV-ĐY").delete()
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


def test_address_of_what_was_refused_leads_back_to_the_session(w, as_user):
    session = planned(w)
    answer = as_user(w.board).get(page("add", session.pk))
    assert (answer.status_code, answer.url) == (302, page("detail", session.pk))


def test_late_files_are_shown_apart_and_not_taken_with_all(w, as_user):
    late, good = appraised(w), appraised(w)
    session = planned(w)
    submitted = late.standings.get(state="submitted").valid_from
    Session.objects.filter(pk=session.pk).update(submit_by=submitted - timedelta(1))
    good.standings.filter(state="submitted").update(valid_from=submitted - timedelta(2))
    context = as_user(w.board).get(page("detail", session.pk)).context
    assert (context["ready"], context["late"]) == ([good], [late])


def test_locked_agenda_says_which_files_fell_off(w, as_user):
    bad, good = over_60(w), appraised(w)
    session = planned(w, bad, good)
    bad.papers.filter(code="CV-ĐY").delete()
    version = Session.objects.get(pk=session.pk).version
    asked = as_user(w.board).get(page("lock", session.pk)).context["falling"]
    assert [(item.candidate, [reason.code for reason in reasons]) for item, reasons in asked] == [
        (bad, ["AGE_OVER_60"])
    ]

    answer = as_user(w.board).post(page("lock", session.pk), {"version": version}, follow=True)

    told = [str(message) for message in answer.context["messages"]]
    assert told[0] == "Đã chốt chương trình và giữ số quyết định cho từng hồ sơ."
    assert told[1].startswith("Không đưa ra phiên họp được: Đinh Công Trứ. Chưa có ngày văn bản đồng ý")
    assert [item.kept for item in answer.context["items"]] == ["01-QĐ/HU"]


def test_agenda_is_locked_as_it_was_seen(w, as_user):
    session = planned(w, appraised(w))
    client, address = as_user(w.board), page("lock", session.pk)
    version = Session.objects.get(pk=session.pk).version
    assert client.post(address, {"version": version + 1}).status_code == 409
    assert client.post(address, {"version": version}).status_code == 302
    assert client.post(address, {"version": version}).status_code == 409


def test_locked_agenda_is_opened_again_with_a_reason(w, as_user):
    session, _ = lock(w, planned(w, appraised(w)))
    client, address = as_user(w.board), page("unlock", session.pk)
    refused = client.post(address, {"version": session.version, "reason": ""})
    assert (refused.status_code, list(refused.context["unlock"].errors)) == (422, ["reason"])
    late = client.post(address, {"version": session.version + 1, "reason": "Thêm một hồ sơ gấp"})
    assert (late.status_code, [text for _, text in late.context["kept"]]) == (409, ["Thêm một hồ sơ gấp"])
    assert Session.objects.get().is_locked
    client.post(address, {"version": session.version, "reason": "Thêm một hồ sơ gấp"})
    assert Session.objects.get().is_planned


def test_locked_session_shows_the_next_step_and_takes_nothing(w, as_user):
    late = appraised(w)
    session, _ = lock(w, planned(w, appraised(w)))
    answer = as_user(w.board).get(page("detail", session.pk))
    assert "ready" not in answer.context
    assert answer.context["step"].url == page("outcomes", session.pk)
    assert add(as_user(w.board), session, late).status_code == 409
