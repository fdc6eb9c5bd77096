"""The second round: from probationary to full member."""

from .base import Rule
from .book import figure
from .dates import in_order
from .spans import add_months

PAPERS = ("self_review_on", "helper_review_on", "probation_opinions_on")


def probation_ends(ceremony_on):
    """The day the twelve months end: from then on the member is official, however late the paper."""
    return add_months(ceremony_on, figure("PROBATION_12_MONTHS", "months", ceremony_on))


def _papers(case):
    return all(case.need(key) <= case.on for key in PAPERS)


RULES = (
    Rule(
        "PROBATION_12_MONTHS", ("branch_recommendation", "recognise"),
        "Chưa đủ {months} tháng dự bị, tính từ ngày tổ chức lễ kết nạp.",
        "Họp xét sau ngày đủ thời gian dự bị.",
        lambda case: case.on >= add_months(case.need("ceremony_on"), case.figure("PROBATION_12_MONTHS", "months")),
    ),
    Rule(
        "NEW_MEMBER_CLASS", ("branch_recommendation",),
        "Chưa có giấy chứng nhận học lớp bồi dưỡng đảng viên mới.",
        "Cử đi học rồi ghi số, ngày giấy chứng nhận.",
        lambda case: case.need("new_member_class_on") <= case.on, papers=("new_member_class_on",),
    ),
    Rule(
        "PROBATION_PAPERS", ("branch_recommendation",),
        "Chưa đủ bản tự kiểm điểm, nhận xét của người giúp đỡ và ý kiến đoàn thể, nơi cư trú.",
        "Ghi đủ các mẫu 10-KNĐ, 11-KNĐ, 12-KNĐ.",
        _papers, papers=PAPERS,
    ),
    Rule(
        "AFTER_BRANCH_RECOMMENDED",
        ("section_recommend", "committee_recommendation", "submit_recognition", "put_recognition_on_agenda",
         "recognise"),
        "Cấp trên chỉ xét công nhận sau khi chi bộ đã có nghị quyết đề nghị.",
        "Kiểm tra lại ngày: phải sau ngày nghị quyết của chi bộ (13-KNĐ).",
        in_order("branch_recommendation_on"), papers=("branch_recommendation_on",),
    ),
    Rule(
        "THREE_FAILED_VOTES", ("branch_recommendation",),
        "Chi bộ đã {votes} lần biểu quyết mà không đạt: không tự biểu quyết tiếp.",
        "Báo cáo cấp ủy cấp trên để cấp có thẩm quyền xem xét, quyết định công nhận hoặc xóa tên.",
        lambda case: case.get("failed_votes", 0) < case.figure("THREE_FAILED_VOTES", "votes"),
    ),
    Rule(
        "REPORT_AFTER_VOTES", ("report_votes",),
        "Chi bộ chỉ báo cáo cấp trên sau khi đã {votes} lần biểu quyết không đạt.",
        "Chi bộ họp xét, biểu quyết công nhận hoặc đề nghị xóa tên.",
        lambda case: case.need("failed_votes") >= case.figure("REPORT_AFTER_VOTES", "votes"),
    ),
    Rule(
        "REMOVAL_PROPOSED", ("strike_off",),
        "Chi bộ chưa có nghị quyết đề nghị xóa tên.",
        "Chi bộ họp, biểu quyết đề nghị xóa tên; cấp có thẩm quyền quyết định sau đó.",
        lambda case: bool(case.get("votes_reported_on")) or case.need("removal_proposed_on") <= case.on,
    ),
)  # fmt: skip
