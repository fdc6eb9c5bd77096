"""The Vietnamese words, numbers and dates of a report."""

from decimal import ROUND_HALF_UP, Decimal

MEASURES = {  # what a number of people is called: on every page and paper, and in the explorer
    "admitted": "Kết nạp",
    "recognised": "Công nhận chính thức",
    "recognised_on_time": "Công nhận đúng hạn",
    "recognised_late": "Công nhận chậm",
    "struck_off": "Xóa tên",
    "resigned": "Xin ra khỏi Đảng",
    "pool": "Nguồn đang theo dõi",
    "probation": "Đảng viên dự bị",
    "stopped": "Thôi theo dõi",
    "introduced": "Giới thiệu quần chúng ưu tú",
    "late": "Hồ sơ quá hạn",
    "late:pool": "Hồ sơ kết nạp quá hạn",
    "late:probation": "Hồ sơ công nhận quá hạn",
    "sent": "Hồ sơ gửi lên",
    "returned": "Lượt trả lại",
    "returned:files": "Hồ sơ bị trả lại",
}
NOTHING = "–"  # what a table prints where there is nothing to say; never a zero

TARGET_BY = {  # in printing order
    "assigned": "Chỉ tiêu giao",
    "registered": "Chỉ tiêu đăng ký",
    "plan": "Kế hoạch",
    "resolution": "Nghị quyết",
}
AGAINST = {
    "assigned": "chỉ tiêu giao",
    "registered": "chỉ tiêu đăng ký",
    "plan": "kế hoạch",
    "resolution": "chỉ tiêu nghị quyết",
}
STANDING = {
    "passed": "vượt chỉ tiêu",
    "reached": "đạt chỉ tiêu",
    "on_pace": "đúng tiến độ",
    "behind": "chậm tiến độ",
    "missed": "không đạt chỉ tiêu",
}
PACE = "Tiến độ: chỉ tiêu × số ngày đã qua / số ngày của kỳ; đơn vị có ít hơn số này là chậm tiến độ"
WAITS = {
    "under_30": "Dưới 30 ngày",
    "to_90": "30 đến 89 ngày",
    "to_180": "90 đến 179 ngày",
    "over_180": "Từ 180 ngày",
}
BASIS = {"term_start": "đầu nhiệm kỳ", "year_end": "cuối năm trước", "counted": "thực có"}
COUNTED_BY = {"ceremony": "ngày tổ chức lễ kết nạp", "decision": "ngày ký quyết định kết nạp"}
ROUNDING = "Tỷ lệ lấy hai chữ số thập phân, làm tròn từ 5 trở lên"


def number(count):
    """5260 → "5.260"."""
    return f"{count:,}".replace(",", ".")


def rate(value):
    """Decimal("2.5") → "2,50"."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")


def day(on):
    """A date as papers of the Party write it: 05/02/2026, but 05/8/2026."""
    return f"{on.day:02d}/{_month(on)}/{on.year}"


def long_day(on):
    return f"ngày {on.day:02d} tháng {_month(on)} năm {on.year}"


def _month(on):
    return f"{on.month:02d}" if on.month < 3 else str(on.month)


def goal(target):
    """What a target asks for: "120", "từ 6 trở lên", "2,50%", "từ 3,00% trở lên"."""
    asked = number(target.value) if target.rate is None else f"{rate(target.rate)}%"
    return f"từ {asked} trở lên" if target.at_least else asked


def counted(line):
    """What was achieved of a target, in people: "5/3 (vượt 2)", "3/3 (đủ)", "1/3 (còn 2)", "7 (vượt 0,50)"."""
    asked = "" if line.rate is not None else f"/{number(line.value)}"
    done = f"{number(line.achieved)}{asked}"
    if line.pace is None:
        return done
    if line.pace.over == "0":
        return f"{done} (đủ)"
    over = number(int(line.pace.over)) if line.pace.over.isdigit() else line.pace.over
    return f"{done} ({'vượt' if line.pace.standing == 'passed' else 'còn'} {over})"


def inside(name):
    """A name that starts a line, set inside a sentence: "Năm 2021" → "năm 2021"."""
    return name[:1].lower() + name[1:]
