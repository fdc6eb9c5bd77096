"""A secretary fills in two sections of a personal history on a phone; a remark comes back and is ticked off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from admission.domain.personal_history import parts_of

pytestmark = pytest.mark.needs("BROWSER")


def told(row, **texts):
    for label, text in texts.items():
        row.get_by_label(label.replace("_", " "), exact=True).fill(text)


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_journey_history(people, visit):
    world = people.world
    file = world.climb(people.file(timezone.localdate() - timedelta(200)), to="dossier")
    born = file.born_on.year
    secretary, officer = visit(people.secretary), visit(world.officer)

    secretary.open(f"/ho-so/{file.pk}/")
    secretary.follow("Bắt đầu khai")
    secretary.field("Quốc tịch").fill("Việt Nam")
    secretary.field("Nghề nghiệp hiện nay").fill("Công nhân")
    secretary.press("Lưu, sang mục sau")
    secretary.reads("Đã lưu mục “Sơ yếu lý lịch”.")

    secretary.open(f"/ho-so/{file.pk}/ly-lich/cong-tac/")
    page, says = secretary.page, secretary.page.locator("#s-section")
    page.get_by_role("button", name="Thêm giai đoạn").click()
    told(page.locator(".part-row").first, Từ_tháng=f"09/{born + 6}", Đến_tháng=f"05/{born + 18}")
    told(
        page.locator(".part-row").first, **{"Làm việc gì, chức vụ gì": "Học sinh", "Ở đâu": "Trường Xuân Lộc"}
    )
    page.get_by_role("button", name="Thêm giai đoạn").click()
    second = page.locator(".part-row").nth(1)
    told(second, Từ_tháng=f"09/{born + 18}", Đến_tháng="nay")
    expect(says).to_contain_text(f"Thiếu từ 06/{born + 18} đến 08/{born + 18}.")
    told(second, Từ_tháng=f"06/{born + 18}")
    told(second, **{"Làm việc gì, chức vụ gì": "Công nhân", "Ở đâu": "Nông trường Xuân Lộc"})
    expect(says).to_contain_text("Mục này đã khai xong.")
    expect(page.locator("#note")).to_contain_text("Đã lưu lúc", timeout=10_000)
    secretary.look()
    secretary.press("Lưu")
    assert [row["work"] for row in parts_of(file)["cong-tac"].rows] == ["Học sinh", "Công nhân"]

    officer.open(f"/ho-so/{file.pk}/ly-lich/cong-tac/")
    officer.page.locator("dl").nth(1).get_by_role("link", name="Nhận xét về ở đâu").click()
    officer.fill("Cần sửa gì", "Ghi rõ xã, tỉnh.")
    officer.press("Ghi nhận xét")

    secretary.open(f"/ho-so/{file.pk}/")
    secretary.follow("Sửa theo nhận xét")
    secretary.reads("Ghi rõ xã, tỉnh.")
    told(secretary.page.locator(".part-row").nth(1), Ở_đâu="Nông trường Xuân Lộc, xã Xuân Lộc, tỉnh Đồng Nai")
    secretary.press("Đã sửa")
    officer.open(f"/ho-so/{file.pk}/ly-lich/cong-tac/")
    officer.reads("Nông trường Xuân Lộc, xã Xuân Lộc, tỉnh Đồng Nai")
    officer.reads("Nhận xét đã sửa (1)")
