"""The page of every act: asked for, sent empty, sent well, sent too late, asked at the wrong step."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from admission.forms.acts import FORMS
from admission.models import Candidate, Resolution
from admission.states import State as S
from admission.steps import WORDS
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import OF_SESSION, Shelf
from tests.world import fields_for

pytestmark = pytest.mark.django_db
TOMORROW = f"{timezone.localdate() + timedelta(1):%d/%m/%Y}"
WHERE = {  # act: (a step at which it is done, by whom); of a file under a section where the act is the section's
    "assign_helper": (S.SOURCE, "secretary"),
    "describe_origin": (S.NURTURED, "secretary"),
    "give_task": (S.NURTURED, "secretary"),
    "finish_task": (S.NURTURED, "secretary"),
    "assess": (S.NURTURED, "secretary"),
    "take_application": (S.NURTURED, "secretary"),
    "file_papers": (S.CERTIFIED, "secretary"),
    "send_verification": (S.DOSSIER, "secretary"),
    "certify": (S.VERIFYING, "officer"),
    "record_paper": (S.VERIFYING, "officer"),
    "request_verification": (S.VERIFYING, "officer"),
    "reply_verification": (S.VERIFYING, "officer"),
    "remind_verification": (S.VERIFYING, "officer"),
    "waive_verification": (S.VERIFYING, "officer"),
    "branch_vote": (S.CERTIFIED, "secretary"),
    "section_appraise": (S.BRANCH_PROPOSED, "section_officer"),
    "committee_vote": (S.BRANCH_PROPOSED, "officer"),
    "submit": (S.COMMITTEE_PROPOSED, "officer"),
    "appraise": (S.SUBMITTED, "board"),
    "ceremony": (S.DECIDED, "secretary"),
    "file_probation_papers": (S.PROBATIONARY, "secretary"),
    "branch_recommendation": (S.PROBATIONARY, "secretary"),
    "section_recommend": (S.BRANCH_RECOMMENDED, "section_officer"),
    "committee_recommendation": (S.BRANCH_RECOMMENDED, "officer"),
    "submit_recognition": (S.COMMITTEE_RECOMMENDED, "officer"),
    "appraise_recognition": (S.RECOGNITION_SUBMITTED, "board"),
    "extend_decision": (S.SUBMITTED, "board"),
    "return_to_branch": (S.SUBMITTED, "board"),
    "return_to_committee": (S.SUBMITTED, "board"),
    "return_recognition_to_branch": (S.RECOGNITION_SUBMITTED, "board"),
    "return_recognition_to_committee": (S.RECOGNITION_SUBMITTED, "board"),
    "stop": (S.NURTURED, "secretary"),
    "resume": (S.STOPPED, "secretary"),
    "move_away": (S.NURTURED, "secretary"),
    "strike_off": (S.PROBATIONARY, "board"),
    "correct_person": (S.PROBATIONARY, "board"),
    "propose_removal": (S.PROBATIONARY, "secretary"),
    "resign": (S.PROBATIONARY, "board"),
    "report_votes": (S.PROBATIONARY, "secretary"),
    "offer_transfer": (S.DOSSIER, "officer"),
    "withdraw_transfer": (S.DOSSIER, "officer"),
    "record_arrival": (S.NURTURED, "secretary"),
    "note_readmission": (S.NURTURED, "secretary"),
    "readmit": (S.NURTURED, "secretary"),
    "entrust": (S.NURTURED, "secretary"),
    "meet_requirement": (S.NURTURED, "secretary"),
}
OPEN_WHEN_DECIDED = (
    "ceremony", "move_away", "assign_helper", "describe_origin", "give_task", "finish_task", "assess",
    "record_paper", "offer_transfer", "correct_person",
)  # fmt: skip
VOTES = ("branch_vote", "committee_vote", "branch_recommendation", "committee_recommendation")
WITHOUT_FIELDS = ("resume", "appraise", "appraise_recognition")  # nothing to type but the day


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Shelf()
        transaction.set_rollback(True)


def page(file, act):
    return reverse("admission:act", kwargs={"pk": file.pk, "slug": WORDS[act].slug})


def at(shelf, act):
    """The file to do the act on, and who does it."""
    state, who = WHERE[act]
    return shelf.ready(shelf.file(state, of_section=act.startswith("section_")), act), shelf.user(who)


def filled(shelf, file, act, **changes):
    """A body as a browser sends it, lawful unless changed."""
    on = shelf.day_of(file, act)
    fields = shelf.fields_of(file, act, on) | {
        "on": on,
        "version": file.version,
        "request_id": uuid.uuid4(),
        **changes,
    }
    if act == "offer_transfer":
        fields["words"] = fields.pop("to_unit").code
    return {name: _as_typed(value) for name, value in fields.items()}


def _as_typed(value):
    if isinstance(value, Model):
        return value.pk
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def test_every_act_with_a_page_is_tested():
    assert set(WHERE) == set(FORMS) == {act for act, words in WORDS.items() if words.slug}


@pytest.mark.parametrize("act", WHERE)
def test_act_asks(act, shelf, as_user):
    file, user = at(shelf, act)
    response = as_user(user).get(page(file, act))
    content = response.content.decode()
    assert response.status_code == 200
    for words in (
        WORDS[act].title,
        WORDS[act].button,
        f'name="version" value="{file.version}"',
        file.full_name,
    ):
        assert words in content


@pytest.mark.parametrize("act", WHERE)
def test_act_sent_empty_is_refused_in_words(act, shelf, as_user):
    file, user = at(shelf, act)
    response = as_user(user).post(page(file, act), {})
    content = response.content.decode()
    assert response.status_code == 422
    assert content.count("Trường này là bắt buộc.") > 2
    assert Candidate.objects.get(pk=file.pk).version == file.version


@pytest.mark.parametrize("act", WHERE)
def test_act_is_done_and_told(act, shelf, as_user, said):
    file, user = at(shelf, act)
    response = as_user(user).post(page(file, act), filled(shelf, file, act))
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == reverse("admission:candidate_detail", kwargs={"pk": file.pk})
    assert said(response) == [f"Đã ghi: {WORDS[act].title.lower()}."]
    after = Candidate.objects.get(pk=file.pk)
    entry = Entry.objects.get(uid=after.last_entry_id)
    assert (after.version, entry.event, entry.actor) == (file.version + 1, f"admission.{act}", user)


@pytest.mark.parametrize("act", WHERE)
def test_act_sent_twice_has_one_effect(act, shelf, as_user):
    file, user = at(shelf, act)
    client, data = as_user(user), filled(shelf, file, act)
    first, second = client.post(page(file, act), data), client.post(page(file, act), data)
    assert Candidate.objects.get(pk=file.pk).version == file.version + 1
    assert (first.status_code, second.status_code) == (302, 302)


@pytest.mark.parametrize("act", WHERE)
def test_act_of_a_stale_page_is_a_conflict_that_keeps_the_text(act, shelf, as_user):
    file, user = at(shelf, act)
    data = filled(shelf, file, act)
    Candidate.objects.filter(pk=file.pk).update(version=file.version + 1)  # as if somebody had acted
    response = as_user(user).post(page(file, act), data)
    content = response.content.decode()
    assert response.status_code == 409
    last = Entry.objects.select_related("actor").get(uid=file.last_entry_id)
    assert str(last.actor) in content
    assert data["on"] in content
    if "number" in data:
        assert data["number"] in content


@pytest.mark.parametrize("act", WHERE)
def test_act_asked_at_the_wrong_step_leads_back_to_the_file(act, shelf, as_user, said):
    wrong = shelf.file(S.ON_AGENDA if act in OPEN_WHEN_DECIDED else S.DECIDED)
    user = shelf.user(WHERE[act][1])
    if act.startswith("section_"):
        wrong = shelf.file(S.SECTION_APPRAISED if act == "section_appraise" else S.SECTION_RECOMMENDED)
    if act.startswith("return_") and act.endswith("_branch"):
        wrong, user = shelf.file(S.ON_AGENDA), shelf.user("board")
    response = as_user(user).get(page(wrong, act))
    assert (response.status_code, response["Location"]) == (
        302, reverse("admission:candidate_detail", kwargs={"pk": wrong.pk}),
    )  # fmt: skip
    assert said(response) == [f"Hồ sơ đang ở bước “{wrong.get_state_display()}”, không còn ở bước này."]


@pytest.mark.parametrize("act", WHERE)
def test_act_on_an_ended_file_never_fails(act, shelf, as_user):
    who = WHERE[act][1].removeprefix("section_")  # the files stand under no section
    for state in (S.FULL, S.STOPPED, S.REFUSED, S.STRUCK_OFF, S.MOVED_AWAY):
        file, client = shelf.file(state), as_user(shelf.user(who))
        assert client.get(page(file, act)).status_code in (200, 302, 403)
        assert client.post(page(file, act), {}).status_code in (403, 422)


@pytest.mark.parametrize("act", VOTES)
def test_vote_that_falls_short_is_recorded_and_the_file_stays(act, shelf, as_user, said):
    file, user = at(shelf, act)
    data = filled(shelf, file, act, entitled=9, present=9, votes_for=5, votes_against=4)
    response = as_user(user).post(page(file, act), data)
    assert (response.status_code, Candidate.objects.get(pk=file.pk).state) == (302, file.state)
    vote = Resolution.objects.filter(candidate=file).latest("pk")
    assert (vote.passed, vote.votes_for, vote.number) == (False, 5, "")
    assert said(response)[0].startswith("Đã ghi kết quả biểu quyết: Chưa đủ hai phần ba tổng số")


@pytest.mark.parametrize("act", VOTES)
def test_vote_whose_figures_do_not_fit_is_refused(act, shelf, as_user):
    file, user = at(shelf, act)
    response = as_user(user).post(
        page(file, act), filled(shelf, file, act, present=8, votes_for=9, votes_against=3)
    )
    assert response.status_code == 422
    assert "Số liệu biểu quyết không khớp" in response.content.decode()


def test_refusal_names_rule_clause_and_remedy(shelf, as_user):
    file = shelf.w.climb(shelf.w.file(birthplace="Xã A"), to="certified")
    response = as_user(shelf.w.secretary).post(page(file, "branch_vote"), filled(shelf, file, "branch_vote"))
    content = response.content.decode()
    assert response.status_code == 422
    for words in (
        "Chưa có đảng viên chính thức giới thiệu.",
        "(khoản 1 Điều 4, Điều lệ Đảng",
        "Ghi thêm giấy giới thiệu (3-KNĐ)",
    ):
        assert words in content
    assert 'value="Trần Văn Bình"' in content  # the typed text is kept


def test_act_in_the_future_or_before_the_last_one_is_refused(shelf, as_user):
    file, user = at(shelf, "assign_helper")
    client = as_user(user)
    for on, words in (
        (TOMORROW, "Ngày này ở tương lai."),
        ("01/01/2001", "Không thể sớm hơn bước trước của hồ sơ (08/01/2024)."),
    ):
        response = client.post(page(file, "assign_helper"), filled(shelf, file, "assign_helper") | {"on": on})
        assert (response.status_code, words in response.content.decode()) == (422, True)


def test_stale_page_is_a_conflict_even_when_its_day_is_now_too_early(shelf, as_user):
    """Somebody returned the file today; the page that was open before is told of that, not of its day."""
    w = shelf.w
    file = w.climb(w.file(), to="submitted")
    data = filled(shelf, file, "appraise")
    w.act(file, "return_to_branch", timezone.localdate(), reason="Thiếu giấy")
    response = as_user(w.board).post(page(file, "appraise"), data)
    assert (response.status_code, "Trả lại chi bộ để bổ sung" in response.content.decode()) == (409, True)


def test_ceremony_that_is_late_asks_for_consent(shelf, as_user):
    file, user = at(shelf, "ceremony")
    data = filled(shelf, file, "ceremony", on=date(file.since.year + 1, 1, 15))
    client = as_user(user)
    refused = client.post(page(file, "ceremony"), data)
    assert (refused.status_code, "Đã quá 30 ngày làm việc" in refused.content.decode()) == (422, True)
    assert client.post(page(file, "ceremony"), data | {"late_consent": "12-CV/HU"}).status_code == 302


def test_acts_of_sessions_have_no_page_of_their_own():
    assert [act for act in OF_SESSION if WORDS.get(act) and WORDS[act].slug] == []
    assert fields_for("decide", date(2024, 1, 1)) == {}
