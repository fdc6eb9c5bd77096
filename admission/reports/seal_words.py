"""What a figure of a sealed report is called in a restatement."""

from datetime import date

from admission.catalogues import INTRODUCERS, INTRODUCTIONS
from admission.faults import Fault
from admission.groups import GROUPS
from admission.reports import labels
from admission.reports.official.rows import parts
from admission.states import Outcome, State, StopReason

WORDS = {
    **GROUPS,
    **{code.value: code.label for codes in (StopReason, Outcome, Fault) for code in codes},
    **INTRODUCTIONS,
    **labels.MEASURES,
    **labels.TARGET_BY,
    **labels.BASIS,
    **{band: labels.inside(words) for band, words in labels.WAITS.items()},
    "late_pool": labels.MEASURES["late:pool"],
    "late_probation": labels.MEASURES["late:probation"],
    "groups": "Cơ cấu",
    "members": "Số đảng viên",
    "sessions": "Phiên họp",
    "targets": "Chỉ tiêu",
    "months": "Kết nạp theo tháng",
    "waits": "Thời gian ở bước",
    "steps": "Thời gian qua bước",
    "pyramid": "Tuổi đời mới kết nạp",
    "returns": "Trả lại hồ sơ",
    "past": "Cùng kỳ năm trước",
    "term": "Từ đầu nhiệm kỳ",
    "grassroots": "Tổ chức cơ sở đảng",
    "without": "chưa kết nạp được ai",
    "so_far": "từ đầu kỳ",
    "pace": "tiến độ",
    "gone": "số ngày đã qua",
    "days": "số ngày của kỳ",
    "files": "số hồ sơ",
    "median": "trung vị (ngày)",
    "p90": "90% hồ sơ trong vòng (ngày)",
    "full": "chính thức",
    "probationary": "dự bị",
    "total": "tổng số",
    "achieved": "đã thực hiện",
    "value": "mức",
    "rate": "tỷ lệ",
    "now": "kỳ này",
    "before": "cùng kỳ năm trước",
    "unknown": "chưa rõ",
    "all": "chung",
}
STATES = {state.value: state.label for state in State}
OF_PART = {  # words that mean something else elsewhere
    "pool": STATES,
    "probation": STATES,
    "steps": STATES,
    "introduced": dict(INTRODUCERS),
    "pyramid": {"women": "nữ", "men": "nam"},
    "returns": {"files": "hồ sơ bị trả lại", "returns": "lượt trả lại", "none": "không ghi lỗi"},
    "waits": {**STATES, "late": "quá hạn"},
}
PLAIN = {"count", "sections", "lines", "value", "bands", "faults"}  # say nothing that the rest does not say


def figure_name(path):
    """("groups", "female", "count") → "Cơ cấu: Nữ"."""
    if path[0] == "sections":
        return _official(path)
    first, *rest = path
    rest = [step for step in rest if step not in PLAIN or step == path[-1] == "value"]
    said = ", ".join(word for step in rest for part in step.split("/") if (word := _word(part, first)))
    return f"{WORDS.get(first, first)}: {said}" if said else WORDS.get(first, first)


def _word(step, part):
    try:
        day = date.fromisoformat(step)
    except ValueError:
        return OF_PART.get(part, {}).get(step) or WORDS.get(step, step)
    return f"{day:%m/%Y}" if part == "months" else labels.day(day)


def _official(path):
    """("sections", "II.1", "lines", "II.1.8", "now", "value") → "II.1.8 Lao động nông, lâm, ngư nghiệp, kỳ này"."""
    _, _, _, key, *rest = path
    row = next((row for part in parts() for row in part.rows if row.key == key), None)
    name = f"{key} {row.texts[-1].text}" if row else key
    return ", ".join([name, *(WORDS.get(step, step) for step in rest if step not in PLAIN)])
