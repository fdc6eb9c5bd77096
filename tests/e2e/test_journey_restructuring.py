"""Two branches become one: drafted and rehearsed by one person, approved by another, applied, and bridged."""

import pytest

from tests.world import make_unit
from units.models import Kind, Unit

pytestmark = pytest.mark.needs("BROWSER")
HEAD = {
    "Tên phương án": "Sáp nhập hai chi bộ ấp",
    "Số quyết định": "77-QĐ/HU",
    "Ngày quyết định": "05/01/2026",
    "Ngày có hiệu lực": "15/01/2026",
}


def test_journey_of_a_restructuring(people, visit):
    w = people.world
    second = make_unit("Chi bộ ấp Bảo Thị", Kind.BRANCH, w.commune)
    people.file(people.this_year.starts)
    admin = visit(w.admin)
    admin.choose_menu("Đơn vị")
    admin.follow("Sắp xếp tổ chức")
    admin.follow("Soạn phương án")
    admin.fill_in(HEAD)
    admin.field("Đơn vị chủ trì").select_option(str(w.district.pk))
    admin.press("Tạo bản thảo")
    admin.follow("Thêm việc")
    admin.choose("Việc", "Sáp nhập, hợp nhất")
    admin.field("Các đơn vị trực thuộc, hoặc đơn vị").select_option(str(w.commune.pk))
    admin.press("Chọn")
    for unit in (w.branch, second):
        admin.page.get_by_label(f"{unit.name} ({unit.code})").check()
    admin.fill("Tên đơn vị mới", "Chi bộ ấp Bảo Hòa")
    admin.press("Thêm việc")
    admin.press("Chạy thử")
    admin.reads("Không có vướng mắc.")
    admin.press("Trình phê duyệt")
    board = visit(w.board)
    board.choose_menu("Đơn vị")
    board.follow("Sắp xếp tổ chức (1 chờ phê duyệt)")
    board.follow("Sáp nhập hai chi bộ ấp")
    board.follow("Hồ sơ đang theo dõi và hồ sơ thôi theo dõi")
    board.reads("Nguyễn Thị Hoa")
    board.page.go_back()
    board.press("Phê duyệt")
    board.press("Thực hiện")
    board.follow("Bảng chuyển đổi", among=board.page)
    board.reads("Tổng của các đơn vị cũ bằng tổng của các đơn vị mới.")
    assert Unit.objects.get(name="Chi bộ ấp Bảo Hòa").candidates.count() == 1
