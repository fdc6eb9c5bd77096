"""The official table and the register of admissions as page, PDF, Excel and JSON."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from admission.admissions import decisions, undecided
from partytrack.journal.models import Access
from tests.admission.reports.readers import html_rows, html_text, pdf_text, sheet_rows
from tests.seals import sealed_by_hand
from tests.world import found_elsewhere, make_unit
from units import hierarchy
from units.models import Kind, Period, UnitPower

pytestmark = pytest.mark.django_db
PDF = pytest.mark.needs("PDF")


@pytest.fixture
def year(w):
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


@pytest.fixture
def admitted(w, year):
    return w.climb(w.file(full_name="Lê Thị Cúc"), to="probationary")


def at(name, unit, year, **query):
    return reverse(f"admission:{name}", args=[unit.pk], query={"ky": year.pk, **query})


@PDF
def test_official_table_says_the_same_in_all_four_forms(w, year, admitted, as_user):
    client = as_user(w.auditor)
    page = client.get(at("official", w.district, year))
    table = {line.text: texts for _, lines in page.context["sections"] for line, texts in lines}
    shown = {row[0].removeprefix("I. "): row[1:] for row in html_rows(page.content.decode()) if len(row) == 4}
    assert {text: shown[text] for text in table} == table
    data = client.get(at("official_json", w.district, year)).json()
    said = {line["text"]: line["now"]["value"] for section in data["sections"] for line in section["lines"]}
    sheet = {
        row[0]: row[1]
        for row in sheet_rows(client.get(at("official_xlsx", w.district, year)).content, "Biểu")
        if len(row) > 1
    }
    paper = pdf_text(client.get(at("official_pdf", w.district, year)).content)
    for text in ("Tổng số đảng viên mới kết nạp", "Nữ", "Trung học phổ thông", "Đảng bộ cơ sở"):
        assert (said[text], sheet[text], table[text][0], f"{text} 1 " in paper) == (1, 1, "1", True)
    assert (said["Tuổi bình quân"], sheet["Tuổi bình quân"]) == ("27,00", 27)
    whats = Access.objects.filter(subject=f"unit:{w.district.pk}").values_list("what", flat=True)
    assert set(whats) == {"official.json", "official.xlsx", "official.pdf"}


def test_official_table_without_a_period_or_a_unit_says_so(w, as_user):
    client = as_user(w.board)
    empty = client.get(reverse("admission:official", args=[w.district.pk]))
    assert "Chưa có kỳ nào" in empty.content.decode()
    assert client.get(reverse("admission:official_json", args=[w.district.pk])).status_code == 404


@PDF
def test_register_lists_decisions_in_order_with_their_papers(w, year, admitted, as_user):
    w.climb(w.file(w.base_branch, full_name="Trần Văn Dũng"), to="decided")
    client = as_user(w.board)
    rows = html_rows(client.get(at("register", w.district, year)).content.decode())[1:]
    decision = admitted.decisions.get()
    assert [row[2] for row in rows] == ["Trần Văn Dũng", "Lê Thị Cúc"]
    assert rows[1][:2] == (decision.number, f"{decision.decided_on:%d/%m/%Y}")
    assert (rows[1][4], rows[1][6][:5], rows[1][7]) == (
        "Chi bộ ấp Bảo Định",
        "05-NQ",
        f"{admitted.ceremony_on:%d/%m/%Y}",
    )
    assert rows[0][7] == "chưa tổ chức lễ"
    Access.objects.all().delete()
    paper = pdf_text(client.get(at("register_pdf", w.district, year)).content)
    sheet = sheet_rows(client.get(at("register_xlsx", w.district, year)).content, "Sổ kết nạp")
    assert ("Danh sách gồm 2 người" in paper, sheet[-1][3], sheet[-1][2]) == (
        True,
        "Lê Thị Cúc",
        decision.decided_on,
    )
    subjects = Access.objects.filter(what="register.pdf").values_list("subject", flat=True)
    assert f"candidate:{admitted.pk}" in subjects


def test_register_of_a_unit_that_does_not_decide_has_its_own_branches(w, year, admitted, as_user):
    w.climb(w.file(w.base_branch, full_name="Trần Văn Dũng"), to="decided")
    text = html_text(as_user(w.officer).get(at("register", w.commune, year)).content.decode())
    assert ("Lê Thị Cúc" in text, "Trần Văn Dũng" in text) == (True, False)


def test_papers_of_past_days_are_headed_by_the_names_of_that_day(w, year, admitted, as_user, monkeypatch):
    """Quota report, official table, register and restatement; the unit has another name and another superior today."""
    above = make_unit("Đảng bộ huyện Cẩm Mỹ", Kind.SUPERIOR)
    hierarchy.move_unit(w.commune, parent=above, on=date(2025, 3, 1), decision="3", actor=None)
    hierarchy.rename_unit(w.commune, name="Đảng bộ xã Bảo Hòa", on=date(2025, 3, 1), decision="4", actor=None)
    w.commune.refresh_from_db()
    sealed = sealed_by_hand(w.commune, year, w.officer)
    printed = []
    for module in ("as_paper", "official.as_paper", "admissions", "restatement"):
        monkeypatch.setattr(
            f"admission.reports.{module}.html_to_pdf", lambda html: printed.append(html) or b"%PDF"
        )
    client = as_user(w.officer)
    for name in ("report_pdf", "official_pdf", "register_pdf"):
        client.get(at(name, w.commune, year))
    client.get(reverse("admission:sealed_restatement", args=[sealed.pk]))
    old, new = ("ĐẢNG BỘ HUYỆN XUÂN LỘC", "ĐẢNG BỘ XÃ XUÂN ĐỊNH"), ("CẨM MỸ", "BẢO HÒA")
    assert [[name in html for name in old] for html in printed] == [[True, True]] * 4
    assert [name in html.upper() for html in printed for name in new] == [False] * 8


@pytest.mark.sqlite_too
def test_register_keeps_what_was_decided_above_before_the_unit_might_decide(w, year, admitted):
    """From then on it has its own decisions only; those of days before are of the files below it."""
    later = w.climb(w.file(on=admitted.decided_on + timedelta(1)), to="decided")
    since = later.decided_on
    UnitPower.objects.create(unit=w.commune, valid_from=since)
    found = [list(decisions(unit, year.starts, year.ends)) for unit in (w.commune, w.district, w.branch)]
    both = [admitted.decisions.get(), later.decisions.get()]
    assert found == [both[:1], both, both]
    spans = [undecided(w.commune, *days) for days in ((year.starts, year.ends), (since, year.ends))]
    assert spans == [[(year.starts, since - timedelta(1))], []]


def test_register_keeps_the_number_of_who_moved_out_of_sight(w, year, admitted, as_user):
    elsewhere = make_unit("Chi bộ nơi khác", Kind.BASE_BRANCH, make_unit("Đảng bộ huyện khác", Kind.SUPERIOR))
    found_elsewhere(admitted, elsewhere)
    text = html_text(as_user(w.board).get(at("register", w.district, year)).content.decode())
    number = admitted.decisions.get().number
    assert (number in text, "Lê Thị Cúc" in text, "đã chuyển nơi khác" in text) == (True, False, True)


def test_long_register_is_not_printed_but_offered_as_excel(w, year, admitted, as_user, monkeypatch):
    monkeypatch.setattr("admission.views.official.PRINTED", 0)
    answer = as_user(w.board).get(at("register_pdf", w.district, year), follow=True)
    assert "tải bản Excel" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_register_asks_the_database_a_fixed_number_of_times(
    w, year, as_user, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        w.climb(w.file(), to="decided")
    client = as_user(w.board)
    with django_assert_max_num_queries(22):
        client.get(at("register", w.district, year))
