import pytest

from admission.reports.letterhead import organ


@pytest.mark.parametrize(
    ("kind", "name", "symbol", "committee", "on_behalf"),
    [
        ("branch", "Chi bộ khu phố 3", "CB", "Chi bộ", "T/M CHI BỘ"),
        ("base_branch", "Chi bộ Bảo hiểm xã hội", "CB", "Chi bộ", "T/M CHI BỘ"),
        ("section", "Đảng bộ bộ phận 2", "ĐU", "Đảng ủy", "T/M ĐẢNG ỦY"),
        ("base_committee", "Đảng bộ thị trấn Gia Ray", "ĐU", "Đảng ủy", "T/M ĐẢNG ỦY"),
        ("superior", "Đảng bộ huyện Xuân Lộc", "HU", "Văn phòng Huyện ủy", "T/M BAN THƯỜNG VỤ"),
        ("superior", "Đảng bộ thành phố Bắc Ninh", "TU", "Văn phòng Thành ủy", "T/M BAN THƯỜNG VỤ"),
        ("superior", "Đảng bộ xã Công Hải", "ĐU", "Văn phòng Đảng ủy", "T/M BAN THƯỜNG VỤ"),
        ("superior", "Đảng bộ Khối các cơ quan tỉnh", "ĐU", "Văn phòng Đảng ủy", "T/M BAN THƯỜNG VỤ"),
        ("province", "Đảng bộ tỉnh Đồng Nai", "TU", "Văn phòng Tỉnh ủy", "T/M BAN THƯỜNG VỤ"),
    ],
)
def test_organ_follows_from_kind_and_name(kind, name, symbol, committee, on_behalf):
    found = organ(kind, name)
    assert (found.symbol, found.committee, found.on_behalf) == (symbol, committee, on_behalf)
