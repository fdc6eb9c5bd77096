"""Majorities, judged in integers and of all who are entitled, not of those present."""

from .base import Rule

BRANCH_VOTES = ("branch_vote", "branch_recommendation", "propose_removal")
COMMITTEE_VOTES = ("committee_vote", "committee_recommendation")


def carries(tally, figures):
    """Is the share of `for` among all who count (`all` less those exempt and absent) the majority that `figures` ask
    for (numerator, denominator, more_than)? In integers: denominator × for against numerator × counted."""
    counted = tally["all"] - tally.get("exempt_absent", 0)
    mine, needed = figures["denominator"] * tally["for"], figures["numerator"] * counted
    return counted > 0 and (mine > needed if figures.get("more_than") else mine >= needed)


def needed_votes(counted, figures):
    """The least number of votes for, of `counted`, that carries."""
    whole, rest = divmod(figures["numerator"] * counted, figures["denominator"])
    return whole + (1 if rest or figures.get("more_than") else 0)


def _majority(code):
    return lambda case: carries(case.need("votes"), case.figures(code))


def _counts_fit(case):
    votes = case.need("votes")
    may_come = votes["all"] - votes.get("exempt_absent", 0)
    return 0 <= votes["for"] + votes["against"] <= votes["present"] <= may_come


RULES = (
    Rule(
        "VOTE_COUNTS", (*BRANCH_VOTES, *COMMITTEE_VOTES),
        "Số liệu biểu quyết không khớp: tán thành cộng không tán thành không được nhiều hơn số có mặt, "
        "số có mặt không được nhiều hơn tổng số trừ người được miễn sinh hoạt vắng mặt.",
        "Kiểm tra lại biên bản họp.",
        _counts_fit,
    ),
    Rule(
        "BRANCH_OF_THREE", BRANCH_VOTES,
        "Chi bộ phải có ít nhất {members} đảng viên chính thức mới họp xét được.",
        "Báo cáo cấp ủy cấp trên để sắp xếp lại tổ chức.",
        lambda case: case.need("votes")["all"] >= case.figure("BRANCH_OF_THREE", "members"),
    ),
    Rule(
        "BRANCH_TWO_THIRDS", BRANCH_VOTES,
        "Chưa đủ {majority} tổng số đảng viên chính thức của chi bộ tán thành.",
        "Chi bộ không ra nghị quyết đề nghị; tiếp tục bồi dưỡng, giúp đỡ rồi xét lại.",
        _majority("BRANCH_TWO_THIRDS"), outcome=True,
    ),
    Rule(
        "COMMITTEE_TWO_THIRDS", COMMITTEE_VOTES,
        "Chưa đủ {majority} tổng số cấp ủy viên tán thành.",
        "Đảng ủy không ra nghị quyết đề nghị; thông báo cho chi bộ.",
        _majority("COMMITTEE_TWO_THIRDS"), outcome=True,
    ),
)  # fmt: skip
