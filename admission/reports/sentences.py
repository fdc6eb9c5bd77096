"""What a report says in sentences: the count stands before the percentage, and the percentage says of what."""

from admission.catalogues import INTRODUCTIONS
from admission.groups import GROUPS

from . import labels


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
    return (
        f"; theo tiến độ đều sau {gone} là {line.pace.expected} người, {labels.STANDING[line.pace.standing]}"
    )


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
    """[(words, names)] of the direct units: who passed, reached, keeps pace, is behind, and who admitted nobody."""
    found = {words: [] for words in labels.STANDING.values()}
    for child in figures.children:
        main = child.main_target
        if main and main.pace:
            found[labels.STANDING[main.pace.standing]].append(child.name)
    nobody = [child.name for child in figures.children if not child.admitted]
    told = [(f"{words[:1].upper()}{words[1:]}", names) for words, names in found.items()]
    return [(words, names) for words, names in [*told, ("Chưa kết nạp được ai", nobody)] if names]


def grassroots(figures):
    line = figures.grassroots
    if line is None:
        return ""
    return (
        f"Tổ chức cơ sở đảng chưa kết nạp được ai: {labels.number(line.without)}/{labels.number(line.total)}."
    )


def returns(line):
    """Of `ReturnsLine`: how often files came back."""
    if not line.sent and not line.returns:
        return "Không có hồ sơ được trình hoặc bị trả lại."
    files = f"{labels.number(line.files)} hồ sơ bị trả lại {labels.number(line.returns)} lượt"
    each = f", bình quân {line.per_file} lượt cho mỗi hồ sơ đã trình" if line.per_file else ""
    return f"{labels.number(line.sent)} hồ sơ đã trình lên cấp trên; {files}{each}."


def recognitions(figures):
    timely, late = labels.number(figures.recognised_on_time), labels.number(figures.recognised_late)
    return f"đúng hạn {timely}, chậm {late}"
