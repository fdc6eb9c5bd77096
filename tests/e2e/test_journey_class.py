"""A class from the invitation to the printed certificates, and the branch that sends somebody there."""

from datetime import timedelta

import pytest
from django.utils import timezone

pytestmark = [pytest.mark.needs("BROWSER", "PDF"), pytest.mark.timeout(180)]
TODAY = timezone.localdate()
NAME = "Nguyễn Thị Hoa"
TITLE = "Lớp bồi dưỡng nhận thức về Đảng khóa 3"


def day(on):
    return f"{on:%d/%m/%Y}"


def plan(board, starts, ends):
    board.choose_menu("Lớp bồi dưỡng")
    board.follow("Mở lớp")
    board.fill_in({
        "Tên lớp": TITLE, "Địa điểm": "Hội trường huyện", "Ngày khai giảng": day(starts), "Ngày bế giảng": day(ends),
        "Số buổi": 10, "Sức chứa": 30, "Số buổi tối thiểu để đạt": 8,
    })  # fmt: skip
    board.press("Mở lớp")
    board.fill("Đảng bộ xã Xuân Định", 2)
    board.press("Lưu phân bổ")
    board.reads("Đã phân bổ chỗ.")


def send(secretary):
    secretary.choose_menu("Lớp bồi dưỡng")
    secretary.follow(TITLE)
    secretary.page.get_by_role("checkbox", name=NAME).check()
    secretary.press("Cử đi học")
    secretary.reads("Học viên: 1/30")


def close(board, issued_on):
    """Attendance, then the certificates in one go."""
    board.choose_menu("Lớp bồi dưỡng")
    board.follow(TITLE)
    board.follow("Ghi kết quả học tập")
    board.fill(f"Số buổi dự của {NAME}", 9)
    board.press("Lưu kết quả")
    board.follow("Cấp giấy chứng nhận")
    board.fill_in({
        "Số đầu tiên": 7, "Ký hiệu": "-CN/TTCT", "Ngày cấp": day(issued_on), "Nơi cấp": "Trung tâm Chính trị huyện",
        "Nơi ký": "Xuân Lộc", "Chức vụ người ký": "GIÁM ĐỐC", "Người ký": "Vũ Thị Mai",
    })  # fmt: skip
    board.press("Cấp giấy chứng nhận")
    board.reads("Số 07-CN/TTCT")


def kind_of(visitor, link):
    """What a link that is no page answers with."""
    address = visitor.page.get_by_role("link", name=link, exact=True).get_attribute("href")
    return visitor.page.request.get(address).headers["content-type"]


def test_journey_of_a_class(people, visit):
    w = people.world
    w.climb(people.file(TODAY - timedelta(40)), to="nurtured")
    secretary, board = visit(people.secretary), visit(w.board)

    plan(board, TODAY - timedelta(20), TODAY - timedelta(16))
    send(secretary)
    close(board, TODAY - timedelta(9))
    assert (kind_of(board, "In giấy chứng nhận"), kind_of(board, "In danh sách lớp")) == (
        "application/pdf",
    ) * 2

    secretary.choose_menu("Nguồn")
    secretary.reads("Còn hiệu lực đến")
    secretary.follow(NAME)
    secretary.reads("số 07-CN/TTCT")
