import pytest

from admission.papers.markup import BadText, Blank, cut_up, fill, variables
from admission.papers.page import Article, Centred, Heading, Item, Paragraph, PenLines, Table

HEAD = "# NGHỊ QUYẾT\n"


def blocks(text, **context):
    return list(fill(HEAD + text, context).blocks)


def test_each_sign_makes_its_block():
    text = (
        "## đề nghị\nCăn cứ;\n= QUYẾT ĐỊNH\n+ I. ƯU ĐIỂM\nĐiều 1. Kết nạp.\n- một ý\n"
        "~ 3\n| 8: TT | Tên |\n| 1 | Hoa |\n@ Lưu."
    )
    wording = cut_up(HEAD + text)
    assert (wording.title, wording.subject, wording.recipients) == ("NGHỊ QUYẾT", "đề nghị", ("Lưu.",))
    assert list(wording.blocks) == [
        Paragraph("Căn cứ;"),
        Centred("QUYẾT ĐỊNH"),
        Heading("I. ƯU ĐIỂM"),
        Article("Điều 1.", "Kết nạp."),
        Item("một ý"),
        PenLines(3),
        Table(("TT", "Tên"), (("1", "Hoa"),), (8, 10)),
    ]


def test_pen_lines_give_way_to_what_is_known():
    assert blocks("~ 2 {{ a }}", a="Gương mẫu.") == [Paragraph("Gương mẫu.")]
    assert blocks("~ 2 {{ a }}", a=Blank()) == [PenLines(2)]


def test_lines_and_bars_typed_by_people_do_not_cut_the_text():
    assert blocks("Lý do: {{ a }}", a="một\n# hai") == [Paragraph("Lý do: một"), Paragraph("# hai")]
    assert blocks("| A | B |\n| {{ a }} | b |", a="x | y\nz") == [
        Table(("A", "B"), (("x | y z", "b"),), (10, 10))
    ]


def test_the_rows_of_a_loop_are_of_one_table():
    text = "| A |\n{% for x in xs %}\n| {{ x }} |\n{% endfor %}"
    assert blocks(text, xs=["1", "2"]) == [Table(("A",), (("1",), ("2",)), (10,))]


def test_a_blank_prints_dots_and_counts_as_nothing():
    assert blocks("{{ a }}{% if a %} có{% endif %}", a=Blank("……")) == [Paragraph("……")]


def test_variables_are_those_to_fill_in():
    assert variables("{{ ho_ten }} {% for h in ho_so %}{{ h.ho_ten }}{% endfor %}") == {"ho_ten", "ho_so"}


@pytest.mark.parametrize(
    "text",
    [
        "{{ a",
        "{{ nothing }}",
        "{{ a.__class__.__mro__ }}",
        "{{ a.missing }}",
        "{{ a * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{% for i in range(10) %}x{% endfor %}",
        "{{ a|format(1) }}",
        "{% include 'x' %}",
        "| A | B |\n| 1 |",
        "# chỉ có tên",
    ],
)
def test_a_text_that_does_not_print_is_refused(text):
    with pytest.raises(BadText):
        fill(text if text.startswith("# ") else HEAD + text, {"a": "x"})


def test_a_text_that_loops_without_end_in_sight_is_refused():
    with pytest.raises(BadText):
        fill(
            HEAD + "{% for i in a %}{% for j in a %}{% for k in a %}xxxx\n" + "{% endfor %}" * 3,
            {"a": "x" * 90},
        )
