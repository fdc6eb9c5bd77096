"""Two people at one file: the first wins, the second is told who was faster and keeps what they typed."""

import pytest

from tests.e2e.ladder import LONG_AGO

pytestmark = pytest.mark.needs("BROWSER")


def type_helper(visitor, file, name):
    visitor.open(f"/ho-so/{file.pk}/")
    visitor.follow("Ghi phân công")
    visitor.fill("Số nghị quyết", "05-NQ/CB")
    visitor.fill_in({"Họ và tên": name, "Chính thức từ ngày": LONG_AGO}, group="Đảng viên giúp đỡ")


def test_second_of_two_is_told_and_keeps_the_text(people, visit):
    file = people.world.file()
    first, second = visit(people.secretary), visit(people.world.secretary)
    type_helper(first, file, "Lê Văn Dũng")
    type_helper(second, file, "Võ Thị Sáu Hiền")
    first.press("Ghi phân công")
    second.press("Ghi phân công", status=409)
    second.reads("Lê Thị Cúc đã ghi: Phân công đảng viên giúp đỡ")
    second.reads("Võ Thị Sáu Hiền")
    second.follow("Mở bản mới nhất")
    second.reads("Lê Văn Dũng")
