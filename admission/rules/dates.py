"""What must come before what in the first round, and within which spans."""

from .base import NotMet, Rule
from .spans import add_working_days


def in_order(*keys):
    """Each of these days is stated and not after the next, and none is after the act."""

    def holds(case):
        days = [case.need(key) for key in keys]
        return days == sorted(days) and days[-1] <= case.on

    return holds


def _ceremony_in_time(case):
    last = add_working_days(case.need("decision_on"), case.figure("CEREMONY_30_WORKING_DAYS", "working_days"))
    return case.on <= last or bool(case.get("late_consent"))


def _committee_first(case):
    """Only where a base committee votes on the way to another that decides."""
    route = case.get("route", ())
    if "base_committee" not in route or case.get("decides") == "base_committee":
        return True
    return case.need("branch_resolution_on") <= case.need("committee_resolution_on") <= case.on


def _everybody_verified(case):
    left = case.get("unverified", ())
    if left:
        raise NotMet(f"Chưa có kết quả thẩm tra lý lịch của: {', '.join(left)}.")
    return True


RULES = (
    Rule(
        "APPLICATION_FIRST", ("send_verification",),
        "Đơn xin vào Đảng phải viết trước khi khai lý lịch, và lý lịch phải khai trước khi gửi thẩm tra.",
        "Kiểm tra lại ngày trên đơn (1-KNĐ) và trên lý lịch (2-KNĐ).",
        in_order("application_on", "history_on"),
    ),
    Rule(
        "VERIFIED_BEFORE_CERTIFIED", ("certify", "branch_vote"),
        "Lý lịch chưa được thẩm tra xong: phải có kết luận trả lời sau khi gửi công văn.",
        "Chờ văn bản trả lời rồi ghi ngày và kết luận thẩm tra.",
        in_order("verification_sent_on", "verification_replied_on"),
        papers=("verification_sent_on", "verification_replied_on"),
    ),
    Rule(
        "PERSONS_VERIFIED", ("certify",),
        "Còn người phải thẩm tra lý lịch mà chưa có văn bản trả lời.",
        "Gửi công văn và ghi trả lời; người không phải thẩm tra thì ghi lý do.",
        _everybody_verified,
    ),
    Rule(
        "AFTER_BRANCH", ("section_appraise", "committee_vote", "submit"),
        "Cấp trên chỉ xét sau khi chi bộ đã có nghị quyết đề nghị.",
        "Kiểm tra lại ngày họp: phải sau ngày nghị quyết của chi bộ (6-KNĐ).",
        in_order("branch_resolution_on"),
    ),
    Rule(
        "AFTER_COMMITTEE", ("put_on_agenda", "decide"),
        "Chỉ quyết định kết nạp sau khi đảng ủy cơ sở đã có nghị quyết đề nghị.",
        "Kiểm tra lại ngày nghị quyết của đảng ủy cơ sở (8-KNĐ).",
        _committee_first,
    ),
    Rule(
        "DECISION_AFTER_RESOLUTIONS", ("put_on_agenda", "decide"),
        "Quyết định kết nạp phải sau nghị quyết đề nghị của chi bộ.",
        "Chọn phiên họp sau ngày nghị quyết của chi bộ.",
        in_order("branch_resolution_on"),
    ),
    Rule(
        "CEREMONY_AFTER_DECISION", ("ceremony",),
        "Lễ kết nạp phải tổ chức sau khi có quyết định kết nạp.",
        "Kiểm tra lại ngày tổ chức lễ kết nạp.",
        in_order("decision_on"),
    ),
    Rule(
        "CEREMONY_30_WORKING_DAYS", ("ceremony",),
        "Đã quá {working_days} ngày làm việc kể từ ngày quyết định kết nạp.",
        "Xin cấp ủy có thẩm quyền đồng ý bằng văn bản, rồi ghi số văn bản đồng ý.",
        _ceremony_in_time,
    ),
)  # fmt: skip
