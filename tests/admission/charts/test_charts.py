"""Charts: where the shapes lie, for known numbers."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from admission.charts.attainment import attainment
from admission.charts.course import course
from admission.charts.funnel import funnel
from admission.charts.heat import heat, shade_of
from admission.charts.pyramid import pyramid
from admission.charts.shapes import COLOURS, Box, Chart, Route, Words, cut, round_top, scaled


def boxes(chart, tone="data"):
    return [
        (one.x, one.y, one.width, one.height)
        for one in chart.shapes
        if one.kind == "box" and one.tone == tone
    ]


def words(chart):
    return [one.text for one in chart.shapes if one.kind == "words"]


def test_attainment_shares_one_scale_up_to_twice_the_target():
    rows = [
        ("Chi bộ 1", "5/3 (vượt 2)", "166,67%", Decimal("166.67")),
        ("Chi bộ 2", "1/2 (còn 1)", "50,00%", Decimal(50)),
    ]
    chart = attainment("a", rows, "chỉ tiêu giao")
    assert boxes(chart) == [(0, 47, 720, 14), (0, 93, 215, 14)]  # 50 of 166,67
    assert {shape.points[0][0] for shape in chart.shapes if shape.kind == "route"} == {431}  # 100 of 166,67
    assert chart.rows == tuple(row[:3] for row in rows)
    beyond = attainment("a", [("X", "9/1 (vượt 8)", "900,00%", Decimal(900))], "chỉ tiêu giao")
    assert (boxes(beyond), beyond.shapes[-1].points[0][0]) == ([(0, 47, 720, 14)], 360)


def test_course_sums_up_beside_an_even_pace():
    months = [(date(2024, 1, 1), 2, 2, 31, "1,69"), (date(2024, 2, 1), 3, 5, 60, "3,28")]
    chart = course("c", months, Fraction(20), 366)
    pace, done = (
        one for one in chart.shapes if one.kind == "route" and len(one.points) > 1 and one.width > 1
    )
    assert pace.points == (
        (44, 230),
        (680, 22),
    )  # from nothing to all of the target, which is the top of the scale
    assert done.points == ((44, 230), (97, 210), (148, 178))
    assert words(chart) == ["0", "10", "20", "T1", "T2", "tiến độ đều", "2", "5"]
    assert chart.rows[1] == ("02/2024", "3", "5", "3,28")


def test_course_without_a_target_has_no_pace_and_names_years_of_a_term():
    months = [(date(2020 + at // 12, at % 12 + 1, 1), 1, at + 1, 30 * (at + 1), None) for at in range(14)]
    chart = course("c", months, None, 1826)
    assert words(chart) == ["0", "10", "20", "2020", "2021", "14"]
    assert chart.rows[0] == ("01/2020", "1", "1", "–")


def test_funnel_is_centred_and_shows_small_numbers():
    chart = funnel("f", [("Quần chúng ưu tú", 300), ("Đang lập hồ sơ", 1), ("Đã trình", 0)])
    assert boxes(chart) == [(280, 4, 390, 22), (474, 32, 2, 22), (475, 60, 0, 22)]
    assert words(chart) == ["Quần chúng ưu tú", "300", "Đang lập hồ sơ", "1", "Đã trình", "0"]


def test_heat_is_darker_the_more_and_prints_every_number():
    assert [shade_of(n, 8) for n in (0, 1, 2, 3, 6, 7, 8)] == [
        "paper", "shade_1", "shade_1", "shade_2", "shade_3", "data", "data",
    ]  # fmt: skip
    chart = heat("h", ["T1", "T2"], [("Chi bộ 1", [0, 8])])
    assert boxes(chart, "paper") == [(240, 24, 238, 26)]
    assert boxes(chart) == [(480, 24, 238, 26)]
    assert words(chart) == ["T1", "T2", "Chi bộ 1", "8"]


def test_pyramid_has_men_to_the_left_and_the_eldest_on_top():
    chart = pyramid("p", [("18 đến 30 tuổi", 10, 5), ("31 đến 35 tuổi", 0, 1)])
    assert boxes(chart) == [(425, 26, 0, 22), (425, 56, 255, 22)]
    assert boxes(chart, "shade_2") == [(270, 26, 25, 22), (168, 56, 127, 22)]
    assert words(chart)[2:5] == ["31 đến 35 tuổi", "1", "0"]


@pytest.mark.parametrize(
    "chart",
    [
        attainment("a", [], "kế hoạch"),
        course("c", [], None, 365),
        funnel("f", []),
        heat("h", [], []),
        pyramid("p", []),
    ],
)
def test_a_chart_of_nothing_is_empty(chart):
    assert chart.rows == ()


def test_lengths_and_names_stay_in_their_place():
    assert (scaled(5, 0, 100), scaled(300, 100, 50), scaled(1, 3, 100)) == (0, 50, 33)
    assert [round_top(n) for n in (0, 5, 6, 41, 137, 800, 801)] == [5, 5, 6, 50, 200, 800, 1000]
    assert (cut("Chi bộ 1", 8), cut("Chi bộ khu phố 1", 8)) == ("Chi bộ 1", "Chi bộ…")


def test_a_drawing_says_what_it_is_and_prints_names_as_typed():
    svg = render_to_string("charts/chart.svg", {"chart": funnel("f", [("<b>&", 1)]), "font": "Tinos"})
    assert re.search(r'role="img" aria-labelledby="f-t f-d".*font-family="Tinos"', svg)
    assert svg.count('<title id="f-t">Hồ sơ đang ở từng bước</title>') == svg.count('<desc id="f-d">') == 1
    assert (svg.count("<b>"), svg.count("&lt;b&gt;&amp;")) == (0, 1)


def test_colours_are_the_tokens_and_differ_in_lightness():
    tokens = (settings.ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    for tone in ("ink", "muted", "line", "edge", "data"):
        assert f"--{tone}: {COLOURS[tone]};" in tokens
    lightness = [
        _lightness(COLOURS[tone]) for tone in ("paper", "shade_1", "shade_2", "shade_3", "data", "ink")
    ]
    assert all(lighter - darker > 25 for lighter, darker in zip(lightness, lightness[1:], strict=False))


def _lightness(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def test_boxes_of_one_colour_are_drawn_at_once_below_words_and_never_across_a_line():
    below = (Words(0, 1, "5"), Box(0, 0, 9, 4), Box(9, 0, 2, 4, "paper"), Box(0, 4, 3, 4))
    chart = Chart("c", "", "", 8, (*below, Route(((0, 0), (9, 0))), Box(1, 1, 2, 2)), (), ())
    drawn = [getattr(shape, "path", "5") for shape in chart.drawn]
    assert drawn == ["M0 0h9v4h-9zM0 4h3v4h-3z", "M9 0h2v4h-2z", "5", "M0 0L9 0", "M1 1h2v2h-2z"]
