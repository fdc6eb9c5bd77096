from io import BytesIO

import docx
import pypdf
import pytest

from admission.models import FormText
from admission.papers.forms import forms
from partytrack.journal.models import Access, Entry
from tests.world import make_unit, make_user
from units.models import Kind, Role

pytestmark = pytest.mark.django_db
AHEAD = "01/01/2099"


def typed(**changes):
    return {
        "request_id": "00000000-0000-0000-0000-00000000000a", "text": "# NGHỊ QUYẾT\nLời mới của {{ ho_ten }}.",
        "since": AHEAD, "note": "HD 38-HD/BTCTW", **changes,
    }  # fmt: skip


@pytest.fixture
def province_board(w):
    """Whoever administers the rules: an officer of the topmost board."""
    return make_user(Role.BOARD_OFFICER, make_unit("Đảng bộ tỉnh Đồng Nai", Kind.PROVINCE))


@pytest.mark.needs("PDF")
def test_a_form_prints_as_pdf_and_word_and_the_printing_is_recorded(client, w):
    file = w.file()
    client.force_login(w.secretary)
    made = client.get(f"/ho-so/{file.pk}/in/5-knd/pdf/")
    assert made["Content-Type"] == "application/pdf"
    assert pypdf.PdfReader(BytesIO(made.content)).pages[0].extract_text().count("Nguyễn Thị Hoa") == 1
    word = client.get(f"/ho-so/{file.pk}/in/5-knd/word/")
    assert word["Content-Disposition"] == f'attachment; filename="5-knd-{file.pk}.docx"'
    assert (
        docx.Document(BytesIO(word.content)).tables[0].cell(0, 0).text.split("\n")[1] == "CHI BỘ ẤP BẢO ĐỊNH"
    )
    accesses = Access.objects.filter(user=w.secretary, what="form").values_list("subject", flat=True)
    assert list(accesses) == [f"candidate:{file.pk}"] * 2


@pytest.mark.parametrize("slug", ["9-knd", "7-knd", "4-knd", "khong-co"])
def test_what_the_file_does_not_have_is_not_found(client, w, slug):
    file = w.file()
    client.force_login(w.secretary)
    assert client.get(f"/ho-so/{file.pk}/in/{slug}/word/").status_code == 404
    assert Access.objects.filter(what="form").count() == 0


def test_a_paper_that_is_not_among_those_of_a_form_is_not_found(client, w):
    file = w.file()
    client.force_login(w.secretary)
    assert client.get(f"/ho-so/{file.pk}/in/3-knd/word/?ban=2").status_code == 404


def test_blank_forms_are_for_everybody_but_decisions_have_none(client, w):
    client.force_login(w.admin)
    assert client.get("/bieu-mau/1-knd/word/").status_code == 200
    assert client.get("/bieu-mau/9-knd/word/").status_code == 404
    page = client.get("/bieu-mau/").content.decode()
    assert page.count("Chưa xác nhận") == len(forms())
    assert page.count("Sửa lời văn") == 0


def test_the_page_of_a_file_offers_its_papers(client, w):
    file = w.file()
    client.force_login(w.secretary)
    page = client.get(f"/ho-so/{file.pk}/").content.decode()
    assert page.count(f"/ho-so/{file.pk}/in/6-knd/pdf/") == 1
    assert page.count(f"/ho-so/{file.pk}/in/9-knd/") == 0


def test_a_wording_is_replaced_once_ahead_and_journalled(client, province_board):
    client.force_login(province_board)
    assert client.get("/bieu-mau/6-knd/loi-van/").status_code == 200
    for _ in range(2):
        assert client.post("/bieu-mau/6-knd/loi-van/", typed()).status_code == 302
    row = FormText.objects.get()
    assert (row.code, row.confirmed, row.entered_by) == ("6-KNĐ", False, province_board)
    assert Entry.objects.get(event="admission.form_text_replaced").body["form"] == "6-KNĐ"


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "# NGHỊ QUYẾT\n{{ khong_co }}"},
        {"text": "# NGHỊ QUYẾT\n{{ ho_ten"},
        {"text": "chỉ có nội dung"},
        {"text": ""},
        {"since": "01/01/2020"},
        {"note": ""},
    ],
)
def test_a_wording_that_cannot_be_printed_or_looks_back_is_refused(client, province_board, wrong):
    client.force_login(province_board)
    assert client.post("/bieu-mau/6-knd/loi-van/", typed(**wrong)).status_code == 422
    assert FormText.objects.count() == 0


@pytest.mark.needs("PDF")
def test_a_wording_can_be_tried_before(client, province_board):
    client.force_login(province_board)
    tried = client.post("/bieu-mau/6-knd/loi-van/xem-thu/", typed(since=""))
    assert (
        pypdf.PdfReader(BytesIO(tried.content)).pages[0].extract_text().count("Lời mới của Nguyễn Thị Hoa.")
        == 1
    )
    assert client.post("/bieu-mau/6-knd/loi-van/xem-thu/", typed(text="{{ x }}")).status_code == 422
    assert FormText.objects.count() == 0


def test_an_auditor_prints_no_form_of_a_person(client, w):
    file = w.file()
    client.force_login(w.auditor)
    assert client.get(f"/ho-so/{file.pk}/in/5-knd/word/").status_code == 403
    page = client.get(f"/ho-so/{file.pk}/").content.decode()
    assert page.count(f"/ho-so/{file.pk}/in/") == 0
