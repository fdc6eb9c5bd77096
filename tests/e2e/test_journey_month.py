"""A month in a district, from three branches' meetings to the first ceremonies."""

import re
from collections import Counter
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from admission.models import AgendaItem, Candidate
from tests.e2e import ladder
from tests.e2e.ladder import day
from tests.e2e.month import (
    APPRAISED,
    BRANCHES_MEET,
    COMMITTEES_MEET,
    LAST_DAY,
    NAMES,
    SESSION,
    SUBMITTED,
    TARGET,
    TODAY,
    act_on_all,
    lay_ground,
)
from tests.e2e.visitor import SIZES

pytestmark = [pytest.mark.needs("BROWSER", "PDF"), pytest.mark.timeout(240)]
VERIFY, HIGHER, ADMIT = ("t", "Xác minh nơi cư trú"), ("x", "Xin ý kiến Ban Tổ chức Tỉnh ủy"), ("c", "")
# What the session concluded, in the order of the agenda.
CONCLUDED = [VERIFY if n in (4, 9, 15, 21) else HIGHER if n == 12 else ADMIT for n in range(1, 22)]
NUMBERS = [f"{n:02}-QĐ/HU" for n, concluded in enumerate(CONCLUDED, 1) if concluded == ADMIT]
ADMITTED = [name for name, concluded in zip(NAMES, CONCLUDED, strict=True) if concluded == ADMIT]
DECISION = re.compile(r"Số:? ?(\d+-QĐ/HU).*QUYẾT ĐỊNH", re.DOTALL)


@pytest.fixture
def size():
    """One desk for everybody; the phone comes at the end."""
    return SIZES["desktop"]


def hold_meeting(visitor, unit, names, on, *, whose, all_of_them):
    """One evening that votes on all of these files: everybody is for it."""
    visitor.choose_menu("Họp xét")
    visitor.follow(f"{unit.name} {len(names)} hồ sơ chờ họp xét")
    visitor.fill_in({"Ngày họp": day(on), f"Tổng số {whose}": all_of_them})
    visitor.press("Tiếp tục")
    visitor.fill_in({"Chủ trì": "Trần Văn Bình", "Thư ký": "Lê Thị Cúc", "Có mặt": all_of_them})
    for name in names:
        visitor.fill_in({f"Tán thành: {name}": all_of_them, f"Không tán thành: {name}": 0})
    visitor.press("Kết thúc và ghi kết quả")
    visitor.reads("Đã ghi kết quả cuộc họp.")


def branches_and_committees(people, committees, visit):
    """The secretaries' three meetings and the officers' two; each officer submits a first file."""
    for committee in committees:
        for branch, secretary, names in committee.branches:
            whose = "đảng viên chính thức"
            hold_meeting(visit(secretary), branch, names, BRANCHES_MEET, whose=whose, all_of_them=9)
        officer, names = visit(committee.officer), committee.names
        hold_meeting(officer, committee.unit, names, COMMITTEES_MEET, whose="cấp ủy viên", all_of_them=15)
        ladder.take_up(officer, names[0])
        officer.follow("Ghi tờ trình")
        officer.fill_in({"Số tờ trình": "10-TTr/ĐU", "Ngày trình": day(SUBMITTED)})
        officer.press("Ghi tờ trình")
    act_on_all(people, "submit", SUBMITTED, state="committee_proposed")


def appraise(people, board):
    ladder.take_up(board, NAMES[0])
    board.follow("Ghi đã thẩm định")
    board.fill("Ngày thẩm định", day(APPRAISED))
    board.press("Ghi đã thẩm định")
    act_on_all(people, "appraise", APPRAISED, state="submitted")


def prepare_session(board):
    """Plan it, put everything on the agenda, lock it: every file keeps a number."""
    board.choose_menu("Phiên họp")
    board.follow("Mở phiên họp")
    board.fill_in(
        {"Ngày họp": day(SESSION), "Hạn nộp hồ sơ": day(LAST_DAY), "Người ký quyết định": "Phạm Văn Đức"}
    )
    board.press("Mở phiên họp")
    board.press("Đưa vào tất cả")
    board.reads("Đã đưa 21 hồ sơ vào chương trình.")
    board.follow("Xem lại, chốt chương trình")
    board.press("Chốt chương trình")
    board.reads("21-QĐ/HU")


def conclude(board):
    """Down the column with nothing but the keyboard."""
    board.follow("Ghi kết luận")
    press = board.page.keyboard.press
    board.field(f"Kết luận đối với {NAMES[0]}").focus()
    for key, reason in CONCLUDED:
        press(key)
        if reason:
            press("Tab")
            board.page.keyboard.type(reason)
        press("Enter")
        if reason:
            press("Shift+Tab")
    board.press("Lưu kết luận")


def release(board):
    board.follow("Xem lại, công bố")
    board.press("Công bố kết quả")
    board.reads("Đã công bố kết quả phiên họp.")


def decisions_printed(board):
    """(number, who is named on it) of each decision, of the PDF with list, decisions and papers for the ceremonies."""
    board.press("Quyết định, danh sách và biên bản lễ kết nạp")
    ready = board.page.get_by_role("link", name="Tải tệp PDF")
    expect(ready).to_be_visible(timeout=90_000)
    board.look()
    with board.page.expect_download() as download:
        ready.click()
    sheets = [sheet.extract_text() for sheet in PdfReader(download.value.path()).pages]
    return [
        (found[1], [name for name in NAMES if name in sheet])
        for sheet in sheets
        if (found := DECISION.search(sheet))
    ]


def read_register(board):
    """{state of a number: how many}, as the book shows it."""
    board.choose_menu("Phiên họp")
    board.follow("Sổ số quyết định")
    return Counter(board.page.locator("td[data-l='Tình trạng']").all_inner_texts())


def ceremony_on_phone(visit, secretary, name):
    """Held, and its minutes printed, on the phone of the secretary."""
    phone = visit(secretary, viewport=SIZES["phone"], has_touch=True)
    phone.follow("Lịch")
    ladder.hold_ceremony(phone, TODAY, name)
    minutes = phone.page.locator("main tr").filter(has_text="Biên bản lễ kết nạp").first
    address = minutes.get_by_role("link", name=re.compile("PDF")).get_attribute("href")
    sheets = PdfReader(BytesIO(phone.page.request.get(address).body())).pages
    return " ".join(sheets[0].extract_text().split())


def test_journey_of_a_month(people, visit, settings):
    settings.JOBS_IN_THREAD = True  # as it runs without Redis
    committees = lay_ground(people)
    secretaries = [secretary for committee in committees for _, secretary, _ in committee.branches]
    branches_and_committees(people, committees, visit)
    board, below = visit(people.world.board), visit(secretaries[0])
    appraise(people, board)
    prepare_session(board)
    assert list(AgendaItem.objects.order_by("id").values_list("candidate__full_name", flat=True)) == NAMES

    conclude(board)
    drafts = AgendaItem.objects.order_by("id").values_list("outcome", "reason", "number")
    words = {"c": "admit", "t": "refer", "x": "higher"}
    numbers = iter(NUMBERS)
    assert list(drafts) == [
        (words[key], reason, "" if reason else next(numbers)) for key, reason in CONCLUDED
    ]
    first = Candidate.objects.get(full_name=NAMES[0])
    below.open(f"/ho-so/{first.pk}/")
    assert ("Chuẩn y" in below.page.content(), NUMBERS[0] in below.page.content()) == (False, False)

    release(board)
    assert decisions_printed(board) == [
        (number, [name]) for number, name in zip(NUMBERS, ADMITTED, strict=True)
    ]
    assert read_register(board) == {"Đã ban hành": 16, "Đã hủy": 4}
    below.open(f"/ho-so/{first.pk}/")
    below.reads("Tổ chức lễ kết nạp")

    for name in ADMITTED[1:4]:
        people.world.act(Candidate.objects.get(full_name=name), "ceremony", TODAY)
    assert NAMES[0] in ceremony_on_phone(visit, secretaries[0], NAMES[0])
    board.choose_menu("Báo cáo")
    assert board.figure("Kết nạp") == 4
    board.reads(f"{TARGET}")
