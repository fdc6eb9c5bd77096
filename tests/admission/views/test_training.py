"""The pages of a class: who sees whom, what is refused in words, and the papers."""

import uuid

import pytest
from django.urls import reverse

from admission.domain.certificates import suggested
from admission.models import Certificate, Enrolment, TrainingClass
from admission.states import State as S
from tests.admission.reports.readers import pdf, pdf_text
from tests.courses import ISSUE, attend, issue, make_class, move_out
from tests.world import make_user
from units.models import Role

pytestmark = pytest.mark.django_db
PLAN = {
    "kind": "awareness", "title": "Lớp khóa 2", "place": "Hội trường", "starts": "04/03/2024", "ends": "08/03/2024",
    "sessions": 10, "capacity": 30, "pass_sessions": 8, "pass_mark": "",
}  # fmt: skip


def url(name, training):
    return reverse(f"admission:{name}", args=[training.pk])


def nurtured(w, name="Nguyễn Thị An", branch=None):
    return w.climb(w.file(branch, full_name=name), to=S.NURTURED)


def issuing(training, **changes):
    fields = {name: getattr(ISSUE, name) for name in ISSUE.__dataclass_fields__}
    fields |= {
        "issued_on": f"{ISSUE.issued_on:%d/%m/%Y}",
        "request_id": uuid.uuid4(),
        "version": training.version,
    }
    return fields | changes


def test_class_is_planned_and_leads_to_its_seats(w, as_user):
    response = as_user(w.board).post(reverse("admission:class_new"), {**PLAN, "unit": w.district.pk})
    training = TrainingClass.objects.get()
    assert response["Location"] == url("class_invite", training)
    assert (training.unit, training.capacity, training.pass_mark) == (w.district, 30, None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "01/03/2024"}, "Không thể sớm hơn ngày khai giảng."),
        ({"pass_sessions": 11}, "Không thể nhiều hơn số buổi của lớp."),
    ],
)
def test_class_that_cannot_be_is_refused_in_words(w, as_user, changes, words):
    response = as_user(w.board).post(
        reverse("admission:class_new"), {**PLAN, "unit": w.district.pk, **changes}
    )
    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_branch_secretary_sees_the_own_people_only(w, as_user):
    training = make_class(w, {w.commune: 5, w.base_branch: 5})
    attend(w, training, [nurtured(w), nurtured(w, "Trần Văn Bình", w.base_branch)])
    page = (
        as_user(make_user(Role.BRANCH_SECRETARY, w.branch))
        .get(url("class_detail", training))
        .content.decode()
    )
    assert ("Nguyễn Thị An" in page, "Trần Văn Bình" in page, "Chi bộ Bảo hiểm xã hội" in page) == (
        True,
        False,
        False,
    )


def test_people_are_sent_within_their_seats(w, as_user, said):
    training, (an, binh) = make_class(w, {w.commune: 1}), (nurtured(w), nurtured(w, "Trần Văn Bình"))
    client = as_user(w.secretary)
    refused = client.post(url("class_enrol", training), {"files": [an.pk, binh.pk]})
    assert (refused.status_code, Enrolment.objects.count()) == (422, 0)
    assert "Trần Văn Bình: Đảng bộ xã Xuân Định đã dùng hết 1 chỗ." in refused.content.decode()
    response = client.post(url("class_enrol", training), {"files": [an.pk]})
    assert said(response) == ["Đã cử 1\N{NO-BREAK SPACE}người đi học."]


def test_nobody_ticked_is_said(w, as_user):
    nurtured(w)
    response = as_user(w.secretary).post(url("class_enrol", make_class(w)), {})
    assert (response.status_code, "Chọn ít nhất một người." in response.content.decode()) == (422, True)


def test_person_of_another_branch_is_not_sent(w, as_user):
    training, foreign = make_class(w, {w.commune: 5, w.base_branch: 5}), nurtured(w, branch=w.base_branch)
    user = make_user(Role.BRANCH_SECRETARY, w.branch)
    assert as_user(user).post(url("class_enrol", training), {"files": [foreign.pk]}).status_code == 404


def test_certificates_are_issued_once_and_shown(w, as_user, said):
    training = attend(w, make_class(w), [nurtured(w)])
    client, data = as_user(w.board), issuing(training)
    response = client.post(url("class_issue", training), data)
    assert said(response) == ["Đã cấp 1\N{NO-BREAK SPACE}giấy chứng nhận."]
    assert client.post(url("class_issue", training), data).status_code == 302
    assert Certificate.objects.count() == 1
    assert "Số 07-CN/TTCT" in client.get(url("class_detail", training)).content.decode()


def test_who_moved_away_is_a_number_without_a_name(w, as_user, said):
    training, binh = make_class(w), nurtured(w, "Trần Văn Bình")
    attend(w, training, [binh])
    move_out(w, binh)
    client = as_user(w.board)
    pages = [client.get(url(name, training)) for name in ("class_detail", "class_issue")]
    assert [page.content.decode().count("Trần Văn Bình") for page in pages] == [0, 0]
    (gone,) = pages[0].context["moved"]
    response = client.post(url("class_withdraw", training), {"enrolment": gone})
    assert said(response) == ["Đã rút học viên đã chuyển đi khỏi lớp."]
    assert not Enrolment.objects.exists()


def test_stale_issue_is_a_conflict_that_keeps_the_text(w, as_user):
    training = attend(w, make_class(w), [nurtured(w)])
    response = as_user(w.board).post(
        url("class_issue", training), issuing(training, version=training.version - 1)
    )
    assert (response.status_code, ISSUE.issuer in response.content.decode()) == (409, True)


def test_next_class_goes_on_with_the_numbers(w):
    training = attend(w, make_class(w), [nurtured(w)])
    issue(w, training)
    other = attend(w, make_class(w), [nurtured(w, "Trần Văn Bình")])
    assert suggested(other, ISSUE.issued_on) == {
        "first_number": 8, "symbol": "-CN/TTCT", "issuer": ISSUE.issuer, "place": "Xuân Lộc",
        "signer_title": "GIÁM ĐỐC", "signer": "Vũ Thị Mai",
    }  # fmt: skip


def pages_of(client, training):
    return [
        page.extract_text() for page in pdf(client.get(url("class_certificates", training)).content).pages
    ]


@pytest.mark.needs("PDF")
def test_second_printing_prints_the_same_numbers_even_after_the_name_was_corrected(w, as_user):
    training = make_class(w, {w.commune: 2})
    issue(w, attend(w, training, [nurtured(w), nurtured(w, "Trần Văn Bình")]))
    client = as_user(w.board)
    first = pages_of(client, training)
    w.act(training.enrolments.first().candidate, "edit_person", ISSUE.issued_on, full_name="Nguyễn Thị Anh")
    again = pages_of(client, training)
    assert first == again
    assert [("07-CN/TTCT" in page, "Nguyễn Thị An" in page, "08-CN/TTCT" in page) for page in again] == [
        (True, True, False), (False, False, True),
    ]  # fmt: skip


@pytest.mark.needs("PDF")
def test_class_list_is_printed(w, as_user):
    training = attend(w, make_class(w), [nurtured(w)])
    text = pdf_text(as_user(w.board).get(url("class_roll", training)).content)
    assert ("Nguyễn Thị An" in text, "10/10" in text, "Đạt" in text) == (True, True, True)


def test_nothing_is_printed_before_anything_is_issued(w, as_user):
    training = attend(w, make_class(w), [nurtured(w)])
    assert as_user(w.board).get(url("class_certificates", training)).status_code == 404
