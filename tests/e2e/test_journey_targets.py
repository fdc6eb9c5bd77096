"""Three units register; the board shares its figure out, corrects it with a pasted column, prints the notices."""

from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from pypdf import PdfReader

from tests.e2e.cast import PASSWORD
from tests.world import make_unit, make_user
from units.membership import declare_members
from units.models import Kind, Role, User
from units.targets import enter_target

pytestmark = pytest.mark.needs("BROWSER", "PDF")

TODAY = timezone.localdate()
PAPER = {"Số văn bản": "15-TB/HU", "Ngày văn bản": f"{TODAY:%d/%m/%Y}"}
MEMBERS = (30, 20, 10)  # of the three units; 20 people shared out by them are 10, 7 and 3


def committees(people):
    """[(unit, officer)]: the commune and two more, each with its members; the district has 20 to hand down."""
    w = people.world
    north, south = (
        make_unit(f"Đảng bộ xã {name}", Kind.BASE_COMMITTEE, w.district) for name in ("Xuân Bắc", "Xuân Tâm")
    )
    found = [
        (w.commune, w.officer),
        *((unit, make_user(Role.COMMITTEE_OFFICER, unit)) for unit in (north, south)),
    ]
    User.objects.filter(pk__in=[user.pk for _, user in found[1:]]).update(password=make_password(PASSWORD))
    last = date(TODAY.year - 1, 12, 31)
    for (unit, _), full in zip(found, MEMBERS, strict=True):
        declare_members(actor=None, unit=unit, on=last, full=full, probationary=0, basis="year_end")
    enter_target(
        actor=None, unit=w.district, period=people.this_year, by="assigned", value=20, decided_on=last,
        decision="1-TB/TU",
    )  # fmt: skip
    return found


def register(officer, number):
    officer.choose_menu("Chỉ tiêu")
    officer.follow("Đăng ký chỉ tiêu")
    officer.fill_in({"Số người sẽ kết nạp": number, **PAPER})
    officer.press("Đăng ký chỉ tiêu")
    officer.reads("Đã ghi chỉ tiêu của")


def figures(board, units):
    return [board.field(unit.name).input_value() for unit in units]


def attained(board, unit):
    board.choose_menu("Báo cáo")
    row = board.page.locator("table.figures tr").filter(
        has=board.page.get_by_role("rowheader", name=unit.name)
    )
    return row.first.locator("td").first.inner_text()


def test_journey_of_targets(people, visit):
    w = people.world
    w.climb(people.file(TODAY), to="probationary", step=0)
    found = committees(people)
    units = [unit for unit, _ in found]
    for (_, officer), number in zip(found, (9, 6, 4), strict=True):
        register(visit(officer), number)

    board = visit(w.board)
    board.choose_menu("Chỉ tiêu")
    board.reads("1 trong 4\N{NO-BREAK SPACE}đơn vị trực thuộc chưa đăng ký")
    board.follow("Giao cho các đơn vị")
    board.press("Số đảng viên")
    assert figures(board, units) == ["10", "7", "3"]
    board.page.get_by_text("Dán một cột từ Excel").click()
    board.fill("Dán từ Excel", "XA XUAN BAC\t8\nXuân Tâm\ttừ 4 trở lên\nXuân Hòa\t2")
    board.press("Điền số đã dán")
    board.reads("Dòng 3, “Xuân Hòa 2”")
    assert figures(board, units) == ["10", "8", "4"]
    board.reads("Các đơn vị cộng lại 22, nhiều hơn 2 so với chỉ tiêu của đơn vị.")
    board.fill(units[0].name, 11)
    board.reads("Các đơn vị cộng lại 23, nhiều hơn 3 so với chỉ tiêu của đơn vị.")
    board.fill_in(PAPER)
    board.press("Giao chỉ tiêu")
    board.reads("Đã giao chỉ tiêu cho 3 đơn vị.")

    board.follow("Số 15-TB/HU")
    board.reads("từ 4 trở lên")
    page = urlsplit(board.page.url)
    printed = board.page.request.get(f"{page.path}pdf/?{page.query}&ban=rieng")
    assert len(PdfReader(BytesIO(printed.body())).pages) == 3
    assert attained(board, units[0]) == "1/11 (còn 10)\n9,09%"
