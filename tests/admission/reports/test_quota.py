"""What the page says, and that page, paper, workbook and JSON say the same numbers."""

from dataclasses import replace

import pytest

from .readers import html_text
from .same import check, page


def test_page_links_each_unit_to_its_own_report(district):
    links = page(district)
    counts = [links.count(f'href="/bao-cao/{child.unit}/"') for child in district.children]
    assert counts == [2, 2, *[1] * 5]  # in the table, and those with a target where it says how far they are


def test_page_of_a_unit_without_anything_says_so(make):
    text = html_text(page(make("CB", "Chi bộ 3", "branch")))
    assert text.count("Không có chỉ tiêu trong kỳ.") == 1
    assert text.count("Không có.") == 2  # neither sources nor probationary members
    assert text.count("Các đơn vị trực thuộc") == 0


def test_page_prints_names_as_typed(district):
    name = "<script>alert(1)</script>"
    child = replace(district.children[0], name=name)
    html = page(replace(district, children=(child, *district.children[1:])))
    assert html.count("<script") == 0
    assert html_text(html).count(name) == 6  # lists, table, two charts with their tables


@pytest.mark.needs("PDF")
def test_json_page_paper_pdf_and_workbook_print_the_same_numbers(district):
    check(district)
