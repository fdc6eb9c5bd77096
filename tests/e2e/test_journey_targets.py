"""The board assigns figures to the units below; the bars of the report follow."""

import pytest
from django.utils import timezone

pytestmark = pytest.mark.needs("BROWSER")


def assign(board, number, **figures):
    board.choose_menu("Chỉ tiêu")
    board.follow("Giao cho các đơn vị")
    board.fill_in({"Số văn bản": number, "Ngày văn bản": f"{timezone.localdate():%d/%m/%Y}"})
    board.fill_in(figures)
    board.press("Giao chỉ tiêu")
    board.reads(f"Đã giao chỉ tiêu cho {len(figures)} đơn vị.")


def bar_of(board, unit):
    """What stands beside the bar of a unit, and how long the bar is."""
    board.choose_menu("Báo cáo")
    row = board.page.locator("table.bars tr").filter(has=board.page.get_by_role("rowheader", name=unit))
    return row.locator("td.n").inner_text(), row.locator("svg").inner_html()


def test_journey_of_targets(people, visit):
    w = people.world
    w.climb(people.file(timezone.localdate()), to="probationary", step=0)
    board = visit(w.board)
    assign(board, "15-TB/HU", **{w.commune.name: 2, w.base_branch.name: 1})
    half = bar_of(board, w.commune.name)
    assign(board, "16-TB/HU", **{w.commune.name: 4})
    quarter = bar_of(board, w.commune.name)
    assert (half[0], quarter[0]) == ("1/2, đạt 50,00%", "1/4, đạt 25,00%")
    assert half[1] != quarter[1]
