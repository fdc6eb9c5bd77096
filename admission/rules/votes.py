"""Majorities, judged in integers and of all who are entitled, not of those present."""

from .base import Rule
from .instruments import GUIDES, REGULATIONS, STATUTE

BRANCH_VOTES = ("branch_vote", "branch_recommendation")
COMMITTEE_VOTES = ("committee_vote", "committee_recommendation")


def two_thirds(case):
    """3 × for ≥ 2 × (all − exempt and absent)."""
    votes = case.need("votes")
    counted = votes["all"] - votes.get("exempt_absent", 0)
    return counted > 0 and 3 * votes["for"] >= 2 * counted


def _counts_fit(case):
    votes = case.need("votes")
    may_come = votes["all"] - votes.get("exempt_absent", 0)
    return 0 <= votes["for"] + votes["against"] <= votes["present"] <= may_come


RULES = (
    Rule(
        "VOTE_COUNTS", (*BRANCH_VOTES, *COMMITTEE_VOTES), GUIDES, "điểm 9.3.2",
        "Số liệu biểu quyết không khớp: tán thành cộng không tán thành không được nhiều hơn số có mặt, "
        "số có mặt không được nhiều hơn tổng số trừ người được miễn sinh hoạt vắng mặt.",
        "Kiểm tra lại biên bản họp.",
        _counts_fit, confidence="S",
    ),
    Rule(
        "BRANCH_OF_THREE", BRANCH_VOTES, STATUTE, "khoản 1 Điều 24",
        "Chi bộ phải có ít nhất ba đảng viên chính thức mới họp xét được.",
        "Báo cáo cấp ủy cấp trên để sắp xếp lại tổ chức.",
        lambda case: case.need("votes")["all"] >= 3, confidence="S",
    ),
    Rule(
        "BRANCH_TWO_THIRDS", BRANCH_VOTES, STATUTE, "khoản 3 Điều 4",
        "Chưa đủ hai phần ba tổng số đảng viên chính thức của chi bộ tán thành.",
        "Chi bộ không ra nghị quyết đề nghị; tiếp tục bồi dưỡng, giúp đỡ rồi xét lại.",
        two_thirds, outcome=True,
    ),
    Rule(
        "COMMITTEE_TWO_THIRDS", COMMITTEE_VOTES, REGULATIONS, "điểm 4.3",
        "Chưa đủ hai phần ba tổng số cấp ủy viên tán thành.",
        "Đảng ủy không ra nghị quyết đề nghị; thông báo cho chi bộ.",
        two_thirds, confidence="S", outcome=True,
    ),
)  # fmt: skip
