"""The pages of a personal history: writing, checking, remarks, printing."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.domain.field_remarks import make_remark
from admission.domain.personal_history import parts_of, save_part
from admission.models import FieldRemark, PersonalHistory
from admission.personal_history.fields import Part
from admission.personal_history.sections import SECTION_OF, SECTIONS
from partytrack.journal.models import Access, Entry
from tests.admission.personal_history.written import WRITTEN, job
from tests.admission.reports.readers import pdf_text
from tests.authz.test_requests import typed

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
WORK = {
    "row": "a1",
    "a1-from": "09/2002",
    "a1-to": "05/2019",
    "a1-work": "Học sinh",
    "a1-where": "Trường Xuân Lộc",
}


def url(file, section="lich-su", name="section"):
    return reverse(f"admission:history_{name}", kwargs={"pk": file.pk, "section": section})


def sent(version=0, **changes):
    return {"version": version, "page": str(uuid.UUID(int=7)), "turn": "1", **changes}


@pytest.fixture
def file(w):
    return w.climb(w.file(), to="dossier")


@pytest.fixture
def whole(w, file):
    """A complete history."""
    for turn, (key, part) in enumerate(WRITTEN.items()):
        save_part(
            file.pk, SECTION_OF[key], part, actor=w.secretary, version=0, page=uuid.UUID(int=1), turn=turn,
            today=timezone.localdate(),
        )  # fmt: skip
    return file


@pytest.fixture
def remark(w, file):
    def remark(field="story", section="lich-su", text="Thiếu năm sinh"):
        return make_remark(file.pk, SECTION_OF[section], field, text, actor=w.officer, now=timezone.now())

    return remark


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_every_section_opens_and_is_logged(w, file, as_user):
    client = as_user(w.secretary)
    assert {client.get(url(file, one.key)).status_code for one in SECTIONS} == {200}
    assert client.get(reverse("admission:history", kwargs={"pk": file.pk})).status_code == 200
    assert list(Access.objects.values_list("what", flat=True)) == ["history"] * 17


def test_section_of_no_form_is_not_found(w, file, as_user):
    assert as_user(w.secretary).get(url(file, "khong-co")).status_code == 404


def test_auditor_reads_no_history(w, whole, as_user):
    client, of = as_user(w.auditor), {"pk": whole.pk}
    pages = [url(whole), reverse("admission:history", kwargs=of), reverse("admission:history_pdf", kwargs=of)]
    assert [client.get(page).status_code for page in pages] == [403] * 3
    page = body(client.get(reverse("admission:candidate_detail", kwargs=of)))
    assert ("Đã khai xong 16 trên 16 mục" in page, "Mở lý lịch" in page) == (True, False)


def test_saving_goes_on_to_the_next_section(w, file, as_user, said):
    client = as_user(w.secretary)
    answer = client.post(url(file, name="save"), sent(story="Sinh ở Xuân Bắc.", next="1"))
    assert (answer.status_code, answer["Location"]) == (302, url(file, "cong-tac"))
    assert said(answer) == ["Đã lưu mục “Lịch sử bản thân”."]
    assert parts_of(file)["lich-su"].fields == {"story": "Sinh ở Xuân Bắc."}


def test_wrong_draft_is_saved_and_shown_with_what_is_wrong(w, file, as_user):
    client = as_user(w.secretary)
    answer = client.post(url(file, "cong-tac", "save"), sent(**WORK | {"a1-from": "tháng chín"}))
    page = body(client.get(answer["Location"]))
    assert ("tháng chín" in page, "Ghi tháng và năm, ví dụ 09/2014." in page) == (True, True)


def test_gap_is_named_on_the_page(w, file, as_user):
    client = as_user(w.secretary)
    rows = WORK | {"row": ["a1", "b2"], "b2-from": "09/2019", "b2-to": "nay", "b2-work": "x", "b2-where": "y"}
    client.post(url(file, "cong-tac", "save"), sent(**rows))
    assert "Thiếu từ 06/2019 đến 08/2019." in body(client.get(url(file, "cong-tac")))


def test_check_says_the_same_and_saves_nothing(w, file, as_user):
    client = as_user(w.secretary)
    rows = WORK | {"row": ["a1", "b2"], "b2-from": "09/2019", "b2-to": "nay", "b2-work": "x", "b2-where": "y"}
    answer = client.post(url(file, "cong-tac", "check"), rows, **HTMX)
    assert "Thiếu từ 06/2019 đến 08/2019." in body(answer)
    assert 'id="s-b2-from" hx-swap-oob="true"' in body(answer)
    assert (PersonalHistory.objects.count(), Access.objects.count()) == (0, 0)
    assert client.get(url(file, "cong-tac", "check")).status_code == 405


def test_autosave_answers_with_messages_and_the_new_version(w, file, as_user):
    answer = as_user(w.secretary).post(url(file, name="save"), sent(story="A", auto="1"), **HTMX)
    page = body(answer)
    assert (answer.status_code, 'id="version" value="1"' in page, 'id="note"' in page) == (200, True, True)
    assert "<textarea" not in page


def test_last_words_on_the_way_out_need_no_answer(w, file, as_user):
    assert as_user(w.secretary).post(url(file, name="save"), sent(story="A", auto="1")).status_code == 204
    assert parts_of(file)["lich-su"].text("story") == "A"


def test_row_is_added_in_place_and_without_script(w, file, as_user):
    client = as_user(w.secretary)
    answer = client.post(url(file, "cong-tac", "save"), sent(**WORK, add="1"), **HTMX)
    assert body(answer).count('name="row"') == 1
    answer = client.post(url(file, "cong-tac", "save"), sent(**WORK, add="1"))
    assert answer["Location"] == url(file, "cong-tac") + "?them=1#moi"
    assert body(client.get(answer["Location"])).count('name="row"') == 2
    assert len(parts_of(file)["cong-tac"].rows) == 1


def test_row_is_removed(w, file, as_user):
    client = as_user(w.secretary)
    client.post(url(file, "cong-tac", "save"), sent(**WORK))
    answer = client.post(url(file, "cong-tac", "save"), sent(**WORK, remove="a1", turn="2"))
    assert (answer.status_code, parts_of(file)["cong-tac"].rows) == (302, ())


def test_rows_are_shown_in_the_order_of_months(w, file, as_user):
    client = as_user(w.secretary)
    rows = {"row": ["late", "early"], "late-from": "09/2019", "early-from": "09/2002"}
    client.post(url(file, "cong-tac", "save"), sent(**rows))
    assert re.findall(r'name="row" value="(\w+)"', body(client.get(url(file, "cong-tac")))) == [
        "early",
        "late",
    ]


def test_conflict_keeps_what_was_typed(w, file, as_user):
    client = as_user(w.secretary)
    client.post(url(file, name="save"), sent(story="Của người trước"))
    late = sent(story="Của người sau", page=str(uuid.UUID(int=8)))
    answer = client.post(url(file, name="save"), late)
    page = body(answer)
    assert (answer.status_code, "Của người sau" in page, url(file) in page) == (409, True, True)
    assert parts_of(file)["lich-su"].text("story") == "Của người trước"
    in_place = client.post(url(file, name="save"), late, **HTMX)
    assert (in_place.status_code, in_place["HX-Retarget"]) == (409, "#saved")


def test_refusal_keeps_what_was_typed(w, file, as_user):
    w.climb(file, to="certified")
    answer = as_user(w.secretary).post(url(file, name="save"), sent(story="Vừa viết xong"))
    assert (answer.status_code, "Vừa viết xong" in body(answer)) == (422, True)
    assert "Lý lịch đã chứng nhận" in body(answer)


@pytest.mark.parametrize("broken", [{"version": "x"}, {"page": "1"}, {"turn": ""}, {"version": "-1"}])
def test_broken_page_is_refused_with_its_text(broken, w, file, as_user):
    answer = as_user(w.secretary).post(url(file, name="save"), sent(story="Vừa viết") | broken)
    assert (answer.status_code, "Vừa viết" in body(answer)) == (422, True)


def test_invisible_letters_and_strange_rows_are_left_out(w, file, as_user):
    rows = {"row": ["a1", "a1", "../x", "A B"], "a1-work": "Công\u200b nhân\x00", "khac": "1"}
    as_user(w.secretary).post(url(file, "cong-tac", "save"), sent(**rows))
    assert parts_of(file)["cong-tac"].rows == ({"id": "a1", "work": "Công nhân"},)


def test_committee_reads_and_remarks_while_the_branch_writes(w, file, as_user):
    as_user(w.secretary).post(url(file, name="save"), sent(story="Sinh ở Xuân Bắc."))
    client = as_user(w.officer)
    page = body(client.get(url(file)))
    assert ("Sinh ở Xuân Bắc." in page, 'id="part"' in page, "Ghi nhận xét" in page) == (True, False, True)
    answer = client.post(url(file, name="remark"), {"field": "story", "text": "Thiếu năm"})
    assert (answer.status_code, FieldRemark.objects.get().field) == (302, "story")
    assert "Thiếu năm" in body(client.get(url(file)))


@pytest.mark.parametrize("wrong", [{"field": "khac", "text": "x"}, {"field": "story", "text": ""}])
def test_remark_on_nothing_or_without_words_is_refused(wrong, w, file, as_user):
    answer = as_user(w.officer).post(url(file, name="remark"), wrong)
    assert (answer.status_code, FieldRemark.objects.count()) == (422, 0)


def test_recorder_reads_and_does_not_remark(w, file, as_user):
    client = as_user(w.recorder)
    assert "Ghi nhận xét" not in body(client.get(url(file)))
    assert client.post(url(file, name="remark"), {"text": "x"}).status_code == 403


def test_branch_sees_the_remark_in_its_place_and_ticks_it_off(w, file, remark, as_user, said):
    made, client = remark(), as_user(w.secretary)
    page = body(client.get(url(file)))
    assert re.search(r'id="s-story".*Thiếu năm sinh.*name="fix".*<textarea name="story"', page)
    answer = client.post(url(file, name="save"), sent(story="Sinh năm 1996.", fix=made.pk))
    assert said(answer) == ["Đã ghi: đã sửa theo nhận xét."]
    assert (FieldRemark.objects.get().fixed_by, parts_of(file)["lich-su"].text("story")) == (
        w.secretary,
        "Sinh năm 1996.",
    )
    assert "Nhận xét đã sửa (1)" in body(as_user(w.officer).get(url(file)))


def test_remark_on_a_row_that_is_gone_is_shown_on_the_section(w, file, remark, as_user):
    remark(field="a9-from", section="cong-tac", text="Sai tháng")
    assert "Sai tháng" in body(as_user(w.secretary).get(url(file, "cong-tac")))


def test_remark_that_is_not_there_cannot_be_ticked_off(w, file, as_user):
    assert as_user(w.secretary).post(url(file, name="save"), sent(story="A", fix="999")).status_code == 403


def test_open_remarks_are_counted_on_the_file_and_in_the_steps(w, file, remark, as_user):
    remark(), remark(field="")
    client = as_user(w.secretary)
    page = client.get(reverse("admission:candidate_detail", kwargs={"pk": file.pk})).content.decode()
    assert ("2\N{NO-BREAK SPACE}nhận xét cần sửa" in page, "Sửa theo nhận xét" in page) == (True, True)
    assert "2\N{NO-BREAK SPACE}nhận xét" in client.get(url(file, "so-yeu")).content.decode()


def test_return_offers_the_open_remarks_without_their_words(w, file, remark, as_user):
    file = w.climb(file, to="submitted")
    remark()
    page = body(
        as_user(w.board).get(reverse("admission:act", kwargs={"pk": file.pk, "slug": "tra-lai-chi-bo"}))
    )
    assert "còn 1 nhận xét cần sửa: mục 14 Lịch sử bản thân (1)." in page
    assert ("Thiếu năm sinh" in page, '<option value="history" selected>' in page) == (False, True)


def test_return_asks_for_the_fault(w, file, as_user):
    file = w.climb(file, to="submitted")
    form = {
        "version": file.version,
        "request_id": uuid.uuid4(),
        "on": f"{file.since:%d/%m/%Y}",
        "reason": "Thiếu",
    }
    to = reverse("admission:act", kwargs={"pk": file.pk, "slug": "tra-lai-chi-bo"})
    assert as_user(w.board).post(to, form).status_code == 422
    assert as_user(w.board).post(to, form | {"fault": "signature"}).status_code == 302
    assert Entry.objects.get(event="admission.return_to_branch").body["fault"] == "signature"


def test_verification_is_offered_the_day_of_signing(w, whole, as_user):
    page = body(
        as_user(w.secretary).get(reverse("admission:act", kwargs={"pk": whole.pk, "slug": "tham-tra"}))
    )
    assert 'name="history_on" value="20/11/2026"' in page


def test_page_of_a_section_asks_the_same_of_many_rows(w, file, as_user):
    client, counted = as_user(w.secretary), []
    for n in (1, 12):
        rows = tuple(job(f"r{i}", "09/2002", "nay") for i in range(n))
        save_part(
            file.pk, SECTION_OF["cong-tac"], Part({}, rows), actor=w.secretary, version=99, page=uuid.UUID(int=1),
            turn=n, today=timezone.localdate(),
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            client.get(url(file, "cong-tac"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_file_tells_a_day_of_writing_once(w, whole, as_user):
    page = body(as_user(w.secretary).get(reverse("admission:candidate_detail", kwargs={"pk": whole.pk})))
    assert (page.count("Khai lý lịch"), Entry.objects.filter(event="admission.history_saved").count()) == (
        1,
        16,
    )


def test_citizen_number_is_judged_while_it_is_typed(w, as_user):
    data = typed(unit=w.branch.pk, citizen_id="075096000123")
    answer = as_user(w.secretary).post(reverse("admission:citizen_id_check"), data, **HTMX)
    assert "không khớp với giới tính" in body(answer)
    assert as_user(w.secretary).post(reverse("admission:citizen_id_check"), {}, **HTMX).status_code == 200


@pytest.mark.needs("PDF")
def test_history_prints_what_was_written(w, whole, as_user):
    answer = as_user(w.secretary).get(reverse("admission:history_pdf", kwargs={"pk": whole.pk}))
    text = re.sub(r"\s+", " ", pdf_text(answer.content))
    for words in (
        "LÝ LỊCH CỦA NGƯỜI XIN VÀO ĐẢNG",
        "NGUYỄN THỊ HOA",
        "09/2002 – 05/2014",
        "Cha đẻ: Nguyễn Văn Hòa",
    ):
        assert words in text
    assert list(Access.objects.values_list("what", flat=True)) == ["history_pdf"]


@pytest.mark.needs("PDF")
def test_blank_form_has_every_item(w, as_user):
    text = pdf_text(as_user(w.secretary).get(reverse("admission:history_blank")).content)
    items = {int(n) for n in re.findall(r"\b(\d{1,2})\. ", text)}
    assert items >= set(range(1, 27)) - {4}
