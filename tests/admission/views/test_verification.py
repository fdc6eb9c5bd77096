"""The panel of a file, the list of letters that are out, and letters to print."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from admission.models import Verification
from admission.states import State
from partytrack.journal.models import Access
from tests.admission.domain.shelf import Shelf
from tests.families import DEAD, FATHER, MEMBER, MOTHER, state_family
from tests.world import make_user
from units.models import Role

pytestmark = pytest.mark.django_db
STATES = (State.DOSSIER, State.VERIFYING, State.SUBMITTED)
LIST = "/tham-tra/"


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Shelf(STATES)
        transaction.set_rollback(True)


def panel(client, file):
    page = client.get(reverse("admission:candidate_detail", kwargs={"pk": file.pk})).content.decode()
    return page[page.index('aria-labelledby="tham-tra"') :].partition("</section>")[0]


def test_officer_sees_each_person_and_what_to_do(shelf, as_user):
    file = state_family(shelf.file(State.VERIFYING), FATHER | DEAD, MOTHER | MEMBER)
    shown = panel(as_user(shelf.w.officer), file)
    assert "1/3 người xong" in shown
    act = reverse("admission:act", kwargs={"pk": file.pk, "slug": "khong-tham-tra"})
    assert f"{act}?person=cha&amp;reason=deceased" in shown
    letter = file.verifications.get()
    assert f"tra-loi-tham-tra/?request={letter.pk}" in shown
    assert "tham-tra-them/?persons=cha" in shown
    assert "Là đảng viên, đã khai trong lý lịch (điểm 3.4c)." in shown


def test_secretary_and_auditor_see_how_far_it_is_without_buttons(shelf, as_user):
    file = state_family(shelf.file(State.VERIFYING), FATHER)
    for user, name in ((shelf.w.secretary, 1), (shelf.w.auditor, 0)):
        shown = panel(as_user(user), file)
        words = ("Nguyễn Văn Hòa", "Ghi trả lời", "Gửi công văn")
        assert [shown.count(word) for word in words] == [name, 0, 0]
        assert "0/2 người xong" in shown


def test_auditor_does_not_read_what_was_answered(shelf, as_user):
    file = state_family(shelf.file(State.SUBMITTED), FATHER | DEAD)
    secrets = ("Không có vấn đề về lịch sử chính trị", "Kết luận khi chứng nhận lý lịch", "Nguyễn Văn Hòa")
    read, masked = (panel(as_user(user), file) for user in (shelf.w.officer, shelf.w.auditor))
    assert [text in read for text in secrets] == [True, True, True]
    assert [text in masked for text in secrets] == [False, False, False]
    assert "Trả lời ngày" in masked


def test_file_without_letters_and_family_has_no_panel(shelf, as_user):
    url = reverse("admission:candidate_detail", kwargs={"pk": shelf.file(State.DOSSIER).pk})
    assert "Thẩm tra lý lịch</h2>" not in as_user(shelf.w.officer).get(url).content.decode()


def test_certificate_that_is_too_early_names_who_is_open(shelf, as_user):
    file = state_family(shelf.file(State.VERIFYING), FATHER)
    url = reverse("admission:act", kwargs={"pk": file.pk, "slug": "chung-nhan"})
    data = {
        "on": f"{file.since + timedelta(7):%d/%m/%Y}", "version": file.version, "conclusion": "Rõ ràng",
        "request_id": "2f7a257e-faf7-438c-88f5-b34ab38a67ab", "replied_on": f"{file.since + timedelta(7):%d/%m/%Y}",
    }  # fmt: skip
    response = as_user(shelf.w.officer).post(url, data)
    assert response.status_code == 422
    assert "Chưa có kết quả thẩm tra lý lịch của: cha đẻ Nguyễn Văn Hòa." in response.content.decode()


def test_form_of_a_letter_offers_whom_nobody_was_asked_about(shelf, as_user):
    file = state_family(shelf.file(State.VERIFYING), FATHER, MOTHER)
    url = reverse("admission:act", kwargs={"pk": file.pk, "slug": "tham-tra-them"})
    shown = as_user(shelf.w.officer).get(url).content.decode()
    assert [f'value="{key}" id="id_persons_{i}" checked' in shown for i, key in enumerate(("self", "cha", "me"))] == [
        False, True, True,
    ]  # fmt: skip


def test_list_shows_letters_that_are_out_and_those_that_are_late(shelf, as_user):
    client, today = as_user(shelf.w.officer), timezone.localdate()
    Verification.objects.update(due_on=today + timedelta(3))
    assert (client.get(LIST).content.decode().count("84-CV/ĐU"), "Còn 3 ngày" in client.get(LIST).content.decode()) == (
        1, True,
    )  # fmt: skip
    assert "Không có công văn nào" in client.get(f"{LIST}?loc=qua-han").content.decode()
    Verification.objects.update(due_on=today - timedelta(3))
    assert "Quá hạn 3 ngày" in client.get(f"{LIST}?loc=qua-han").content.decode()
    Verification.objects.update(replied_on=today)
    assert "84-CV/ĐU" not in client.get(LIST).content.decode()


def test_list_shows_nothing_of_other_units(shelf, as_user):
    for role in (Role.COMMITTEE_OFFICER, Role.BRANCH_SECRETARY):
        stranger = make_user(role, shelf.w.base_branch)
        assert "84-CV/ĐU" not in as_user(stranger).get(LIST).content.decode()


def test_list_costs_the_same_for_many_letters(shelf, as_user, django_assert_max_num_queries):
    client = as_user(shelf.w.officer)
    file = shelf.file(State.VERIFYING)
    for number in range(5):
        Verification.objects.create(
            candidate=file,
            number=f"9{number}-CV/ĐU",
            sent_on=file.since,
            due_on=file.since,
            addressee="Đảng ủy",
        )
    with django_assert_max_num_queries(14):
        client.get(LIST)


@pytest.mark.needs("PDF")
def test_letter_is_printed_and_that_is_recorded(shelf, as_user):
    letter = shelf.file(State.VERIFYING).verifications.get()
    client = as_user(shelf.w.officer)
    kinds = [
        client.get(reverse(f"admission:letter_{form}", kwargs={"pk": letter.pk}))["Content-Type"]
        for form in ("pdf", "docx")
    ]
    assert [kind.rpartition(".")[2] for kind in kinds] == ["application/pdf", "document"]
    assert Access.objects.filter(what="letter", subject=f"candidate:{letter.candidate_id}").count() == 2
    assert (
        as_user(shelf.stranger).get(reverse("admission:letter_pdf", kwargs={"pk": letter.pk})).status_code
        == 404
    )
