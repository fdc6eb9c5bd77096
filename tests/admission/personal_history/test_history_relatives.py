"""What the checks of form 2-KNĐ find among the relatives, at their boundaries."""

from dataclasses import replace

import pytest

from admission.personal_history.fields import Part
from admission.personal_history.kin import AGE_GAPS
from tests.admission.personal_history.written import WRITTEN, parts, relative, told, with_rows


def family(key, *rows):
    return [(weight, field) for weight, _, field in told(key, with_rows(key, *rows)) if field]


@pytest.mark.parametrize("relation", ["father", "mother", "fosterer", "grandparent"])
def test_those_before_are_older(relation):
    gap = AGE_GAPS[relation]
    rows = [relative("p1", "father", 1970), relative("p2", "mother", 1970)]
    rows = [row for row in rows if row["relation"] != relation]

    def found(years):
        row = relative("x", relation, 1996 - years, called="Bà nội")
        return [weight for weight, field in family("cha-me", *rows, row) if field.startswith("x")]

    assert [found(n) for n in (gap.at_least - 1, gap.at_least, gap.at_most, gap.at_most + 1, -3)] == [
        ["error"], [], [], ["warning"], ["error"],
    ]  # fmt: skip


def test_a_child_is_younger():
    gap = AGE_GAPS["child"]
    years = (gap.at_least - 1, gap.at_least, -1)
    found = [family("vo-chong-con", relative("x", "child", 1996 + n)) for n in years]
    assert found == [[("error", "x-born")], [], [("error", "x-born")]]


@pytest.mark.parametrize(
    ("born", "found"), [(2011, ["error"]), (2010, []), (1956, []), (1955, ["warning"]), (2027, ["error"])]
)
def test_a_spouse_is_of_an_age_to_be_one(born, found):
    assert [weight for weight, _ in family("vo-chong-con", relative("x", "spouse", born))] == found


@pytest.mark.parametrize(("born", "found"), [(1976, ["error"]), (1975, []), (1919, []), (1918, ["warning"])])
def test_in_laws_are_older_than_the_spouse(born, found):
    married = parts(
        vo_chong_con=Part({}, (relative("s", "spouse", 1989),)),
        ben_vo_chong=Part({}, (relative("x", "father_in_law", born), relative("y", "mother_in_law", 1960))),
    )
    assert [weight for weight, _, field in told("ben-vo-chong", married) if field] == found


@pytest.mark.parametrize(("born", "found"), [(1985, ["warning"]), (1986, []), (2031, ["error"])])
def test_a_sibling_is_no_older_than_the_mother_allows(born, found):
    assert [weight for weight, _ in family("anh-chi-em", relative("x", "sibling", born))][:1] == found


def test_both_parents_are_stated():
    one = with_rows("cha-me", relative("b2", "mother", 1972))
    assert told("cha-me", one) == [("missing", "Chưa khai cha đẻ.", "")]
    said = {"cha-me": replace(one["cha-me"], fields={"absent_parent": "Không xác định được cha"})}
    assert told("cha-me", one | said) == [("warning", "Chưa khai cha đẻ.", "")]


def test_a_parent_is_stated_once():
    rows = relative("a", "father", 1970), relative("b", "father", 1971), relative("c", "mother", 1972)
    assert family("cha-me", *rows) == [("error", "b-relation")]


def test_a_grandparent_is_named_by_the_side():
    rows = [*WRITTEN["cha-me"].rows, relative("g", "grandparent", 1940)]
    assert family("cha-me", *rows) == [("missing", "g-called")]


def test_whoever_is_married_states_the_in_laws():
    married = parts(vo_chong_con=Part({}, (relative("s", "spouse", 1995),)))
    assert [sentence for _, sentence, _ in told("ben-vo-chong", married)] == [
        "Đã khai vợ (chồng): khai cả cha mẹ vợ (chồng).",
    ]
    half = married | {"ben-vo-chong": Part({}, (relative("x", "father_in_law", 1965),))}
    assert told("ben-vo-chong", half) == [("missing", "Chưa khai mẹ vợ (chồng).", "")]


def test_of_a_small_child_no_occupation_is_asked():
    def without(born):
        row = relative("x", "child", born)
        return [field for _, field in family("vo-chong-con", row | {"occupation": "", "history": ""})]

    assert (without(2011), without(2010)) == ([], ["x-occupation", "x-history"])


@pytest.mark.parametrize(
    ("relation", "died", "life", "found"),
    [("father", "1995", "deceased", []), ("father", "1994", "deceased", ["a-died"]), ("mother", "1996", "deceased", []),
     ("mother", "1995", "deceased", ["a-died"]), ("father", "2000", "alive", ["a-life"]),
     ("father", "1969", "deceased", ["a-died"]), ("father", "2027", "deceased", ["a-died"])],
)  # fmt: skip
def test_death_lies_after_birth_and_is_told_once(relation, died, life, found):
    rows = [row for row in WRITTEN["cha-me"].rows if row["relation"] != relation]
    row = relative("a", relation, 1970, died=died, life=life)
    assert [field for _, field in family("cha-me", *rows, row)] == found


def test_nothing_to_tell_and_something_told_exclude_each_other():
    both = parts(
        khen_thuong=Part({}, ({"id": "a", "on": "12/2023", "what": "Bằng khen", "by": "Tỉnh"},), none=True)
    )
    assert [weight for weight, *_ in told("khen-thuong", both)] == ["error"]


def test_a_choice_that_is_not_offered_is_an_error():
    rows = *WRITTEN["cha-me"].rows, relative("x", "spouse", 1970)
    assert ("error", "x-relation") in family("cha-me", *rows)


@pytest.mark.parametrize(("abroad", "found"), [("", ["error"]), ("1", [])])
def test_whoever_lives_abroad_lives_in_no_commune(abroad, found):
    row = relative("x", "sibling", 1999, residence="Hàn Quốc", abroad=abroad)
    assert [weight for weight, _ in family("anh-chi-em", row)] == found
