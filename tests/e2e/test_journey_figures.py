"""From a figure to the people behind it, to the file of one of them, and back; by link, by code, by the explorer."""

import re

import pytest
from django.utils import timezone

pytestmark = pytest.mark.needs("BROWSER")


def back(visitor, address):
    """As the browser's own button does."""
    visitor.page.go_back()
    visitor.look()
    assert address in visitor.page.url


def test_journey_from_figure_to_people_to_file(people, visit):
    w = people.world
    file = w.climb(people.file(timezone.localdate()), to="probationary", step=0)
    board = visit(w.board)
    board.choose_menu("Báo cáo")
    report = board.page.url
    assert board.figure("Kết nạp") == 1

    board.follow(re.compile("^Kết nạp"))
    board.reads("Kết nạp: 1")
    code = re.search(r"Mã số liệu: (\S+)\.", board.page.locator("main").inner_text())[1]
    board.follow(file.full_name)
    assert board.page.url.endswith(f"/ho-so/{file.pk}/")
    back(board, "/danh-sach/")
    back(board, report)

    board.follow("Tra mã số liệu")
    board.fill("Mã", code.lower().replace("-", " "))
    board.press("Xem danh sách")
    board.reads("Kết nạp: 1")

    board.choose_menu("Báo cáo")
    board.follow("Phân tích")
    board.fill("Lưu thành mẫu, tên", "Kết nạp theo đơn vị")
    board.press("Lưu mẫu")
    board.reads("Kết nạp theo đơn vị")
    row = board.page.locator("tr").filter(has=board.page.get_by_role("rowheader", name=w.commune.name)).first
    board.follow("1", among=row)
    board.reads(file.full_name)
