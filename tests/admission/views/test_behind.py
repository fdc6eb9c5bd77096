"""From a figure to its list: as long as the figure, and of nobody whom the reader may not see."""

from datetime import date
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.reports.codes import Span, code_of
from admission.states import State as S
from partytrack.journal.models import Access
from tests.admission.domain.shelf import Shelf
from tests.admission.test_counting import transfer
from tests.world import make_unit
from units.models import Kind

pytestmark = pytest.mark.sqlite_too
YEAR = {"tu": "2024-01-01", "den": "2024-12-31"}


@pytest.fixture
def shelf(db):
    return Shelf((S.PROBATIONARY,))


def address(unit, so, name="people_behind", **query):
    return reverse(f"admission:{name}", kwargs={"pk": unit.pk}, query={"so": so, **YEAR, **query})


def names(page):
    return [row.candidate.full_name for row in page.context["page"]]


def test_list_names_whom_the_figure_counts_by_name_with_the_branch_of_that_day(w, as_user):
    w.climb(w.file(w.section_branch, full_name="Lê Văn Bình"), to=S.PROBATIONARY)
    w.climb(w.file(full_name="Trần Thị An"), to=S.PROBATIONARY)
    w.file(full_name="Hoàng Văn Cường")
    page = as_user(w.board).get(address(w.district, "admitted"))
    assert (page.context["total"], page.context["hidden"], names(page)) == (
        2,
        0,
        ["Trần Thị An", "Lê Văn Bình"],
    )
    assert [row.unit_name for row in page.context["page"]] == [w.branch.name, w.section_branch.name]
    assert names(as_user(w.board).get(address(w.section, "admitted"))) == ["Lê Văn Bình"]
    assert names(as_user(w.board).get(address(w.district, "pool"))) == ["Hoàng Văn Cường"]


def test_who_left_the_readers_scope_is_counted_and_not_named(shelf, as_user):
    w, file = shelf.w, shelf.file(S.PROBATIONARY)
    transfer(shelf, file, w.base_branch)
    query = {"tu": "2023-01-01", "den": f"{timezone.localdate()}"}
    page = as_user(w.officer).get(address(w.commune, "admitted", **query))
    assert file.full_name in names(as_user(w.board).get(address(w.commune, "admitted", **query)))
    assert (page.context["total"], page.context["hidden"], names(page)) == (1, 1, [])
    assert "Không hiện 1\N{NO-BREAK SPACE}hồ sơ: nay ở đơn vị ngoài phạm vi" in page.content.decode()


def test_opening_a_list_is_recorded(w, as_user):
    as_user(w.board).get(address(w.commune, "pool"))
    as_user(w.board).get(address(w.commune, "pool", "people_xlsx"))
    kept = list(Access.objects.order_by("id").values_list("subject", "what"))
    assert kept == [(f"unit:{w.commune.pk}", "people"), (f"unit:{w.commune.pk}", "people.xlsx")]


def test_excel_file_has_the_same_people_and_no_formula(w, as_user):
    w.file(full_name="=Nguyễn Thị Mơ")
    answer = as_user(w.board).get(address(w.district, "pool", "people_xlsx"))
    with ZipFile(BytesIO(answer.content)) as parts:
        said = parts.read("xl/sharedStrings.xml").decode()
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert [said.count(text) for text in ("=Nguyễn Thị Mơ", w.branch.name, "2024: 1.")] == [1, 1, 1]


@pytest.mark.parametrize(
    "query",
    [
        {"so": "none"},
        {"tu": "x"},
        {"den": ""},
        {"nhom": "x"},
        {"tu": "2025-01-01"},
        {"den": "1999-01-01", "tu": "1999-01-01"},
        {"so": "waited:source:to_90", "tu": "0001-01-01", "den": "0001-01-05", "cay": "2026-01-01"},
        {"den": "9999-12-31"},
        {"cay": "0001-01-01"},
    ],
)
def test_what_is_no_figure_is_not_found(w, as_user, query):
    assert as_user(w.board).get(address(w.commune, "pool") + "&" + urlencode(query)).status_code == 404


def test_list_costs_the_same_for_one_and_for_many(w, as_user):
    board, costs = as_user(w.board), []
    for _ in range(3):
        w.file()
        with CaptureQueriesContext(connection) as asked:
            board.get(address(w.district, "pool"))
        costs.append(len(asked))
    assert costs[1] == costs[2] <= 17


def test_code_of_a_paper_leads_to_the_list(w, as_user):
    span = Span(w.commune.pk, date(2024, 1, 1), date(2024, 12, 31))
    board, page = as_user(w.board), reverse("admission:figure_code")
    found = board.get(page, {"ma": f" {code_of(span).lower()} / 3"})
    assert found["Location"] == address(w.commune, "pool")
    assert board.get(page, {"ma": code_of(span), "so": "2"})["Location"] == address(w.commune, "recognised")
    assert board.get(found["Location"]).context["figure"].code == f"{code_of(span)}/3"


def test_code_that_leads_nowhere_says_so(w, as_user):
    other = make_unit("Đảng bộ khác", Kind.SUPERIOR)
    day, page = date(2024, 1, 1), reverse("admission:figure_code")
    for text, field in [
        (f"{code_of(Span(other.pk, day, day))}/3", "ma"), (f"{code_of(Span(10**7, day, day))}/3", "ma"),
        ("ABCD-2345", "ma"), (code_of(Span(w.commune.pk, day, day)), "so"), ("", "ma"),
    ]:  # fmt: skip
        answer = as_user(w.board).get(page, {"ma": text})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])


def test_base_organisations_are_listed_to_readers_of_reports(w, as_user):
    """Rows III of the official table count units: those that are there, and those that admitted."""
    w.climb(w.file(), to=S.PROBATIONARY)
    make_unit("Đảng bộ xã Xuân Bắc", Kind.BASE_COMMITTEE, w.district)
    all_of, admitting = (address(w.district, f"official:{row}") for row in ("III.1", "III.1a"))
    for reader in (w.board, w.auditor):
        pages = [as_user(reader).get(url) for url in (all_of, admitting)]
        assert [[one.name_then for one in page.context["page"]] for page in pages] == [
            [w.commune.name, "Đảng bộ xã Xuân Bắc"], [w.commune.name],
        ]  # fmt: skip
        assert [page.context["hidden"] for page in pages] == [0, 0]
    excel = as_user(w.auditor).get(address(w.district, "official:III.1a", "people_xlsx"))
    with ZipFile(BytesIO(excel.content)) as parts:
        assert w.commune.name in parts.read("xl/sharedStrings.xml").decode()
    answers = [as_user(reader).get(all_of).status_code for reader in (w.officer, w.admin)]
    assert answers == [404, 403]
