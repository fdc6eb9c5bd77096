"""What a figure of a sealed report is called in a restatement."""

from admission.catalogues import INTRODUCERS, INTRODUCTIONS
from admission.groups import GROUPS
from admission.reports import labels
from admission.reports.official.rows import parts
from admission.states import Outcome, State, StopReason

MEASURES = {
    **labels.MEASURES,
    "groups": "Cơ cấu",
    "members": "Số đảng viên",
    "sessions": "Phiên họp",
    "targets": "Chỉ tiêu",
    "full": "chính thức",
    "probationary": "dự bị",
    "total": "tổng số",
    "achieved": "đã thực hiện",
    "value": "mức",
    "rate": "tỷ lệ",
    "now": "kỳ này",
    "before": "cùng kỳ năm trước",
    "unknown": "chưa rõ",
}
CODES = {
    **MEASURES,
    **dict(INTRODUCERS),
    **INTRODUCTIONS,
    **GROUPS,
    **{code.value: code.label for codes in (State, StopReason, Outcome) for code in codes},
    **labels.TARGET_BY,
    **labels.BASIS,
    "all": "chung",
}
PLAIN = {"count", "sections", "lines", "value"}  # say nothing that the rest of the path does not say


def figure_name(path):
    """("groups", "female", "count") → "Cơ cấu: Nữ"."""
    if path[0] == "sections":
        return _official(path)
    words = [
        _word(step) for step in path if step not in PLAIN or len(path) > 1 and step == path[-1] == "value"
    ]
    return ": ".join([words[0], ", ".join(words[1:])]) if len(words) > 1 else words[0]


def _word(step):
    return ", ".join(CODES.get(part, part) for part in step.split("/"))


def _official(path):
    """("sections", "II.1", "lines", "II.1.8", "now", "value") → "II.1.8 Lao động nông, lâm, ngư nghiệp, kỳ này"."""
    _, _, _, key, *rest = path
    row = next((row for part in parts() for row in part.rows if row.key == key), None)
    name = f"{key} {row.texts[-1].text}" if row else key
    return ", ".join([name, *(CODES.get(step, step) for step in rest if step not in PLAIN)])
