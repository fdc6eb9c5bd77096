"""Who was a member before, and may be admitted again."""

from .base import Rule
from .spans import months_between

READMITTING = ("readmit", "branch_vote", "decide")
# How somebody left who is never admitted again: codes of `admission.states.LeftHow`.
NEVER = ("left_activity", "resigned", "disunity", "corruption", "serious_crime")


def _of_former_members(check):
    """A rule that does not concern who never was a member."""

    def holds(case):
        concerned = case.act == "readmit" or case.get("left_on") is not None
        return not concerned or check(case)

    return holds


def _long_out(case):
    return months_between(case.need("left_on"), case.on) >= case.figure("READMISSION_36_MONTHS", "months")


def _record_long_cleared(case):
    if case.get("record_cleared_on") is None and case.get("left_how") != "convicted":
        return True
    months = months_between(case.need("record_cleared_on"), case.on)
    return months >= case.figure("READMISSION_60_MONTHS", "months")


def _for_the_first_time(case):
    return int(case.get("readmitted_before", 0)) < case.figure("READMISSION_ONCE", "times")


RULES = (
    Rule(
        "READMISSION_NEVER", ("note_readmission", *READMITTING),
        "Không kết nạp lại người tự bỏ sinh hoạt đảng, xin ra khỏi Đảng (trừ hoàn cảnh gia đình đặc biệt khó khăn), "
        "gây mất đoàn kết nội bộ nghiêm trọng, bị kết án về tội tham nhũng hoặc tội nghiêm trọng trở lên.",
        "Giải thích cho quần chúng; thôi theo dõi hồ sơ.",
        _of_former_members(lambda case: case.get("left_how") not in NEVER),
    ),
    Rule(
        "READMISSION_ONCE", ("note_readmission", *READMITTING),
        "Mỗi người chỉ được kết nạp lại một lần.",
        "Giải thích cho quần chúng; thôi theo dõi hồ sơ.",
        _of_former_members(_for_the_first_time),
    ),
    Rule(
        "READMISSION_36_MONTHS", READMITTING,
        "Chưa đủ {months} tháng kể từ ngày ra khỏi Đảng.",
        "Chờ đủ thời gian rồi đề nghị.",
        _of_former_members(_long_out),
    ),
    Rule(
        "READMISSION_60_MONTHS", READMITTING,
        "Chưa đủ {months} tháng kể từ ngày được xóa án tích.",
        "Ghi ngày xóa án tích; chờ đủ thời gian rồi đề nghị.",
        _of_former_members(_record_long_cleared),
    ),
    Rule(
        "READMISSION_CONSENT", ("readmit", "appraise", "put_on_agenda", "decide"),
        "Kết nạp lại phải được ban thường vụ tỉnh ủy (cấp ủy trực thuộc Trung ương) đồng ý bằng văn bản trước.",
        "Xin ý kiến bằng văn bản của cấp trên rồi ghi số, ngày văn bản.",
        _of_former_members(lambda case: case.need("consent_on") <= case.on),
    ),
)  # fmt: skip
