"""What a unit asks beyond the rules. It adds to them and takes nothing away."""

from .base import NotMet, Rule


def _nothing_missing(case):
    missing = case.get("local_missing", ())
    if missing:
        raise NotMet(f"Chưa đáp ứng yêu cầu riêng của cấp trên: {'; '.join(missing)}.")
    return True


RULES = (
    Rule(
        "LOCAL_REQUIREMENTS", ("branch_vote", "branch_recommendation"),
        "Chưa đáp ứng yêu cầu riêng của cấp trên.",
        "Ghi giấy tờ hoặc căn cứ đáp ứng yêu cầu đó vào hồ sơ.",
        _nothing_missing,
    ),
)  # fmt: skip
