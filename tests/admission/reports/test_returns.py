"""How often files come back and why, by unit and period."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from admission.domain.field_remarks import make_remark
from admission.faults import Fault
from admission.personal_history.sections import SECTION_OF
from admission.reports.returns import build_returns, returned_files
from tests.admission.reports.readers import html_rows, sheet_rows
from tests.world import make_unit, make_user
from units.models import Kind, Role
from units.periods import open_period

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
YEAR = date(2024, 1, 1), date(2024, 12, 31)


def back(w, file, fault="", act="return_to_branch"):
    """The file climbs until it is submitted, and comes back."""
    file = w.climb(file, to="submitted")
    return w.act(file, act, file.since, reason="Bổ sung", **({"fault": fault} if fault else {}))


@pytest.fixture
def counted(w):
    """Three files of 2024: one came back twice, one once without a code, one not at all; a fourth stays at home."""
    twice = back(w, back(w, w.file(full_name="Trần Thị Hai"), "history"), "paper_missing")
    once = back(w, w.file(w.section_branch, full_name="Lê Thị Một"))
    w.climb(w.file(w.base_branch), to="submitted")
    w.climb(w.file(), to="dossier")
    return twice, once


def test_counts_files_and_returns_by_fault(w, counted):
    total = build_returns(w.district, *YEAR).total
    assert (total.sent, total.files, total.returns, total.per_file) == (3, 2, 3, "1,00")
    assert total.faults == {"history": 1, "paper_missing": 1, "": 1}
    assert total.counted == [1, 0, 1, 0, 0, 0, 0]


def test_counts_by_unit_below(w, counted):
    def lines(unit):
        return [(one.unit, one.sent, one.files, one.returns) for one in build_returns(unit, *YEAR).lines]

    assert lines(w.district) == [(w.commune, 2, 2, 3), (w.base_branch, 1, 0, 0)]
    assert lines(w.commune) == [(w.section, 1, 1, 1), (w.branch, 1, 1, 2)]
    assert lines(w.branch) == []
    assert build_returns(w.branch, *YEAR).total.returns == 2


def test_counts_within_the_days_only(w, counted):
    first = counted[1].since
    assert build_returns(w.section, first, first).total.returns == 1
    assert build_returns(w.section, date(2023, 1, 1), date(2023, 12, 31)).total.per_file is None


def test_return_to_the_committee_counts_and_is_not_sent_up_again(w):
    file = back(w, w.file(), "resolution", "return_to_committee")
    total = build_returns(w.district, *YEAR).total
    assert (file.state, total.sent, total.returns) == ("branch_proposed", 1, 1)
    assert build_returns(w.district, file.since, file.since).total.faults == {"resolution": 1}


def test_files_behind_a_figure_are_those_that_the_user_sees(w, counted):
    twice, once = counted
    assert returned_files(w.board, w.district, *YEAR) == [twice, once]
    assert returned_files(w.board, w.district, *YEAR, "history") == [twice]
    assert [file.times for file in returned_files(w.board, w.district, *YEAR)] == [2, 1]
    assert returned_files(w.section_officer, w.district, *YEAR) == [once]


def test_sections_are_ranked_by_their_remarks(w):
    file = w.climb(w.file(), to="dossier")
    for key in ("cong-tac", "lich-su", "cong-tac"):
        make_remark(file.pk, SECTION_OF[key], "", "Sửa", actor=w.officer, now=timezone.now())
    today = timezone.localdate()
    found = build_returns(w.commune, today, today).sections
    assert [(items, n) for items, _, n in found] == [("15", 2), ("14", 1)]
    assert build_returns(w.base_branch, today, today).sections == []


def test_page_shows_figures_with_ways_to_the_files(w, counted, client):
    client.force_login(w.board)
    period = open_period(actor=w.board, kind="year", name="Năm 2024", starts=YEAR[0], ends=YEAR[1])
    page = client.get(reverse("admission:returns_unit", kwargs={"pk": w.district.pk}), {"ky": period.pk})
    rows = html_rows(page.content.decode())
    assert ("Đảng bộ xã Xuân Định", "2", "2", "3", "1,50") in rows
    assert [row[0] for row in rows[-2:]] == ["Trần Thị Hai", "Lê Thị Một"]
    assert "1 lượt trả lại trước đây chưa ghi lỗi chính." in page.content.decode()
    only = client.get(
        reverse("admission:returns_unit", kwargs={"pk": w.district.pk}), {"ky": period.pk, "loi": "history"}
    )
    assert [row[0] for row in html_rows(only.content.decode())[-1:]] == ["Trần Thị Hai"]


def test_page_without_a_period_counts_this_year(w, client):
    client.force_login(w.board)
    for query in ({}, {"ky": "x"}, {"ky": "99999", "loi": "khac", "trang": "9"}):
        page = client.get(reverse("admission:returns_unit", kwargs={"pk": w.district.pk}), query)
        assert f"Năm {timezone.localdate().year}" in page.content.decode()


def test_workbook_has_the_same_figures(w, counted, client):
    client.force_login(w.board)
    period = open_period(actor=w.board, kind="year", name="Năm 2024", starts=YEAR[0], ends=YEAR[1])
    answer = client.get(reverse("admission:returns_xlsx", kwargs={"pk": w.district.pk}), {"ky": period.pk})
    rows = sheet_rows(answer.content, "Hồ sơ bị trả lại")
    assert rows[3][:5] == (
        "Đơn vị",
        "Hồ sơ gửi lên",
        "Hồ sơ bị trả lại",
        "Lượt trả lại",
        "Số lượt trên một hồ sơ",
    )
    assert rows[3][5:] == tuple(Fault.labels)
    assert rows[4][:5] == ("Đảng bộ xã Xuân Định", 2, 2, 3, 1.5)
    assert rows[-1] == ("Tổng cộng", 3, 2, 3, 1, 1, 0, 1, 0, 0, 0, 0)


def test_another_unit_is_not_found(w, client):
    client.force_login(
        make_user(Role.COMMITTEE_OFFICER, make_unit("Đảng bộ khác", Kind.BASE_COMMITTEE, w.district))
    )
    assert client.get(reverse("admission:returns_unit", kwargs={"pk": w.commune.pk})).status_code == 404
