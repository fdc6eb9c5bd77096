"""What the page says, and that page, paper, workbook and JSON say the same numbers."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from admission.groups import GROUPS
from admission.reports.as_json import to_dict
from admission.reports.as_paper import to_html, to_pdf
from admission.reports.as_xlsx import to_xlsx
from admission.reports.quota import page_context
from admission.states import Outcome, State, StopReason

from .readers import html_rows, html_text, pdf_text, sheet_rows


def page(figures):
    return render_to_string(
        "reports/_figures.html", page_context(figures, url_for=lambda code: f"/bao-cao/{code}/")
    )


def test_page_draws_a_bar_for_each_unit_that_has_a_target(district):
    context = page_context(district, url_for=lambda code: f"/bao-cao/{code}/")
    assert [(bar.label, bar.url, bar.text) for bar in context["bars"]] == [
        ("Đảng bộ Khối Kinh tế huyện", "/bao-cao/xuan-loc-2021/KT/", "5/3, đạt 166,67%"),
        ("Đảng bộ thị trấn Gia Ray", "/bao-cao/xuan-loc-2021/GR/", "6/5, đạt 120,00%"),
        ("Toàn đơn vị", "", "137/120, đạt 114,17%"),
    ]
    assert page(district).count('<svg class="bar"') == 3


def test_bars_share_a_scale_that_fits_the_longest_up_to_twice_the_target(make, target):
    def scale(achieved):
        return page_context(make(targets=(target(100, achieved),)), url_for=str)["scale"]

    assert [scale(40), scale(150), scale(900)] == [100, 150, 200]


def test_a_bar_against_another_kind_of_target_says_so(make, target):
    child = make("A", "Chi bộ 1", targets=(target(4, 3, "registered"),))
    bars = page_context(make(targets=(target(4, 3),), children=(child,)), url_for=str)["bars"]
    assert [bar.label for bar in bars] == ["Chi bộ 1 (chỉ tiêu đăng ký)", "Toàn đơn vị"]


def test_page_links_each_unit_to_its_own_report(district):
    links = page(district)
    assert [links.count(f'href="/bao-cao/{child.unit}/"') for child in district.children] == [
        2,
        2,
        1,
        1,
        1,
        1,
        1,
    ]


def test_page_of_a_unit_without_anything_says_so(make):
    text = html_text(page(make("CB", "Chi bộ 3", "branch")))
    for words in ("Không có chỉ tiêu trong kỳ.", "Các đơn vị trực thuộc Không có đơn vị trực thuộc."):
        assert text.count(words) == 1, words
    assert text.count("Không có.") == 5


def test_page_prints_names_as_typed(district):
    name = "<script>alert(1)</script>"
    child = replace(district.children[0], name=name)
    html = page(replace(district, children=(child, *district.children[1:])))
    assert html.count("<script") == 0
    assert html_text(html).count(name) == 2


@pytest.mark.needs("PDF")
def test_json_page_paper_pdf_and_workbook_print_the_same_numbers(district):
    data = to_dict(district)
    texts = {
        "page": html_text(page(district)),
        "html": html_text(to_html(district)),
        "pdf": pdf_text(to_pdf(district)),
    }
    for where, text in texts.items():
        assert [line for line in _sentences(data) if text.count(line) == 0] == [], where
    rows = {*sheet_rows(to_xlsx(district), "Báo cáo"), *sheet_rows(to_xlsx(district), "Cơ cấu")}
    assert [row for row in _sheet_lines(data) if row not in rows] == []
    page_rows, paper_rows = html_rows(page(district)), html_rows(to_html(district))
    for child in data["children"]:
        goal = _goal(child)
        counts = (str(child["admitted"]), str(child["recognised"]), str(sum(child["pool"].values())))
        assert page_rows.count((child["name"], *counts, *goal)) == 1
        assert [row[1:] for row in paper_rows].count((child["name"], *goal, *counts)) == 1


def _goal(unit):
    return next(((str(line["value"]), line["percent"]) for line in unit["targets"]), ("–", "–"))


def _sentences(data):
    """Words that page and paper have in common, made of the JSON alone."""
    yield f"{_count(data['admitted'])}/{data['targets'][0]['value']}, đạt {data['targets'][0]['percent']}%"
    yield f"đạt {data['targets'][1]['percent']}%"
    yield f"đã kết nạp {data['targets'][2]['achieved']} đồng chí, đạt {data['targets'][2]['percent']}%"
    yield _count(data["recognised"])
    for base in data["members"]:
        yield f"kết nạp {data['admitted']}/{_count(base['total'])}, bằng {base['rate']}%"
    for code, group in data["groups"].items():
        if group["count"]:
            yield f"{GROUPS[code]} {group['count']} {group['share']}"
    for state, count in data["pool"].items():
        yield f"{State(state).label} {count}"
    for reason, count in data["stopped"].items():
        yield f"{StopReason(reason).label} {count}"
    for session in data["sessions"]:
        yield " ".join(str(session.get(outcome, 0)) for outcome in Outcome.values)


def _sheet_lines(data):
    for group, line in data["groups"].items():
        yield (GROUPS[group], line["count"], _number(line["share"]))
    for state, count in data["pool"].items():
        yield (State(state).label, count)
    for reason, count in data["stopped"].items():
        yield (StopReason(reason).label, count)
    total = data["targets"][0]
    waiting = sum(count for state, count in data["pool"].items() if state != State.PROBATIONARY)
    counts = (data["admitted"], data["recognised"], waiting)
    yield (None, "Tổng cộng", total["value"], _number(total["percent"]), *counts)


def _count(value):
    return f"{value:,}".replace(",", ".")


def _number(percent):
    return float(percent.replace(",", "."))
