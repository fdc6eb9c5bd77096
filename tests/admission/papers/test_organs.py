from datetime import date

import pytest

from admission.papers.organs import committee, deciding_body, place

BEFORE, AFTER = date(2026, 7, 25), date(2026, 7, 26)


@pytest.mark.parametrize(
    ("kind", "name", "called"),
    [
        ("branch", "Chi bộ ấp 1", "Chi bộ ấp 1"),
        ("base_committee", "Đảng bộ xã Xuân Định", "Đảng ủy xã Xuân Định"),
        ("section", "Đảng bộ bộ phận Nông trường", "Đảng ủy bộ phận Nông trường"),
        ("superior", "Đảng bộ huyện Xuân Lộc", "Huyện ủy Xuân Lộc"),
        ("superior", "Đảng bộ phường Trấn Biên", "Đảng ủy phường Trấn Biên"),
        ("province", "Đảng bộ thành phố Huế", "Thành ủy Huế"),
        ("province", "Đảng bộ tỉnh Đồng Nai", "Tỉnh ủy Đồng Nai"),
    ],
)
def test_a_committee_is_called_after_its_area(kind, name, called):
    assert committee(kind, name) == called


def test_a_standing_committee_decides_above_the_base_and_since_july_2026_at_the_base():
    assert deciding_body("superior", "Đảng bộ huyện Xuân Lộc", BEFORE) == "Ban Thường vụ Huyện ủy Xuân Lộc"
    assert deciding_body("base_committee", "Đảng bộ xã Xuân Định", BEFORE) == "Đảng ủy xã Xuân Định"
    assert (
        deciding_body("base_committee", "Đảng bộ xã Xuân Định", AFTER) == "Ban Thường vụ Đảng ủy xã Xuân Định"
    )


def test_the_place_is_the_nearest_area_that_is_named():
    assert place(["Chi bộ ấp 1", "Đảng bộ xã Xuân Định", "Đảng bộ huyện Xuân Lộc"]) == "Xuân Định"
    assert place(["Chi bộ Sở Tư pháp"]) == ""


def test_a_common_word_is_no_place():
    assert place(["Chi bộ Bảo hiểm xã hội", "Đảng bộ phường 7"]) == "7"
    assert place(["Chi bộ Bảo hiểm xã hội xã Xuân Định"]) == "Xuân Định"
