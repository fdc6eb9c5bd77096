"""What the checks of form 2-KNĐ find, at their boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from admission.personal_history.check import Stage, check, completed, signed_on, stages
from admission.personal_history.content import parts_in, text_of, tidy
from admission.personal_history.fields import Part
from admission.personal_history.sections import SECTION_OF, SECTIONS
from admission.personal_history.texts import check_citizen_id, check_text
from admission.relatives import RELATIONS
from tests.admission.personal_history.written import WRITTEN, about, parts, told


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
