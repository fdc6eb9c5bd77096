"""The quota report as page, PDF, Excel and JSON: for any unit, period and day, in scope."""

import json
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from partytrack.journal.models import Access
from tests.admission.reports.readers import html_text, pdf_text, sheet_rows
from tests.world import make_unit, make_user
from units import hierarchy
from units.models import Kind, Period, Role, TargetBy
from units.targets import enter_target

pytestmark = pytest.mark.django_db
TOMORROW = f"{timezone.localdate() + timedelta(1):%d/%m/%Y}"
FORMS = ("unit", "json", "xlsx", pytest.param("pdf", marks=pytest.mark.needs("PDF")))
KINDS = {
    "unit": "text/html; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@pytest.fixture
def year(w):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


@pytest.fixture
def admitted(w, year):
    enter_target(
        actor=None, unit=w.commune, period=year, by=TargetBy.ASSIGNED, value=4, decided_on=date(2024, 1, 2),
        decision="01-TB/HU",
    )  # fmt: skip
    return w.climb(w.file(), to="probationary")


def page(unit, form="unit", **query):
    return reverse(f"admission:report_{form}", kwargs={"pk": unit.pk}, query=query)


def test_report_opens_on_the_users_own_unit(w, as_user):
    response = as_user(w.officer).get(reverse("admission:report"))
    assert (response.status_code, response["Location"]) == (302, page(w.commune))


def test_report_without_any_period_says_so(w, as_user):
    response = as_user(w.board).get(page(w.district))
    assert (response.status_code, "Chưa có kỳ chỉ tiêu nào" in response.content.decode()) == (200, True)
    assert as_user(w.board).get(page(w.district, "json")).status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_report_in_every_form(form, w, year, admitted, as_user):
    response = as_user(w.board).get(page(w.district, form, ky=year.pk))
    assert (response.status_code, response["Content-Type"]) == (200, KINDS[form])
    content = response.content
    if form == "json":
        told = json.loads(content)
        assert (told["admitted"], [child["admitted"] for child in told["children"]]) == (1, [1, 0])
    elif form == "xlsx":
        sheets = openpyxl.load_workbook(BytesIO(content)).sheetnames
        assert any(w.commune.name in row for row in sheet_rows(content, sheets[0]))
    else:
        text = pdf_text(content) if form == "pdf" else html_text(content.decode())
        assert w.commune.name in text
    expected = [] if form == "unit" else [f"report.{form}"]
    assert list(Access.objects.values_list("what", flat=True)) == expected


@pytest.mark.parametrize("form", ["unit", "json", "xlsx"])
def test_report_of_a_day_counts_what_had_happened(form, w, year, admitted, as_user):
    client = as_user(w.board)
    before = f"{admitted.ceremony_on - timedelta(1):%d/%m/%Y}"
    assert client.get(page(w.district, form, ky=year.pk, ngay=before)).status_code == 200
    days = {
        before: 0,
        f"{admitted.ceremony_on:%d/%m/%Y}": 1,
        "01/01/2001": 0,
    }
    counts = {
        day: client.get(page(w.district, "json", ky=year.pk, ngay=day)).json()["admitted"] for day in days
    }
    assert counts == days


@pytest.mark.parametrize("day", ["31/12/1999", "01/01/1900"])
def test_report_of_a_day_on_which_the_unit_was_not_there(day, w, year, as_user):
    client = as_user(w.board)
    response = client.get(page(w.commune, ky=year.pk, ngay=day))
    sentence = f"{w.commune} không hoạt động vào ngày {day}."
    assert (response.status_code, sentence in response.content.decode()) == (200, True)
    for form in ("json", "xlsx", "pdf"):
        assert client.get(page(w.commune, form, ky=year.pk, ngay=day)).status_code == 404


def test_report_of_a_closed_unit_shows_the_years_it_worked(w, year, admitted, as_user):
    hierarchy.close_unit(w.base_branch, on=date(2025, 3, 1), decision="1-QĐ", actor=None)
    client = as_user(w.board)
    assert client.get(page(w.base_branch, "json", ky=year.pk)).json()["admitted"] == 0
    today = timezone.localdate()
    now = Period.objects.create(
        code="N", kind="year", name="Năm nay", starts=date(today.year, 1, 1), ends=today
    )
    assert "không hoạt động vào ngày" in client.get(page(w.base_branch, ky=now.pk)).content.decode()


def test_report_of_a_future_day_says_why_not(w, year, as_user):
    response = as_user(w.board).get(page(w.district, ky=year.pk, ngay=TOMORROW))
    assert (response.status_code, "Chưa có số liệu của ngày này." in response.content.decode()) == (200, True)


@pytest.mark.parametrize("form", FORMS)
def test_report_of_a_period_that_has_not_begun(form, w, as_user):
    nextyear = timezone.localdate().year + 1
    period = Period.objects.create(
        code="F", kind="year", name="Năm sau", starts=date(nextyear, 1, 1), ends=date(nextyear, 12, 31)
    )
    assert as_user(w.board).get(page(w.district, form, ky=period.pk)).status_code == 200


def test_report_of_a_child_opens_from_its_parents(w, year, admitted, as_user):
    client = as_user(w.board)
    text = client.get(page(w.district, ky=year.pk)).content.decode()
    address = page(w.commune, ky=year.pk)
    assert address.replace("&", "&amp;") in text
    assert client.get(address).status_code == 200
    assert client.get(page(w.branch, ky=year.pk)).status_code == 200


def test_report_of_a_branch_that_has_no_children(w, year, admitted, as_user):
    told = as_user(w.secretary).get(page(w.branch, "json", ky=year.pk)).json()
    assert (told["admitted"], told["children"]) == (1, [])


def test_report_links_to_its_files(w, year, as_user):
    text = as_user(w.board).get(page(w.district, ky=year.pk)).content.decode()
    for form in ("pdf", "xlsx"):
        assert page(w.district, form) in text


def test_report_of_another_district_is_not_found(w, year, as_user):
    foreign = make_unit("Đảng bộ huyện khác", Kind.SUPERIOR)
    for form in ("unit", "json", "xlsx", "pdf"):
        assert as_user(w.board).get(page(foreign, form, ky=year.pk)).status_code == 404
    assert (
        as_user(make_user(Role.BOARD_OFFICER, foreign)).get(page(w.commune, "json", ky=year.pk)).status_code
        == 404
    )


@pytest.mark.needs("PDF")
def test_paper_bears_what_was_typed_as_text(w, year, as_user):
    typed = {
        "so": "15",
        "noi": "Xuân Lộc",
        "nguoi_ky": "Phạm Văn Đức",
        "chuc_vu": "<b>Bí thư</b>",
        "ngay_ky": "05/12/2024",
    }
    text = pdf_text(as_user(w.board).get(page(w.district, "pdf", ky=year.pk, **typed)).content)
    for words in ("Xuân Lộc", "Phạm Văn Đức", "ngày 05 tháng 12 năm 2024"):
        assert words in text
    assert "<b>" in text.lower()
