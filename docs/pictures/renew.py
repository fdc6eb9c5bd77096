"""Take the pictures of the user guide anew.

    .venv/bin/python docs/pictures/renew.py [NAME…]      all of them, or those named: viec-cua-toi, hop-xet, …

Needs Chromium and the test dependencies (`uv sync --group test`). It serves the demo on a throw-away SQLite in a
temporary folder, signs in as each role, and walks to each page by what stands on the screen: where a button has another
name now, it stops, and the guide has to follow. Pictures lie beside this file, under the names by which
docs/huong-dan.md and README.md show them.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
COLOURS = 128
MARGIN = 12
PICTURES = {}


def picture(name, user, size):
    """The function gets a page of that user, walks to what is to be seen, and returns the parts between which it lies;
    nothing for what the screen holds."""

    def keep(walk):
        PICTURES[name] = user, size, walk
        return walk

    return keep


def follow(page, *names):
    """Links in the main part of the page, one after the other."""
    for name in names:
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def menu(page, name):
    page.get_by_role("navigation", name="Mục chính").get_by_role("link", name=name, exact=True).click()


def fill(part, **texts):
    """Fields of a page or of a part of it, by what their labels begin with; _ stands for a space."""
    for label, text in texts.items():
        part.get_by_label(re.compile(rf"^\s*{label.replace('_', ' ')}")).first.fill(text)


def file_at(page, step):
    """The first file at a step, from the list on the first page."""
    page.locator(".lines a").filter(has_text=step).first.click()
    page.locator("main table a").first.click()


def card(page, heading):
    return page.locator("section.card").filter(has=page.get_by_role("heading", name=heading, exact=True))


@picture("viec-cua-toi", "bithu", DESK)
@picture("viec-tren-dien-thoai", "bithu", PHONE)
def first_page(page):
    pass


@picture("lich", "bantochuc", DESK)
def calendar(page):
    follow(page, "Lịch")


@picture("nguon", "bithu", DESK)
def monthly_review(page):
    menu(page, "Nguồn")
    follow(page, "Rà soát")


@picture("ho-so", "bithu", DESK)
def file(page):
    file_at(page, "Hồ sơ đủ, chờ chi bộ xét")


@picture("giay-to", "bithu", PHONE)
def checklist(page):
    file_at(page, "Đang lập hồ sơ")
    return [card(page, "Giấy tờ trong hồ sơ")]


@picture("ly-lich", "bithu", PHONE)
def personal_history(page):
    file_at(page, "Đang lập hồ sơ")
    page.goto(f"{page.url}ly-lich/cong-tac/")
    for at, months in enumerate((("09/2008", "05/2019"), ("09/2019", "nay"))):
        press(page, "Thêm giai đoạn")
        row = page.locator(".part-row").nth(at)
        for label, text in zip(("Từ tháng", "Đến tháng"), months, strict=True):
            row.get_by_label(label, exact=True).fill(text)
    press(page, "Lưu")
    return [*page.locator(".part-row").all(), page.locator("#s-section")]


@picture("hop-xet", "bithu", DESK)
def meeting(page):
    menu(page, "Họp xét")
    page.locator("main .lines a").first.click()
    fill(page, Tổng_số="9")
    press(page, "Tiếp tục")
    fill(page, Chủ_trì="Nguyễn Thị Hạnh", Thư_ký="Lê Thị Cúc", Có_mặt="9")
    for one, votes in zip(page.locator("section[id^=ho-so]").all(), ("9", "5", "8"), strict=False):
        fill(one, Tán_thành=votes, Không_tán_thành=str(9 - int(votes)))
    return page.locator("section[id^=ho-so]").all()[:2]


@picture("le-ket-nap", "bithu", PHONE)
def ceremony(page):
    file_at(page, "Đã có quyết định kết nạp")
    follow(page, "Ghi lễ kết nạp")


@picture("in-giay-to", "bithu", DESK)
def forms_to_print(page):
    file_at(page, "Đã có quyết định kết nạp")
    return [card(page, "In giấy tờ")]


@picture("tham-tra", "danguy", DESK)
def verification(page):
    file_at(page, "Đang thẩm tra lý lịch")
    return [card(page, "Thẩm tra lý lịch")]


@picture("phien-hop", "bantochuc", DESK)
def session(page):
    """One of today, as outcomes are noted on the day of the session at the earliest."""
    menu(page, "Phiên họp")
    follow(page, "Mở phiên họp")
    today = page.evaluate("new Date().toLocaleDateString('en-GB', {timeZone: 'Asia/Ho_Chi_Minh'})")
    fill(page, Ngày_họp=today, Người_ký_quyết_định="Phạm Văn Đức")
    press(page, "Mở phiên họp")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    press(page, "Đưa vào chương trình")
    follow(page, "Xem lại, chốt chương trình")
    press(page, "Chốt chương trình")


@picture("ket-luan", "thuky", DESK)
def outcomes(page):
    menu(page, "Phiên họp")
    page.locator("tr").filter(has_text="Đã chốt chương trình").get_by_role("link").first.click()
    follow(page, "Ghi kết luận")
    choices = page.locator("main select")
    choices.nth(0).select_option(label="Chuẩn y")
    choices.nth(1).select_option(label="Thẩm tra bổ sung")
    page.get_by_label("Lý do đối với").nth(1).fill("Xác minh nơi cư trú")


@picture("so-quyet-dinh", "bantochuc", DESK)
def register(page):
    menu(page, "Phiên họp")
    follow(page, "Sổ số quyết định")


@picture("bao-cao", "bantochuc", DESK)
def report(page):
    menu(page, "Báo cáo")


@picture("quy-tac", "bantochuc", DESK)
def rules(page):
    menu(page, "Quy tắc")


@picture("don-vi", "quantri", DESK)
def units(page):
    menu(page, "Đơn vị")


@picture("tai-khoan", "quantri", DESK)
def accounts(page):
    menu(page, "Tài khoản")


@picture("nhat-ky", "kiemtra", DESK)
def journal(page):
    menu(page, "Nhật ký")


def take(browser, site, name):
    """Sign in, walk, shoot, close."""
    user, size, walk = PICTURES[name]
    context = browser.new_context(viewport=size, locale="vi-VN", base_url=site["url"])
    page = context.new_page()
    page.goto("/")
    fill(page, Tên_đăng_nhập=user, Mật_khẩu=site["passwords"][user])
    press(page, "Đăng nhập")
    parts = walk(page)
    page.wait_for_load_state("networkidle")
    keep(name, page.screenshot(**({"clip": around(page, parts)} if parts else {})))
    context.close()


def around(page, parts):
    """The stripe that holds these parts, on a screen as high as the page."""
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.set_viewport_size({"width": width, "height": height})
    boxes = [part.bounding_box() for part in parts]
    left = max(min(box["x"] for box in boxes) - MARGIN, 0)
    right = min(max(box["x"] + box["width"] for box in boxes) + MARGIN, width)
    top = min(box["y"] for box in boxes) - MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def keep(name, png):
    file = HERE / f"{name}.png"
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size // 1024} KB", flush=True)


@contextmanager
def demo():
    """The demo, served for as long as it lasts: its address and the password of each user."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3", "MEDIA_ROOT": folder, "REDIS_URL": "",
            "SECRET_KEY": secrets.token_hex(32), "FIELD_KEY": secrets.token_hex(32),
        }  # fmt: skip
        command = [sys.executable, "manage.py", "demo", "--json", "--port", str(free_port())]
        with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE) as server:
            try:
                told = json.loads(server.stdout.readline())
                passwords = {user["username"]: user["password"] for user in told["users"]}
                yield {"url": told["url"], "passwords": passwords}
            finally:
                server.terminate()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    names = sys.argv[1:] or PICTURES
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in names:
            take(browser, site, name)
        browser.close()


if __name__ == "__main__":
    main()
