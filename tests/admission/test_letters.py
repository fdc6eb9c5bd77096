"""The letter that asks for a verification: number, subject, questions of 3.4b, term, who signs."""

from io import BytesIO

import pytest
from docx import Document

from admission.letters import OF_APPLICANT, request_letter
from admission.papers import render
from admission.papers.page import Item
from admission.states import State
from tests.admission.reports.readers import pdf_text
from tests.families import FATHER, state_family

STATES = (State.VERIFYING,)
pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(shelf):
    file = state_family(shelf.file(State.VERIFYING), FATHER | {"residence": "Ấp 2, xã Xuân Bắc"})
    shelf.act(file, "request_verification", "officer", persons=["self", "cha"])
    return file.verifications.order_by("-id").first()


def test_letter_says_who_asks_whom_about_what(letter):
    page = request_letter(letter)
    assert (page.organ_above, page.organ, page.number) == (
        "ĐẢNG BỘ HUYỆN XUÂN LỘC", "ĐẢNG ỦY XÃ XUÂN ĐỊNH", "Số 85-CV/ĐU",
    )  # fmt: skip
    assert (page.is_letter, page.subject) == (
        True, "về việc xác minh lý lịch đối với quần chúng Nguyễn Thị Hoa",
    )  # fmt: skip
    items = [block.text for block in page.blocks if isinstance(block, Item)]
    assert items[:3] == list(OF_APPLICANT)
    assert items[3] == "Cha đẻ: Nguyễn Văn Hòa, sinh năm 1965, nơi cư trú Ấp 2, xã Xuân Bắc."
    assert f"trước ngày {letter.due_on:%d/%m/%Y}" in page.blocks[-1].text
    assert page.closing.right.lines[0] == "T/M ĐẢNG ỦY"
    assert page.closing.recipients == ("Như trên,", "Lưu Đảng ủy.")


def test_base_branch_signs_for_itself(shelf):
    file = shelf.w.climb(shelf.w.file(shelf.w.base_branch), to="verifying")
    page = request_letter(file.verifications.get())
    assert (page.organ, page.closing.right.lines[0]) == ("CHI BỘ BẢO HIỂM XÃ HỘI", "T/M CHI BỘ")


@pytest.mark.needs("PDF")
def test_pdf_and_word_say_the_same(letter):
    page = request_letter(letter)
    printed = " ".join(pdf_text(render.pdf([page])).split())
    document = Document(BytesIO(render.docx(page)))
    written = " ".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in (page.blocks[0].text, page.blocks[1].text, page.blocks[-1].text):
        assert sentence in printed
        assert sentence in written
    assert page.subject in printed
    assert "-----" not in printed
