import re

from admission.reports.as_json import to_dict
from admission.seals import changes


def raised(value):
    """The same figures, every number one more."""
    if isinstance(value, dict):
        return {key: raised(one) for key, one in value.items()}
    if isinstance(value, list):
        return [raised(one) for one in value]
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else value


def keys_of(value):
    if isinstance(value, dict):
        return value.keys() | {key for one in value.values() for key in keys_of(one)}
    return {key for one in value for key in keys_of(one)} if isinstance(value, list) else set()


def test_every_figure_has_a_name_without_the_words_of_the_program(district):
    data = to_dict(district)
    names = {change.figure for change in changes(data, raised(data))}
    assert names >= {
        "Kết nạp theo tháng: 02/2021, từ đầu kỳ", "Thời gian ở bước: Đang thẩm tra lý lịch, 30 đến 89 ngày",
        "Tuổi đời mới kết nạp: 18 đến 30 tuổi, nữ", "Hồ sơ kết nạp quá hạn",
        "Đảng viên dự bị: Đảng viên dự bị", "Phiên họp: 28/3/2021, Chuẩn y",
    }  # fmt: skip
    keys = keys_of(data)
    assert [name for name in names if {*re.findall(r"\w+", name)} & keys or ", ," in name] == []
