"""The notice of allocation: of one paper, for all units or for each, and the table of a day."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from admission.allocations import allocation
from admission.papers.allocation import Notice, Signed, table_page
from partytrack.journal.models import Access
from tests.admission.papers.readers import docx_words, pdf_words
from tests.world import make_unit
from units import hierarchy, ledger
from units.models import Kind, MembershipCount, Period
from units.targets import Asked, enter_targets

FIRST = {"decision": "15-TB/HU", "decided_on": date(2026, 1, 15)}
UNSIGNED = Signed()
SECOND = {"decision": "22-TB/HU", "decided_on": date(2026, 6, 2), "reason": "Thêm nguồn"}


@pytest.fixture
def year(db):
    return Period.objects.create(
        code="N2026", kind="year", name="Năm 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )


@pytest.fixture
def papers(w, year):
    """What the district assigned, and amended in June."""
    assign(year, {w.commune: 25, w.base_branch: 3}, **FIRST)
    assign(year, {w.commune: 6}, of="female", **FIRST)
    assign(year, {w.commune: 30}, **SECOND)
    return year


def assign(year, figures, **said):
    asked = {unit: Asked(value=value) for unit, value in figures.items()}
    enter_targets(asked, actor=None, period=year, by="assigned", **said)


def notice_of(w, year, paper, signed=UNSIGNED):
    return Notice(allocation(w.district, year, decision=paper["decision"], on=paper["decided_on"]), signed)


def rows(page):
    return [block.rows for block in page.blocks if block.kind == "table"][0]


def address(name, w, year, **query):
    asked = {"ky": year.pk, "so": "15-TB/HU", "ngay": "15/01/2026", **query}
    return reverse(f"admission:{name}", args=[w.district.pk], query=asked)


@pytest.mark.sqlite_too
def test_a_paper_is_of_the_unit_that_was_above_on_its_day(w, papers):
    """A unit that moved since keeps its line in the old notice, and brings none to the unit that is above it now."""
    other = make_unit("Đảng bộ huyện Cẩm Mỹ", Kind.SUPERIOR)
    hierarchy.move_unit(w.base_branch, parent=other, on=date(2026, 5, 1), decision="3", actor=None)
    assign(papers, {w.base_branch: 9}, decision="4-TB/HU", decided_on=date(2026, 5, 20))
    first = allocation(w.district, papers, decision="15-TB/HU", on=date(2026, 1, 15))
    assert (first.total("all"), set(first.shares)) == (28, {w.commune, w.base_branch})
    said = [
        [(one.decision, one.units) for one in ledger.allocations(unit, papers)]
        for unit in (w.district, other)
    ]
    assert said == [[("22-TB/HU", 1), ("15-TB/HU", 2)], [("4-TB/HU", 1)]]
    now = allocation(other, papers, decision="4-TB/HU", on=date(2026, 5, 20))
    assert [(share.before, share.now) for share in now.shares[w.base_branch]] == [("3", "9")]
    assert allocation(other, papers, decision="15-TB/HU", on=date(2026, 1, 15)) is None


def test_notice_has_a_table_of_units_and_groups(w, papers):
    page = notice_of(w, papers, FIRST).for_all()
    assert (page.title, page.subject, page.number) == (
        "THÔNG BÁO", "phân bổ chỉ tiêu kết nạp đảng viên năm 2026", "Số 15-TB/HU",
    )  # fmt: skip
    assert rows(page) == (
        ("1", w.commune.name, "25", "6"), ("2", w.base_branch.name, "3", "–"), ("", "Cộng", "28", "6"),
    )  # fmt: skip


def test_notice_of_an_amendment_says_what_stood_before_and_why(w, papers):
    page = notice_of(w, papers, SECOND).for_all()
    assert page.subject == "điều chỉnh chỉ tiêu kết nạp đảng viên năm 2026"
    assert rows(page) == (("1", w.commune.name, "25", "30"), ("", "Cộng", "", "30"))
    assert "Lý do điều chỉnh: Thêm nguồn." in [
        block.text for block in page.blocks if block.kind == "paragraph"
    ]


def test_notice_for_each_unit_names_it_alone(w, papers):
    pages = notice_of(w, papers, FIRST, Signed("PHÓ BÍ THƯ", "Trần Văn Bình")).for_each()
    assert [(unit, rows(page)) for unit, page in pages.items()] == [
        (w.commune, (("1", "Tổng số", "25"), ("2", "Nữ", "6"))),
        (w.base_branch, (("1", "Tổng số", "3"),)),
    ]
    signature = pages[w.commune].closing.right
    assert (signature.lines[1], signature.name) == ("PHÓ BÍ THƯ", "Trần Văn Bình")


def test_table_is_printed_as_it_stood_on_a_day(w, papers):
    found = {}
    for day in (date(2026, 6, 1), date(2026, 6, 2)):
        page = table_page(w.district, papers, ledger.table(w.district, papers, as_of=day), day)
        found[page.subject] = rows(page)[1]
    assert found == {
        "năm 2026, như ngày 01 tháng 6 năm 2026": ("1", w.commune.name, "25", "–"),
        "năm 2026, như ngày 02 tháng 6 năm 2026": ("1", w.commune.name, "30", "–"),
    }


def test_page_of_a_paper_leads_from_the_list(w, papers, client):
    client.force_login(w.board, backend="units.backends.WithGrants")
    shown = client.get(reverse("units:target_list", query={"don_vi": w.district.pk, "ky": papers.pk}))
    assert [(one.decision, one.units, one.amends) for one in shown.context["allocations"]] == [
        ("22-TB/HU", 1, True), ("15-TB/HU", 2, False),
    ]  # fmt: skip
    page = client.get(address("allocation", w, papers))
    assert [(unit, share.now) for unit, share in page.context["lines"]] == [
        (w.commune, "25"), (w.commune, "6"), (w.base_branch, "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("query", [{"so": "99"}, {"ngay": "16/01/2026"}, {"ngay": "mai"}, {"ky": "0"}])
def test_paper_that_is_not_there_is_404(w, papers, client, query):
    client.force_login(w.board, backend="units.backends.WithGrants")
    for name in ("allocation", "allocation_pdf", "allocation_docx"):
        assert client.get(address(name, w, papers, **query)).status_code == 404


@pytest.mark.needs("PDF")
def test_notices_for_all_units_are_one_file(w, papers, client):
    client.force_login(w.board, backend="units.backends.WithGrants")
    printed = PdfReader(BytesIO(client.get(address("allocation_pdf", w, papers, ban="rieng")).content))
    assert len(printed.pages) == 2
    table = reverse(
        "admission:target_table_pdf", args=[w.district.pk], query={"ky": papers.pk, "ngay": "01/06/2026"}
    )
    assert "như ngày 01 tháng 6 năm 2026" in " ".join(pdf_words(client.get(table).content))
    assert list(Access.objects.order_by("id").values_list("what", flat=True)) == [
        "allocation.pdf",
        "targets.pdf",
    ]


def test_notices_for_word(w, papers, client):
    client.force_login(w.board, backend="units.backends.WithGrants")
    words = docx_words(client.get(address("allocation_docx", w, papers)).content)
    assert w.commune.name in " ".join(words)
    packed = client.get(address("allocation_docx", w, papers, ban="rieng")).content
    assert len(ZipFile(BytesIO(packed)).namelist()) == 2


def test_printed_report_freezes_its_bases(w, papers, client):
    for unit in (w.district, w.base_branch):
        MembershipCount.objects.create(
            unit=unit, on=date(2025, 12, 31), full=9, probationary=1, basis="year_end"
        )
    MembershipCount.objects.create(
        unit=w.branch, on=date(2025, 12, 31), full=9, probationary=1, basis="year_end"
    )
    client.force_login(w.board, backend="units.backends.WithGrants")
    query = {"ky": papers.pk, "ngay": "30/06/2026"}
    assert client.get(reverse("admission:report_xlsx", args=[w.district.pk], query=query)).status_code == 200
    used = MembershipCount.objects.filter(used_at__isnull=False).order_by("id")
    assert [line.unit for line in used] == [w.district, w.base_branch]
