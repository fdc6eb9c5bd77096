"""What a report says in sentences: the count stands before the percentage, and the percentage says of what."""

from django.utils import timezone

from admission.catalogues import INTRODUCTIONS
from admission.groups import GROUPS

from . import labels


def fresh(as_of, counted_at, *, stored=False):
    """Until when figures reach, as every page with figures says."""
    at = timezone.localtime(counted_at)
    how = "đã cộng mọi hồ sơ ghi đến" if stored else "đếm lại từ hồ sơ lúc"
    return f"Số liệu tính đến hết ngày {labels.day(as_of)}; {how} {at:%H:%M} ngày {labels.day(at)}"


def counted_by(rule):
    return f"Số kết nạp tính theo {labels.COUNTED_BY[rule]}"


def target_name(line):
    return f"{labels.TARGET_BY[line.by]}{_whom(line)} ({line.decision}, ngày {labels.day(line.decided_on)})"


def _whom(line):
    if line.of in INTRODUCTIONS:
        return f", {INTRODUCTIONS[line.of]}"
    return "" if line.of == "all" else f", tính riêng {labels.inside(GROUPS[line.of])}"


def achievement(line, *, paced=True):
    """One target in one sentence; `paced`: with how far it should be by now."""
    whom, did = ("người", "giới thiệu") if line.of in INTRODUCTIONS else ("đồng chí", "kết nạp")
    asked, whole = f"{labels.goal(line)} {whom}", labels.AGAINST[line.by]
    done = (
        f"{labels.counted(line)} {whom}" if line.rate is not None or line.at_least else labels.counted(line)
    )
    if line.rate is not None:
        asked = f"{labels.goal(line)} so với số đảng viên {labels.BASIS[line.basis]}"
    elif line.at_least:
        asked, whole = labels.goal(line), "mức tối thiểu"
    attained = f", đạt {line.percent}% so với {whole}" if line.percent else ""
    return f"{target_name(line)}: {asked}; đã {did} {done}{attained}{_pace(line) if paced else ''}."


def _pace(line):
    if line.pace is None or line.pace.standing not in ("on_pace", "behind"):
        return ""
    gone = f"{labels.number(line.pace.gone)}/{labels.number(line.pace.days)} ngày"
    return f"; theo tiến độ đều sau {gone} là {line.pace.expected}, {labels.STANDING[line.pace.standing]}"


def base(figures, line):
    parts = f"{labels.number(line.full)} chính thức, {labels.number(line.probationary)} dự bị"
    count = f"{labels.number(line.total)} đồng chí ({parts}) ngày {labels.day(line.on)}"
    if line.rate is None:
        return f"Số đảng viên {labels.BASIS[line.basis]}: {count}."
    share = f"{labels.number(figures.admitted)}/{labels.number(line.total)}, bằng {line.rate}%"
    return f"So với số đảng viên {labels.BASIS[line.basis]} là {count}: kết nạp {share}."


def term(figures):
    """The term so far: what was done, then each of its targets."""
    line = figures.term
    counted = f"kết nạp {labels.number(line.admitted)}, công nhận chính thức {labels.number(line.recognised)}"
    removed = f"xóa tên {labels.number(line.struck_off)}, xin ra khỏi Đảng {labels.number(line.resigned)}"
    span = f"từ ngày {labels.day(line.starts)} đến hết ngày {labels.day(figures.as_of)}"
    first = f"{line.name}, {span}: {counted}, {removed}."
    return [first, *(achievement(target, paced=False) for target in line.targets)]


def units_by_standing(figures):
    """[(words, `Figures`)] of the direct units: who is behind, keeps pace, reached, passed, and who admitted nobody."""
    found = {words: [] for words in reversed(labels.STANDING.values())}
    for child in figures.children:
        main = child.main_target
        if main and main.pace:
            found[labels.STANDING[main.pace.standing]].append(child)
    nobody = [child for child in figures.children if not child.admitted]
    told = [(f"{words[:1].upper()}{words[1:]}", units) for words, units in found.items()]
    return [(words, units) for words, units in [*told, ("Chưa kết nạp được ai", nobody)] if units]


def grassroots(figures):
    """Of the base organisations below; "" for one that is none but itself."""
    line = figures.grassroots
    if line is None or line.total == 1:
        return ""
    return (
        f"Tổ chức cơ sở đảng chưa kết nạp được ai: {labels.number(line.without)}/{labels.number(line.total)}."
    )


def returns(line):
    """Of `ReturnsLine`: how often files came back."""
    if not line.sent and not line.returns:
        return "Không có hồ sơ gửi lên hoặc bị trả lại."
    files = f"{labels.number(line.files)} hồ sơ bị trả lại {labels.number(line.returns)} lượt"
    each = f", bình quân {line.per_file} lượt cho mỗi hồ sơ gửi lên" if line.per_file else ""
    return f"{labels.number(line.sent)} hồ sơ gửi lên cấp trên; {files}{each}."


def late(figures):
    return f"kết nạp {labels.number(figures.late_pool)}, công nhận {labels.number(figures.late_probation)}"


def recognitions(figures):
    timely, late = labels.number(figures.recognised_on_time), labels.number(figures.recognised_late)
    return f"đúng hạn {timely}, chậm {late}"
