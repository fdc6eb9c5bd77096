"""The look: small words, forms, the menu, pages without a request, and the style guide in a real browser."""

import gzip
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.urls import include, path

from partytrack import styleguide
from partytrack.context import ITEMS, TABS, navigation
from partytrack.templatetags import ui
from tests.world import make_unit, make_user
from units.models import Kind, Role

ROOT = Path(django_settings.ROOT)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def _page(request):
    return HttpResponse()


def _app(name, *routes):
    return include(([path(route, _page, name=view) for route, view in routes], name))


def _stubs(app):
    """Every page of an app that the menu leads to, at an address of its own."""
    names = [name.partition(":")[2] for _, name, _, _ in ITEMS if name.startswith(f"{app}:")]
    return [(ADDRESSES.get(name, f"{name}/"), name) for name in names]


ADDRESSES = {"my_work": "", "candidate_list": "ho-so/"}
urlpatterns = [
    path("", _app("admission", *_stubs("admission"), ("nhac-viec/", "notice_list"),
                  ("ho-so/<int:pk>/giay-to/<str:code>/", "paper"))),
    path("", _app("units", *_stubs("units"))),
    path("kieu-dang/", styleguide.styleguide),
    path("mat-khau/", _page, name="password_change"),
    path("ra/", _page, name="logout"),
    path("vao/", _page, name="login"),
]  # fmt: skip
own_urls = pytest.mark.urls(__name__)


class Tags(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def values(self, name):
        return [attrs[name] for _, attrs in self.found if name in attrs]


def render(source, **context):
    return engines["django"].from_string("{% load ui %}" + source).render(context)


# Small words


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-1200, "Quá hạn 1.200 ngày", "bad"),
        (-1, "Quá hạn 1 ngày", "bad"),
        (0, "Hôm nay", "warn"),
        (7, "Còn 7 ngày", "warn"),
        (8, "Còn 8 ngày", "ok"),
    ],
)
def test_due_says_how_long_in_words_and_tone(days, words, tone):
    assert (ui.due_words(days), ui.due_tone(days)) == (words, tone)


def test_deadline_shows_its_day_and_nothing_without_one():
    source = "{% deadline due today %}"
    assert render(source, due=date(2026, 11, 24), today=date(2026, 11, 22)) == (
        '<time class="tag warn" datetime="2026-11-24" title="Hạn: 24/11/2026">Còn 2 ngày</time>'
    )
    assert render(source, due=None, today=date(2026, 11, 22)) == ""


def test_vi_date_shows_the_day_in_vietnam():
    assert render("{{ at|vi_date }}", at=datetime(2026, 3, 4, 18, tzinfo=UTC)) == "05/03/2026"
    assert render("{{ none|vi_date }}", none=None) == "—"


def test_numbers_and_counts():
    assert render("{{ n|number }} {{ none|number }}", n=1166, none=None) == "1.166 —"
    assert render("{{ n|count_of:'hồ sơ' }}", n=71) == "71\N{NO-BREAK SPACE}hồ sơ"


@pytest.mark.parametrize(
    ("name", "letters"), [("Nguyễn Văn Hòa", "NH"), ("y krông", "YK"), ("Đức", "Đ"), ("", "")]
)
def test_initials_are_first_and_last_word(name, letters):
    assert ui.initials(name) == letters


def test_badge_escapes_its_text():
    assert render("{% badge text 'ok' %}", text="<b>") == '<span class="tag ok">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("value", "scale", "width"),
    [(29, 60, "483"), (60, 60, "1000"), (75, 60, "1000"), (0, 60, "0"), (5, 0, "0")],
)
def test_bar_is_a_share_of_its_scale(value, scale, width):
    [(_, rect)] = [found for found in Tags(ui.bar(value, scale)).found if found[0] == "rect"]
    assert rect["width"] == width


def test_every_icon_named_in_a_template_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "static/icons.svg").read_text()))
    named = {name for file in TEMPLATES for name in re.findall(r'{% icon "(\w+)" %}', file.read_text())}
    assert named - drawn == set()
    assert named != set()


# Forms


@pytest.fixture
def broken_form():
    return styleguide.SampleForm({"name": "Hoa", "born_on": "31/02/1998", "sex": "f"})


def test_form_groups_keep_their_order_and_lose_no_field(broken_form):
    broken_form.groups = [("Nhân thân", ["born_on", "name", "not_here"])]
    names = [(legend, [field.name for field in fields]) for legend, fields in ui.groups(broken_form)]
    rest = ["sex", "hometown", "work", "clubs", "note", "agreed"]
    assert names == [("Nhân thân", ["born_on", "name"]), ("", rest)]


def test_form_links_every_error_to_its_field(broken_form):
    tags = Tags(str(broken_form))
    targets = [attrs["href"].removeprefix("#") for tag, attrs in tags.found if tag == "a"]
    assert targets == ["id_born_on", "id_work", "id_agreed"]
    assert set(targets) <= set(tags.values("id"))


def test_form_ties_hints_and_errors_to_their_controls(broken_form):
    tags = Tags(str(broken_form))
    ids = tags.values("id")
    described = {one for value in tags.values("aria-describedby") for one in value.split()}
    assert len(ids) == len(set(ids))
    assert described <= set(ids)
    assert {"id_born_on_helptext", "id_born_on_error"} <= described


def test_form_shows_an_error_of_the_whole_form(broken_form):
    broken_form.add_error(None, "Hồ sơ không còn ở bước này.")
    assert str(broken_form).count("<li>Hồ sơ không còn ở bước này.</li>") == 1


def test_date_field_asks_for_digits():
    class DateForm(forms.Form):
        on = forms.DateField(label="Ngày")

    [field] = [
        attrs for tag, attrs in Tags(str(DateForm(initial={"on": date(1998, 3, 5)}))).found if tag == "input"
    ]
    assert (field["type"], field["inputmode"], field["value"]) == ("text", "numeric", "05/03/1998")
    assert "data-date" in field


# The menu


def _navigation(rf, user, address="/"):
    request = rf.get(address)
    request.user = user
    return navigation(request)["navigation"]


def test_navigation_is_empty_for_a_stranger(rf):
    assert not _navigation(rf, AnonymousUser())


@own_urls
@pytest.mark.django_db
def test_navigation_shows_what_the_role_may_open(rf):
    branch = make_unit("Chi bộ ấp Bình Hòa", Kind.BASE_BRANCH, make_unit("Huyện ủy", Kind.SUPERIOR))
    menu = _navigation(rf, make_user(Role.BRANCH_SECRETARY, branch, name="Nguyễn Văn Hòa"))
    labels = [item.label for item in menu["items"]]
    assert labels == [
        "Việc của tôi", "Hồ sơ", "Nguồn", "Họp xét", "Lớp bồi dưỡng", "Chuyển hồ sơ", "Thẩm tra lý lịch", "Chỉ tiêu",
        "Báo cáo", "Đơn vị", "Biểu mẫu", "Quy tắc",
    ]  # fmt: skip
    assert menu["may_search"]
    assert (menu["name"], menu["role_line"]) == ("Nguyễn Văn Hòa", "Bí thư chi bộ, Chi bộ ấp Bình Hòa")


@own_urls
@pytest.mark.django_db
def test_navigation_keeps_a_phone_at_five_tabs(rf):
    menu = _navigation(rf, make_user(Role.AUDITOR, make_unit("Huyện ủy", Kind.SUPERIOR)))
    more = menu["menu"].partition('class="more"')[2]
    assert menu["items"][-1].label == "Nhật ký"
    assert re.findall(r"<span>(.*?)</span>", more) == [item.label for item in menu["items"][TABS - 1 :]]


@own_urls
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "here"), [("/", ["Việc của tôi"]), ("/ho-so/17/ket-nap/", ["Hồ sơ"]), ("/mat-khau/", [])]
)
def test_navigation_marks_where_the_user_is(rf, address, here):
    menu = _navigation(rf, make_user(Role.AUDITOR, make_unit("Huyện ủy", Kind.SUPERIOR)), address)
    assert [item.label for item in menu["items"] if item.current] == here


@own_urls
@pytest.mark.django_db
def test_navigation_costs_one_query_and_only_when_shown(rf, django_assert_num_queries):
    """The grants, and with them the reminders that wait."""
    user = make_user(Role.BOARD_OFFICER, make_unit("Huyện ủy", Kind.SUPERIOR))
    with django_assert_num_queries(0):
        menu = _navigation(rf, user)
    with django_assert_num_queries(1):
        assert menu["items"]


# Pages


@pytest.mark.parametrize("code", [400, 403, 404, 409, 429, 500, 503])
def test_error_page_needs_no_request(code):
    html = get_template(f"{code}.html").render()
    assert [tag for tag, _ in Tags(html).found].count("h1") == 1


def test_conflict_page_keeps_what_was_typed():
    kept = [("Nhận xét", "Nhất trí\nđề nghị")]
    html = get_template("409.html").render({"kept": kept})
    assert "<dt>Nhận xét</dt><dd>Nhất trí<br>đề nghị</dd>" in html


def test_no_template_has_inline_script_or_style():
    inline = re.compile(r'<style|\sstyle="|\son[a-z]+="|<script(?![^>]* src=)')
    papers = (
        "base_print.html",
        "certificates.html",
        "_block.html",
        "admissions.html",
        "book.html",
    )  # never in a browser
    pages = [file for file in TEMPLATES if file.name not in papers]
    assert [file.name for file in pages if inline.search(file.read_text())] == []


def test_styles_of_the_screen_stay_small():
    files = [ROOT / f"static/css/{name}.css" for name in ("tokens", "base", "components", "print")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 14 * 1024


@own_urls
@pytest.mark.needs("BROWSER")
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
@pytest.mark.django_db(transaction=True)
def test_style_guide_is_accessible_fits_and_is_quiet(live_server, client, page, size):
    client.force_login(make_user(Role.AUDITOR, make_unit("Huyện ủy", Kind.SUPERIOR)))
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.set_viewport_size({"width": size[0], "height": size[1]})
    console = []
    page.on("console", lambda message: console.append(message.text))
    page.goto(f"{live_server.url}/kieu-dang/", wait_until="networkidle")
    assert page.title() == "Kiểu dáng – PartyTrack"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    assert console == []
