"""Who decides, and by what majority of that body. Which committee it is stands in the tree, never in the kind alone."""

from .base import Rule
from .votes import carries

DECISIONS = ("decide", "recognise")
OUTSIDE = "outside"  # a committee that this installation does not know decides
AUTHORITIES = ("base_committee", "base_branch", "superior", "province", "central")  # where the power may lie


def _has_the_power(case):
    decides = case.need("decides")
    return decides == OUTSIDE or (decides in AUTHORITIES and decides in case.need("route"))


def _carried_by(kind, code):
    """Asked only where this kind decides and its vote is stated: a standing committee may decide without counting."""
    return lambda case: (
        case.get("decides") != kind or not case.get("votes") or carries(case.get("votes"), case.figures(code))
    )


RULES = (
    Rule(
        "DECIDER", DECISIONS,
        "Chi bộ trực thuộc, đảng ủy bộ phận không quyết định được: quyết định là của cấp ủy từ cơ sở trở lên mà hồ sơ "
        "đi qua.",
        "Trình cấp ủy có thẩm quyền.",
        _has_the_power,
    ),
    Rule(
        "DECIDER_BASE_COMMITTEE", DECISIONS,
        "Chưa đủ số phiếu để đảng ủy cơ sở quyết định ({majority} tổng số).",
        "Không ra quyết định; thông báo kết quả cho chi bộ.",
        _carried_by("base_committee", "DECIDER_BASE_COMMITTEE"),
    ),
    Rule(
        "DECIDER_SUPERIOR", DECISIONS,
        "Chưa đủ số phiếu để ban thường vụ quyết định (quá {majority} tổng số).",
        "Không ra quyết định; thông báo kết quả cho chi bộ.",
        _carried_by("superior", "DECIDER_SUPERIOR"),
    ),
    Rule(
        "DECIDER_PROVINCE", DECISIONS,
        "Chưa đủ số phiếu để quyết định (quá {majority} tổng số).",
        "Không ra quyết định; thông báo kết quả cho chi bộ.",
        _carried_by("province", "DECIDER_PROVINCE"),
    ),
)  # fmt: skip
