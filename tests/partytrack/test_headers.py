"""What every answer tells the browser; and that no page speaks English."""
# ruff: noqa: F811 — the fixtures of tests/authz, by name

import re

import pytest
from django.urls import reverse

from tests.admission.reports.readers import html_text
from tests.authz.conftest import _database, address, places, samples, visitor  # noqa: F401 — the same world
from tests.authz.test_matrix import DISGUISED
from units.models import Role

pytestmark = pytest.mark.django_db
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "healthz": "text/plain",
    "readyz": "application/json",
    "admission:report_json": "application/json",
    "admission:report_xlsx": EXCEL,
    "admission:returns_xlsx": EXCEL,
    "admission:report_pdf": PDF,
    "admission:scan": PDF,
    "admission:letter_pdf": PDF,
    "admission:letter_docx": WORD,
    "admission:print_docx": WORD,
    "admission:blank_docx": WORD,
    "admission:print_pdf": PDF,
    "admission:blank_pdf": PDF,
    "admission:job_file": PDF,
    "admission:calendar_feed": "text/calendar; charset=utf-8",
    "admission:register_xlsx": EXCEL,
    **dict.fromkeys(("admission:explorer_xlsx", "admission:people_xlsx", "admission:official_xlsx"), EXCEL),
    **dict.fromkeys(("admission:allocation_docx", "admission:target_table_docx"), WORD),
    **dict.fromkeys(("admission:book_file", "admission:sealed_file", "admission:sealed_restatement"), PDF),
    **dict.fromkeys(("admission:official_pdf", "admission:register_pdf", "admission:allocation_pdf"), PDF),
    "admission:target_table_pdf": PDF,
    "admission:official_json": "application/json",
    "admission:explorer_csv": "text/csv; charset=utf-8",
}
SANDBOXED = {"admission:scan": "default-src 'none'; img-src 'self'; sandbox"}  # what others have made
PAGES = list(DISGUISED)
ENGLISH = re.compile(
    r"\b(Please|Enter a|This field|Select|Submit|Error|Page not found|Not Found|Forbidden|Bad Request|Server Error|"
    r"Required|Password|Username|Login|Logout|Save|Delete|Cancel|Search|Next|Previous|None|True|False)\b"
)
ACTS_OF_BRANCH = (
    "candidate_new", "candidate_edit", "citizen_id", "paper_attach", "scan_withdraw", "letter_pdf", "letter_docx",
    "meeting_edit", "statistics",
)  # fmt: skip
ADMINISTRATION = ("units:user", "units:grant", "units:unit")


def who(url):
    """A role that may open the page."""
    if url.startswith(ADMINISTRATION):
        return Role.UNIT_ADMIN
    if url == "admission:audit":
        return Role.AUDITOR
    if url == "admission:meeting_new":
        return Role.COMMITTEE_OFFICER
    return Role.BRANCH_SECRETARY if url.endswith(ACTS_OF_BRANCH) else Role.BOARD_OFFICER


def where(url, sample):
    """The unit of that role: from above one sees everything, but a report is sent by an officer of the unit itself."""
    return sample.unit if url == "admission:seal" else "province"


@pytest.fixture(scope="module")
def answers(visitor, samples):
    """answers(case): what each method of a page answers; asked once, for all that is looked at."""
    known = {}

    def of(case):
        if str(case) not in known:
            known[str(case)] = [(method, _ask(case, method, visitor, samples)) for method in case.methods]
        return known[str(case)]

    return of


def _ask(case, method, visitor, samples):
    build, *arguments = case.of
    sample = getattr(samples, build)(*arguments)
    data = sample.post if method == "POST" else None
    user = visitor.user(who(case.url), where(case.url, sample))
    return visitor.ask(method, address(case.url, sample), user, data=data)


def directives(response):
    return sorted(part.strip() for part in response.headers["Content-Security-Policy"].split(";"))


def assert_guarded(response, policy=CSP):
    assert directives(response) == sorted(policy.split("; "))
    assert {name: response.headers.get(name) for name in SECURITY} == SECURITY
    assert "Server" not in response.headers


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_page_is_guarded_and_kept_by_nobody(case, answers):
    for method, response in answers(case):
        assert_guarded(response, SANDBOXED.get(case.url, CSP))
        assert "no-store" in response["Cache-Control"]
        assert {"Cookie", "HX-Request"} <= {word.strip() for word in response["Vary"].split(",")}
        expected = KINDS.get(case.url, "text/html; charset=utf-8")
        assert response["Content-Type"] in (expected, "text/html; charset=utf-8")
        if method == "GET" and response.status_code == 200:
            assert response["Content-Type"] == expected


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_page_speaks_vietnamese(case, answers):
    for _, response in answers(case):
        if response["Content-Type"].startswith("text/html"):
            assert ENGLISH.findall(html_text(response.content.decode())) == []


@pytest.mark.parametrize(
    ("status", "path"),
    [
        (404, "/khong-co/"),
        (404, "/ho-so/999999999/"),
        (403, "/nhat-ky/"),
        (405, "/dang-xuat/"),
        (301, "/ho-so"),
    ],
)
def test_refusal_is_guarded_as_well(status, path, visitor):
    response = visitor.ask("GET", path, visitor.user(Role.BOARD_OFFICER, "commune"))
    assert response.status_code == status
    assert_guarded(response)
    assert status == 301 or response["Cache-Control"] == "no-store"
    assert ENGLISH.findall(html_text(response.content.decode())) == []


def test_stranger_is_sent_to_sign_in_and_nothing_is_said(visitor, samples):
    response = visitor.ask("GET", "/ho-so/")
    assert (response.status_code, response["Location"], response.content) == (
        302,
        "/dang-nhap/?next=/ho-so/",
        b"",
    )
    assert_guarded(response)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil", "testserver:80:80"]
)
def test_foreign_host_is_refused(host, visitor):
    for headers in ({"Host": host}, {"Host": host, "X-Forwarded-Host": "testserver"}):
        response = visitor.ask("GET", "/", visitor.user(Role.BOARD_OFFICER, "commune"), **headers)
        assert response.status_code == 400
        assert "Yêu cầu không hợp lệ" in response.content.decode()


def test_forwarded_headers_of_a_stranger_change_nothing(visitor):
    """H10: neither host nor scheme nor address is taken from the request's own words."""
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1"}
    response = visitor.ask("GET", "/ho-so/", **forged)
    assert response["Location"] == "/dang-nhap/?next=/ho-so/"
    page = visitor.ask("GET", reverse("login"), **forged)
    assert "evil.example" not in page.content.decode()


def test_no_page_carries_script_or_style_of_its_own(answers):
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\bon\w+=\"|<style|\bstyle=\"|javascript:", re.IGNORECASE)
    found = {
        str(case): inline.findall(response.content.decode())
        for case in PAGES
        for _, response in answers(case)
        if response["Content-Type"].startswith("text/html")
    }
    assert {name: marks for name, marks in found.items() if marks} == {}
