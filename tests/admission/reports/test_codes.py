from datetime import date, timedelta

import pytest

from admission.groups import GROUPS
from admission.reports.codes import ALPHABET, NUMBERS, Asked, Span, code_of, figure_code, read_code
from admission.reports.official.rows import parts
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER

SPAN = Span(262_144, date(2020, 10, 15), date(2026, 11, 22))
CODE = code_of(SPAN)


@pytest.mark.parametrize("unit_id", [1, 127, 40_000, 60_000_000])
@pytest.mark.parametrize(
    ("starts", "as_of"), [(date(2026, 1, 1),) * 2, (date(2020, 1, 1), date(2039, 12, 31))]
)
def test_code_brings_back_unit_and_days(unit_id, starts, as_of):
    span = Span(unit_id, starts, as_of)
    assert read_code(code_of(span)) == Asked(span)


@pytest.mark.parametrize("typed", ["{} / 12", "{}/12", " {}/12 ", "{}/012"])
def test_code_is_read_however_it_is_written(typed):
    for text in (CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " ")):
        assert read_code(typed.format(text)) == Asked(SPAN, "recognised_late")


def test_code_says_of_which_part_of_a_figure():
    asked = Asked(SPAN, "admitted", group="female", beside="children", part="T3")
    assert figure_code(asked) == f"{CODE}/1/T3/G20/C1"
    for typed in (f"{CODE}/1/T3/G20/C1", f"{CODE} / 1 / t3 / g20 / c1", f"{CODE}/C1/G20/T3/1"):
        assert read_code(typed) == asked
    assert read_code(f"{CODE}/T3") == Asked(SPAN, part="T3")


def test_code_is_short_enough_to_type():
    assert [len(code_of(Span(pk, date(2026, 1, 1), date(2026, 12, 31)))) - 1 for pk in (100, 3000, 262_144)] == [
        8, 9, 11,
    ]  # fmt: skip


def test_one_wrong_sign_or_two_swapped_are_noticed():
    signs = CODE.replace("-", "")
    wrong = [signs[:at] + other + signs[at + 1 :] for at in range(len(signs)) for other in ALPHABET]
    wrong += [signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :] for at in range(len(signs) - 1)]
    for text in set(wrong) - {signs}:
        with pytest.raises(ValueError, match="không đúng"):
            read_code(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("O0IL-11", "không có O"),
        ("", "không đúng"),
        ("2A", "không đúng"),
        (f"{CODE}/999", "số 999"),
        (f"{CODE}/1/X3", "“/X3”"),
        (f"{CODE}/1/G1", "“/G1”"),
        (f"{CODE}/1/C9", "“/C9”"),
        (f"{CODE}/1/T", "“/T”"),
        ("⅕", "chỉ gồm"),
    ],
)
def test_what_is_no_code_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_code(text)


def test_a_span_that_is_too_long_has_no_code():
    assert code_of(Span(1, date(2000, 1, 1), date(2000, 1, 1) + timedelta(8192))) == ""
    assert code_of(Span(1, date(1989, 1, 1), date(1989, 12, 31))) == ""


def test_every_measure_has_a_number_of_its_own():
    assert len(set(NUMBERS.values())) == len(NUMBERS)
    measures = [f"group:{code}" for code in GROUPS]
    measures += [f"pool:{state}" for state in ADMISSION_LADDER]
    measures += [f"probation:{state}" for state in RECOGNITION_LADDER]
    assert [measure for measure in measures if measure not in NUMBERS] == []


def test_every_row_of_the_official_table_has_a_number_for_what_it_counts_and_what_nobody_knows():
    rows = [row for part in parts() for row in part.rows if row.of != "average" and row.counts]
    keys = {f"official:{row.key}" for row in rows}
    keys |= {f"official:{row.key}:unknown" for row in rows if row.unknown}
    assert keys == {one for one in NUMBERS if one.startswith("official:")}
