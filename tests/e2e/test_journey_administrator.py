"""A new branch, and the account of its secretary."""

import re

import pytest

NEW_PASSWORD = "chín nhịp cầu tre nhỏ"
pytestmark = pytest.mark.needs("BROWSER")


def create_branch(admin, name):
    admin.choose_menu("Đơn vị")
    admin.follow("Đảng bộ xã Xuân Định")
    admin.follow("Thêm đơn vị trực thuộc")
    admin.fill_in({"Tên đơn vị": name, "Số quyết định": "125-QĐ/ĐU"})
    admin.choose("Loại hình", "Chi bộ trực thuộc")
    admin.press("Thêm đơn vị")
    admin.reads("Đã thêm đơn vị.")


def create_secretary(admin, unit, name, username):
    """The link with which the new secretary sets a password."""
    admin.choose_menu("Tài khoản")
    admin.follow("Thêm tài khoản")
    admin.fill_in({"Họ và tên": name, "Tên đăng nhập": username})
    admin.page.get_by_role("radio", name=re.compile("^Bí thư chi bộ")).check()
    choice = admin.field("Tại đơn vị").locator("option", has_text=unit)
    admin.field("Tại đơn vị").select_option(value=choice.get_attribute("value"))
    admin.press("Thêm tài khoản")
    admin.press("Tạo liên kết đặt mật khẩu")
    return admin.field(f"Chép liên kết này và đưa tận tay {name}").input_value()


def test_journey_of_a_new_secretary(people, visit):
    admin = visit(people.world.admin)
    create_branch(admin, "Chi bộ ấp Bình Hòa")
    link = create_secretary(admin, "Chi bộ ấp Bình Hòa", "Phan Thị Mơ", "mo.binhhoa")

    secretary = visit()
    secretary.open(link)
    secretary.fill_in({"Mật khẩu mới": NEW_PASSWORD, "Nhập lại mật khẩu mới": NEW_PASSWORD})
    secretary.press("Đặt mật khẩu")
    secretary.follow("Đăng nhập")
    secretary.fill_in({"Tên đăng nhập": "mo.binhhoa", "Mật khẩu": NEW_PASSWORD})
    secretary.press("Đăng nhập")
    secretary.follow("Thêm quần chúng ưu tú")
    assert secretary.field("Chi bộ").locator("option:checked").inner_text() == "Chi bộ ấp Bình Hòa"

    stranger = visit()
    stranger.open(link)
    stranger.reads("Liên kết này đã dùng hoặc đã hết hạn.")
