"""What the checks of form 2-KNĐ find, at their boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from admission.personal_history.check import Stage, check, completed, signed_on, stages
from admission.personal_history.content import parts_in, text_of, tidy
from admission.personal_history.fields import Part
from admission.personal_history.kin import AGE_GAPS
from admission.personal_history.sections import SECTION_OF, SECTIONS
from admission.personal_history.texts import check_citizen_id, check_text
from admission.personal_history.times import Month, read_day, read_month, read_year
from admission.relatives import RELATIONS
from tests.admission.personal_history.written import WRITTEN, about, job, parts, relative, told, with_rows


def words(kind, text):
    return [(str(one.weight), one.sentence) for one in check_text(kind, text)]


def weights(kind, text):
    return [weight for weight, _ in words(kind, text)]


def test_whole_history_is_complete():
    assert set(stages(parts(), about()).values()) == {Stage.COMPLETE}
    assert completed(stages(parts(), about())) == 100


def test_empty_history_is_empty():
    assert set(stages(parts_in(""), about()).values()) == {Stage.EMPTY}
    assert completed(stages(parts_in(""), about())) == 0


def test_share_is_whole_only_when_all_is_complete():
    found = dict.fromkeys((one.key for one in SECTIONS), Stage.COMPLETE)
    assert completed(found | {"so-yeu": Stage.BEGUN}) == 93


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.key)
def test_every_required_blank_blocks_its_section(section):
    """One after the other is left out of a whole history."""
    written = WRITTEN[section.key]
    for blank in section.fields:
        fields = {name: text for name, text in written.fields.items() if name != blank.name}
        left = parts() | {section.key: replace(written, fields=fields)}
        if written.fields.get(blank.name) and blank.required:
            assert [one.field for one in check(section, left, about())] == [blank.name]
    for blank in section.row_fields:
        rows = tuple({k: v for k, v in row.items() if k != blank.name} for row in written.rows)
        left = parts() | {section.key: replace(written, rows=rows)}
        found = [one.field for one in check(section, left, about()) if one.field]
        expected = [
            f"{row['id']}-{blank.name}" for row in written.rows if row.get(blank.name) and blank.required
        ]
        assert found == expected


def test_every_blank_has_help_and_everything_written_has_an_example():
    blanks = [blank for one in SECTIONS for blank in (*one.fields, *one.row_fields)]
    assert [blank.name for blank in blanks if not blank.help] == []
    unshown = {blank.kind for blank in blanks if not blank.example}
    assert unshown == {"choice", "tick"}


def test_sections_hold_all_items_that_the_applicant_writes():
    items = [part for one in SECTIONS for part in one.items.split("–")]
    assert items == ["1", "10", "11", "12", *map(str, range(13, 21)), "21", "21", "21", "21", "22", "23"]


def test_family_names_every_relation():
    stated = {
        code
        for one in SECTIONS
        for blank in one.row_fields
        if blank.name == "relation"
        for code, _ in blank.choices
    }
    assert stated == {code for code, _ in RELATIONS}


# months


@pytest.mark.parametrize(
    ("text", "month"),
    [("06/2019", Month(2019, 6)), ("6-2019", Month(2019, 6)), ("062019", Month(2019, 6)), (" 6 / 2019", Month(2019, 6)),
     ("13/2019", None), ("0/2019", None), ("2019", None), ("06/19", None), ("nay", None)],
)  # fmt: skip
def test_month_is_read_however_it_is_typed(text, month):
    assert read_month(text) == month


@pytest.mark.parametrize(
    ("text", "year"),
    [("1962", 1962), ("3/1962", 1962), ("05/03/1962", 1962), ("62", None), ("31/02/1962", None)],
)
def test_year_is_read_out_of_a_day(text, year):
    assert read_year(text) == year


def test_day_that_is_none_is_not_read():
    assert (read_day("29/02/2024"), read_day("29/02/2023"), read_day("x")) == (date(2024, 2, 29), None, None)


def work(*rows, asked=None):
    return [
        (weight, sentence) for weight, sentence, _ in told("cong-tac", with_rows("cong-tac", *rows), asked)
    ]


def test_work_names_the_months_that_are_missing():
    rows = job("a", "09/2002", "05/2019"), job("b", "09/2019", "nay")
    assert work(*rows) == [("error", "Thiếu từ 06/2019 đến 08/2019.")]


@pytest.mark.parametrize(
    ("last", "first", "found"),
    [("05/2019", "06/2019", []), ("05/2019", "05/2019", []), ("05/2019", "07/2019", [("error", "Thiếu 06/2019.")]),
     ("05/2019", "04/2019", [("warning", "Trùng từ 04/2019 đến 05/2019.")])],
    ids=["next month", "same month", "one month between", "two months together"],
)  # fmt: skip
def test_work_at_the_seam_of_two_rows(last, first, found):
    assert work(job("a", "09/2002", last), job("b", first, "nay")) == found


@pytest.mark.parametrize(
    ("first", "found"),
    [("09/2002", []), ("05/1996", []), ("10/2002", [("error", "Thiếu 09/2002.")])],
    ids=["school age", "birth", "a month late"],
)
def test_work_begins_at_school_age(first, found):
    assert work(job("a", first, "nay")) == found


@pytest.mark.parametrize(
    ("last", "found"),
    [("nay", []), ("Đến nay", []), ("11/2026", []), ("10/2026", []), ("09/2026", ["Thiếu 10/2026."])],
)
def test_work_ends_now(last, found):
    unsigned = with_rows("cong-tac", job("a", "09/2002", last)) | {"cam-doan": Part()}
    assert [sentence for _, sentence, _ in told("cong-tac", unsigned)] == found


def test_work_ends_at_the_day_of_signing():
    signed = with_rows("cong-tac", job("a", "09/2002", "05/2026")) | {
        "cam-doan": Part({"pledged": "1", "signed_on": "30/06/2026"})
    }
    assert told("cong-tac", signed) == []


def test_work_is_the_same_in_any_order():
    rows = job("b", "09/2019", "nay"), job("a", "09/2002", "05/2019")
    assert work(*rows) == [("error", "Thiếu từ 06/2019 đến 08/2019.")]


def test_work_within_a_longer_row_leaves_no_gap():
    assert work(job("a", "09/2002", "nay"), job("b", "03/2010", "04/2010")) == [
        ("warning", "Trùng từ 03/2010 đến 04/2010.")
    ]


@pytest.mark.parametrize(
    ("first", "last", "field", "sentence"),
    [("06/2019", "05/2019", "a-to", "“Đến tháng” 05/2019 sớm hơn “từ tháng” 06/2019."),
     ("12/2026", "nay", "a-from", "Tháng 12/2026 ở tương lai."),
     ("04/1996", "nay", "a-from", "Tháng 04/1996 trước khi sinh (05/1996)."),
     ("tháng sáu", "nay", "a-from", "Ghi tháng và năm, ví dụ 09/2014.")],
)  # fmt: skip
def test_months_of_a_row_stand_in_order(first, last, field, sentence):
    found = told("cong-tac", with_rows("cong-tac", job("a", first, last)))
    assert [(weight, said) for weight, said, where in found if where == field] == [("error", sentence)]


@pytest.mark.parametrize(
    ("last", "found"), [("04/2020", ["warning"]), ("05/2020", [])], ids=["less", "three months"]
)
def test_abroad_is_asked_from_three_months(last, found):
    stay = {"id": "a", "from": "02/2020", "to": last, "purpose": "Lao động", "country": "Hàn Quốc"}
    assert [weight for weight, *_ in told("nuoc-ngoai", with_rows("nuoc-ngoai", stay))] == found


# single blanks


@pytest.mark.parametrize(
    ("name", "found"),
    [("Nguyễn Thị Hoa", []), ("Trần Ý", []), ("Y Krông Niê", []), ("H Hen Niê", []), ("K'Brôi Đắc", []),
     ("Hoa", ["error"]), ("Nguyễn T. Hoa", ["error"]), ("N T Hoa", ["error"]), ("Nguyễn T Hoa", ["error"]),
     ("Nguyễn Thị Hoa 2", ["error"]), ("", [])],
)  # fmt: skip
def test_names_are_written_in_full(name, found):
    assert weights("name", name) == found


@pytest.mark.parametrize(
    ("place", "found"),
    [("Xã Xuân Bắc, tỉnh Đồng Nai", []), ("Ấp 1, xã Xuân Bắc, Đồng Nai", []), ("Phường Sài Gòn, TP. Hồ Chí Minh", []),
     ("Xã Xuân Bắc, tỉnh Đồng Nai (xã Bảo Hòa, huyện Xuân Lộc)", []), ("Phường Thuận Hóa, thành phố Huế", []),
     ("Đồng Nai", ["error"]), ("Xã Xuân Bắc (tỉnh Đồng Nai)", ["error"]), ("Xã Xuân Bắc, Đồng Nai (Bảo Hòa", ["error"]),
     ("Xã Bảo Hòa, huyện Xuân Lộc, tỉnh Đồng Nai", ["warning"]), ("Xã Tân Lập, tỉnh Bình Phước", ["warning"])],
)  # fmt: skip
def test_places_have_two_levels(place, found):
    assert weights("place", place) == found


@pytest.mark.parametrize(
    ("number", "sex", "year", "found"),
    [("075196000123", "female", 1996, []), ("075096000123", "male", 1996, []), ("075304000123", "female", 2004, []),
     ("075096000123", "female", 1996, ["warning"]), ("075197000123", "female", 1996, ["warning"]),
     ("075196000123", "female", 2096, ["warning"]), ("075 196 000.123", "female", 1996, []),
     ("07519600012", "female", 1996, ["error"]), ("0751960001234", "female", 1996, ["error"]),
     ("07519600012x", "female", 1996, ["error"])],
)  # fmt: skip
def test_citizen_id_agrees_with_what_is_stated(number, sex, year, found):
    issues = check_citizen_id(number, born_on=date(year, 5, 20), sex=sex)
    assert [str(one.weight) for one in issues] == found


def test_identity_judges_what_the_file_keeps():
    asked = about(full_name="Hoa", citizen_id="075096000123", places=(("Quê quán", "Đồng Nai"),))
    assert [(weight, sentence.partition(":")[0]) for weight, sentence, _ in told("so-yeu", parts(), asked)] == [
        ("error", "Họ và tên khai sinh"), ("warning", "Số căn cước"), ("error", "Quê quán"),
    ]  # fmt: skip


@pytest.mark.parametrize(("letters", "found"), [(300, []), (301, ["error"])])
def test_too_long_a_text_is_an_error(letters, found):
    long = Part({"nationality": "Việt Nam", "job": "x" * letters})
    assert [weight for weight, *_ in told("so-yeu", parts(so_yeu=long))] == found


# relatives


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


# the undertaking


def test_pledge_waits_for_all_other_sections():
    left = parts(lich_su=Part(), ky_luat=Part())
    assert told("cam-doan", left) == [("missing", "Còn 2 mục chưa xong: lịch sử bản thân, kỷ luật.", "")]


@pytest.mark.parametrize(
    ("day", "found"),
    [("22/11/2026", []), ("23/11/2026", ["error"]), ("01/10/2026", []), ("30/09/2026", ["error"])],
)
def test_pledge_is_signed_after_the_application_and_not_tomorrow(day, found):
    signed = parts(cam_doan=Part({"pledged": "1", "signed_on": day}))
    asked = about(application_on=date(2026, 10, 1))
    assert [weight for weight, *_ in told("cam-doan", signed, asked)] == found


def test_pledge_says_what_was_changed_since():
    changed = parts(lich_su=replace(WRITTEN["lich-su"], on="2026-11-21"))
    assert [weight for weight, *_ in told("cam-doan", changed)] == ["warning"]
    same_day = parts(lich_su=replace(WRITTEN["lich-su"], on="2026-11-20"))
    assert told("cam-doan", same_day) == []


def test_signing_counts_once_it_is_ticked():
    assert signed_on(parts()) == date(2026, 11, 20)
    assert signed_on(parts(cam_doan=Part({"signed_on": "20/11/2026"}))) is None


def test_first_admission_lies_before_its_recognition():
    again = Part(
        {
            "first_admitted": "19/05/2010",
            "first_recognised": "18/05/2010",
            "first_branch": "x",
            "first_sponsors": "y",
        }
    )
    assert [field for _, _, field in told("ket-nap-lai", parts(ket_nap_lai=again))] == ["first_recognised"]


# keeping


def test_content_comes_back_as_it_was_kept():
    kept = {key: replace(part, version=3, on="2026-11-20") for key, part in parts().items()}
    back = parts_in(text_of(kept))
    assert back == kept
    assert (back["cong-tac"].version, back["cong-tac"].on) == (3, "2026-11-20")


def test_blank_rows_and_blanks_are_not_kept():
    messy = Part({"a": "", "b": "x"}, ({"id": "1", "from": ""}, {"id": "2", "from": "09/2014"}))
    assert tidy(messy) == Part({"b": "x"}, ({"id": "2", "from": "09/2014"},))


def test_sections_are_found_by_their_addresses():
    assert [SECTION_OF[one.key] for one in SECTIONS] == list(SECTIONS)


@pytest.mark.parametrize(("abroad", "found"), [("", ["error"]), ("1", [])])
def test_whoever_lives_abroad_lives_in_no_commune(abroad, found):
    row = relative("x", "sibling", 1999, residence="Hàn Quốc", abroad=abroad)
    assert [weight for weight, _ in family("anh-chi-em", row)] == found
