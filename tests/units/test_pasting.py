"""A pasted column is matched with units whatever its accents, case and order; what is unclear is told, not guessed."""

import pytest

from units.models import Unit
from units.pasting import figure, fold, read
from units.sharing import shares

UNITS = [
    Unit(pk=1, code="XD", name="Đảng bộ xã Xuân Định"),
    Unit(pk=2, code="XB", name="Đảng bộ xã Xuân Bắc"),
    Unit(pk=3, code="GR", name="Đảng bộ thị trấn Gia Ray"),
    Unit(pk=4, code="A7", name="Chi bộ ấp 7"),
    Unit(pk=5, code="CA", name="Đảng bộ Công an huyện"),
    Unit(pk=6, code="CA2", name="Chi bộ Công an huyện"),
]


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("Đảng bộ xã Xuân Định\t120", {1: (120, False)}),
        ("1\tĐảng bộ xã Xuân Bắc\t88\t95", {2: (95, False)}),
        ("XUAN DINH\t1.950", {1: (1950, False)}),
        ("Đảng ủy xã Xuân Định | 12", {1: (12, False)}),
        ("xã xuân định 12", {1: (12, False)}),
        ("2. thị trấn Gia Ray: 7", {3: (7, False)}),
        ("gr\t7", {3: (7, False)}),
        ("Chi bộ ấp 7 từ 6 trở lên", {4: (6, True)}),
        ("Chi bộ ấp 7\t≥ 6", {4: (6, True)}),
        ("Chi bộ ấp 7 3", {4: (3, False)}),
        ("Xuân Bắc\t0", {2: (0, False)}),
        ("Xuân Bắc\t5\n\nXUÂN BẮC\t5", {2: (5, False)}),
        ("Tổng cộng\t900\nTổng số 900", {}),
    ],
)
def test_line_is_matched(line, figures):
    pasted = read(line, UNITS)
    assert (pasted.figures, pasted.unclear) == (figures, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chi bộ ấp 7", [(1, "Không thấy số người.")]),
        ("Xuân Hòa\t5", [(1, "Không có đơn vị trực thuộc nào mang tên hoặc mã này.")]),
        ("Công an huyện\t5", [(1, "Khớp với nhiều đơn vị: Đảng bộ Công an huyện, Chi bộ Công an huyện.")]),
        ("Xuân Bắc\tnhiều", [(1, "Không thấy số người.")]),
        ("Xuân Bắc\t12,5", [(1, "Số người phải là số nguyên.")]),
        ("Xuân Bắc\t1.95", [(1, "Số người phải là số nguyên.")]),
        ("Xuân Bắc\t5\tghi chú", [(1, "Không thấy số người.")]),
        ("120\n130", [(1, "Có 2 dòng số cho 6 đơn vị, không rõ số nào của đơn vị nào.")]),
        ("1\n" * 7, [(1, "Có 7 dòng số cho 6 đơn vị, không rõ số nào của đơn vị nào.")]),
        ("XD\t5\nXuân Định\t6", [(n, "Đảng bộ xã Xuân Định có 2 dòng với số khác nhau.") for n in (1, 2)]),
    ],
)
def test_unclear_line_is_told(text, told):
    pasted = read(text, UNITS)
    assert ([(line.number, line.why) for line in pasted.unclear], pasted.figures) == (told, {})


def test_figures_alone_are_those_of_the_units_in_their_order():
    pasted = read("1.950\n\n12,5\ntừ 6 trở lên\nnhiều\n0\n", UNITS)
    assert pasted.figures == {1: (1950, False), 4: (6, True), 6: (0, False)}
    assert [(line.number, line.why) for line in pasted.unclear] == [
        (3, "Số người phải là số nguyên."),
        (5, "Không thấy số người."),
    ]


@pytest.mark.parametrize("text", ["", "-5", "1.95", "12,5", "99999999", "mười"])
def test_figure_is_people_in_digits(text):
    assert figure(text) is None


def test_fold():
    assert fold("Đảng bộ  XÃ Xuân-Định") == "dang bo xa xuan dinh"


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (10, [0, 3, 0], [0, 10, 0]),
        (0, [4, 5], [0, 0]),
        (7, [100, 1], [7, 0]),
        (3, [5, 5, 5, 5], [1, 1, 1, 0]),
        (9, [0, 0], None),
        (9, [], None),
    ],
)
def test_shares_add_up_to_the_whole(total, weights, expected):
    assert shares(total, weights) == expected
    assert expected is None or sum(expected) == total
