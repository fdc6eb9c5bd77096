"""The second round: from probationary to full member."""

from .base import Rule
from .dates import in_order
from .instruments import GUIDES, REGULATIONS, STATUTE
from .spans import add_months


def probation_ends(ceremony_on):
    """The day the twelve months end: from then on the member is official, however late the paper."""
    return add_months(ceremony_on, 12)


def _papers(case):
    keys = ("self_review_on", "helper_review_on", "probation_opinions_on")
    return all(case.need(key) <= case.on for key in keys)


RULES = (
    Rule(
        "PROBATION_12_MONTHS", ("branch_recommendation", "recognise"), STATUTE, "khoản 1 Điều 5",
        "Chưa đủ 12 tháng dự bị, tính từ ngày tổ chức lễ kết nạp.",
        "Họp xét sau ngày đủ 12 tháng.",
        lambda case: case.on >= probation_ends(case.need("ceremony_on")),
    ),
    Rule(
        "NEW_MEMBER_CLASS", ("branch_recommendation",), REGULATIONS, "điểm 4.2",
        "Chưa có giấy chứng nhận học lớp bồi dưỡng đảng viên mới.",
        "Cử đi học rồi ghi số, ngày giấy chứng nhận.",
        lambda case: case.need("new_member_class_on") <= case.on,
    ),
    Rule(
        "PROBATION_PAPERS", ("branch_recommendation",), GUIDES, "điểm 4",
        "Chưa đủ bản tự kiểm điểm, nhận xét của người giúp đỡ và ý kiến đoàn thể, nơi cư trú.",
        "Ghi đủ các mẫu 10-KNĐ, 11-KNĐ, 12-KNĐ.",
        _papers,
    ),
    Rule(
        "AFTER_BRANCH_RECOMMENDED",
        ("section_recommend", "committee_recommendation", "submit_recognition", "put_recognition_on_agenda",
         "recognise"),
        STATUTE, "khoản 3 Điều 5",
        "Cấp trên chỉ xét công nhận sau khi chi bộ đã có nghị quyết đề nghị.",
        "Kiểm tra lại ngày: phải sau ngày nghị quyết của chi bộ (13-KNĐ).",
        in_order("branch_recommendation_on"),
    ),
)  # fmt: skip
