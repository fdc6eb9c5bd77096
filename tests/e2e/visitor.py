"""Somebody at a browser, who reads labels and buttons, and looks at every page that they come to."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SIZES = {"desktop": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
LEFT_BEHIND = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map((one) => one.name), ...await caches.keys(),
]"""
# What a page is built of: its address without numbers and acts; elements with their classes and attributes' names.
BUILT_OF = """() => [location.pathname.replace(/\\d+|viec.*/g, ""), ...[...document.querySelectorAll("*")].map((one) =>
    [one.parentElement?.className, one.tagName, one.getAttribute("class"), ...one.getAttributeNames()].join(" "),
)].map((part) => `${innerWidth} ${part}`)"""
TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
_judged = (
    set()
)  # parts of pages that axe has seen in this run: it is slow, and most pages are built of the same


class Visitor:
    def __init__(self, page, *, has_script=True):
        self.page, self.has_script = page, has_script
        self.console = []
        page.on("console", lambda message: message.type != "info" and self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def open(self, address):
        self.page.goto(address)
        self.look()

    def sign_in(self, address, user, password):
        self.open(address)
        self.fill("Tên đăng nhập", user.username)
        self.fill("Mật khẩu", password)
        self.press("Đăng nhập")

    def press(self, name, *, status=200, among=None):
        """Press a button and look at the page that it leads to."""
        self._go((among or self.page).get_by_role("button", name=name, exact=True), status)

    def follow(self, name, *, among=None):
        """Follow a link, given by its words or a pattern; the first if there are several."""
        self._go((among or self.page).get_by_role("link", name=name, exact=True).first)

    def choose_menu(self, name):
        """An item of the main menu, on a phone maybe behind “Thêm”."""
        menu = self.page.get_by_role("navigation", name="Mục chính")
        if not menu.get_by_role("link", name=name, exact=True).count():
            menu.get_by_text("Thêm", exact=True).click()
        self.follow(name, among=menu)

    def field(self, label, *, group=None):
        """A field by its whole label, in the group with that legend where labels repeat."""
        place = self.page.get_by_role("group", name=group, exact=True) if group else self.page.locator("main")
        return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(bắt buộc\))?\s*$"))

    def fill(self, label, text, *, group=None):
        self.field(label, group=group).fill(str(text))

    def fill_in(self, texts, *, group=None):
        for label, text in texts.items():
            self.fill(label, text, group=group)

    def choose(self, label, option):
        self.field(label).select_option(label=option)

    def reads(self, text):
        """The words stand somewhere in the main part of the page."""
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def figure(self, label):
        """The number of a tile such as “Kết nạp”."""
        tile = self.page.locator(".kpi").filter(has=self.page.get_by_text(label, exact=True))
        return int(tile.locator("b").inner_text().replace(".", ""))

    def look(self):
        problems = self.problems()
        assert not problems, "\n".join(problems)

    def problems(self):
        """What is wrong with the page as it stands now; forgets what the console said."""
        said, self.console[:] = list(self.console), []
        found = [f"console: {line}" for line in said]
        if self.has_script:
            if wide := self.page.evaluate(TOO_WIDE):
                found.append(f"{wide} pixels wider than the screen")
            found += [f"left in the browser's storage: {key}" for key in self.page.evaluate(LEFT_BEHIND)]
            found += _violations(self.page)
        return [f"{self.page.url}: {problem}" for problem in found]

    def _go(self, link, status=200):
        with self.page.expect_navigation() as arrival:
            link.click()
        assert arrival.value.status == status
        if status != 200:  # Chromium notes in the console that the answer was a refusal
            assert len(self.console) == 1
            assert f"status of {status}" in self.console.pop()
        self.look()


def _violations(page):
    """What axe says of a page with a part that is new to it; each fault is told once."""
    parts = set(page.evaluate(BUILT_OF))
    if parts <= _judged:
        return []
    _judged.update(parts)
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'])}" for one in found]
