"""Who may be proposed for admission: age, schooling, class, introductions. Judged on the day the branch votes."""

from .base import Rule
from .instruments import GUIDES, REGULATIONS, STATUTE
from .spans import add_months, months_between

PROPOSING = ("branch_vote",)
YOUTH_AGE = range(16, 31)  # Luật Thanh niên 2020, Art. 1: 16 to 30


def _age(case):
    return months_between(case.need("born"), case.on) // 12


def _schooling(case):
    enough = ("lower_secondary", "upper_secondary")
    return case.need("education") in (("primary", *enough) if case.get("difficult_area") else enough)


def _certificate_valid(case):
    return case.need("certificate_on") <= case.on <= add_months(case.need("certificate_on"), 60)


def introducing_organisation(case):
    """The mass organisation whose resolution stands in for one sponsor: of a young person, the youth union, or the
    trade union where there is no youth union; else None."""
    if _age(case) not in YOUTH_AGE:
        return None
    if case.get("youth_union"):
        return "youth_union"
    return "trade_union" if case.get("trade_union") else None


def _introduced(case):
    official = sum(bool(sponsor["full"]) for sponsor in case.need("sponsors"))
    organisation = introducing_organisation(case)
    if organisation:
        return official >= 1 and organisation in case.get("introduced_by", ())
    return official >= 2


def _in_youth_union(case):
    return (
        _age(case) not in YOUTH_AGE
        or bool(case.get("youth_union"))
        or bool(case.get("trade_union"))
        or bool(case.get("no_youth_organisation"))
    )


def _consent_over_60(case):
    return months_between(case.need("born"), case.need("branch_resolution_on")) <= 60 * 12 or (
        case.need("consent_on") <= case.on
    )


RULES = (
    Rule(
        "AGE_18", PROPOSING, REGULATIONS, "điểm 1.1",
        "Người được xét chưa đủ 18 tuổi (tính theo tháng) vào ngày chi bộ họp xét.",
        "Chờ đến ngày đủ 18 tuổi rồi tổ chức họp xét.",
        lambda case: months_between(case.need("born"), case.on) >= 18 * 12,
    ),
    Rule(
        "AGE_OVER_60", ("appraise", "put_on_agenda", "decide"), REGULATIONS, "điểm 1.1.2",
        "Người trên 60 tuổi chỉ được kết nạp khi ban thường vụ cấp ủy trực thuộc Trung ương đồng ý bằng văn bản.",
        "Xin ý kiến bằng văn bản của cấp trên rồi ghi số, ngày văn bản khi thẩm định.",
        _consent_over_60,
    ),
    Rule(
        "EDUCATION", PROPOSING, REGULATIONS, "điểm 1.2",
        "Chưa có trình độ học vấn tối thiểu: hoàn thành trung học cơ sở (vùng đặc biệt khó khăn: tiểu học).",
        "Bổ sung văn bằng vào hồ sơ, hoặc thôi đề nghị.",
        _schooling,
    ),
    Rule(
        "CERTIFICATE_60_MONTHS", PROPOSING, GUIDES, "điểm 5.4",
        "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng đã quá 60 tháng vào ngày chi bộ họp xét.",
        "Cử đi học lại lớp bồi dưỡng nhận thức về Đảng.",
        _certificate_valid, confidence="S",
    ),
    Rule(
        "SPONSOR_OFFICIAL", PROPOSING, STATUTE, "khoản 1 Điều 4",
        "Chưa đủ người giới thiệu: hai đảng viên chính thức; hoặc một đảng viên chính thức cùng nghị quyết của "
        "ban chấp hành Đoàn (Công đoàn) cơ sở đối với đoàn viên trong độ tuổi thanh niên.",
        "Ghi thêm giấy giới thiệu (3-KNĐ) hoặc nghị quyết giới thiệu (4-KNĐ, 4a-KNĐ).",
        _introduced,
    ),
    Rule(
        "SPONSOR_12_MONTHS", PROPOSING, STATUTE, "khoản 2 Điều 4",
        "Người giới thiệu chưa cùng công tác, học tập hoặc cư trú với người vào Đảng đủ 12 tháng.",
        "Phân công đảng viên chính thức khác giới thiệu.",
        lambda case: all(sponsor["together_months"] >= 12 for sponsor in case.need("sponsors")),
    ),
    Rule(
        "YOUTH_UNION", PROPOSING, STATUTE, "khoản 1 Điều 4",
        "Người trong độ tuổi thanh niên phải là đoàn viên, ở nơi có tổ chức Đoàn.",
        "Ghi ngày vào Đoàn; nơi không có tổ chức Đoàn thì đánh dấu vào ô tương ứng trong hồ sơ.",
        _in_youth_union,
    ),
    Rule(
        "OPINIONS", PROPOSING, GUIDES, "điểm 3.6",
        "Chưa có tổng hợp ý kiến nhận xét của đoàn thể và chi ủy nơi cư trú.",
        "Lấy ý kiến rồi ghi mẫu 5-KNĐ.",
        lambda case: case.need("opinions_on") <= case.on,
    ),
    Rule(
        "PAPERS_12_MONTHS", PROPOSING, GUIDES, "điểm 5.4b",
        "Giấy giới thiệu hoặc ý kiến nhận xét đã lập quá 12 tháng.",
        "Làm lại giấy giới thiệu và lấy lại ý kiến nhận xét.",
        lambda case: case.on <= add_months(case.need("introductions_on"), 12), confidence="K",
    ),
    Rule(
        "PAPERS_BEFORE_MEETING", PROPOSING, GUIDES, "điểm 3.6",
        "Có giấy giới thiệu hoặc ý kiến nhận xét ghi ngày sau ngày chi bộ họp xét.",
        "Kiểm tra lại ngày trên các mẫu 3-KNĐ, 4-KNĐ, 5-KNĐ.",
        lambda case: case.need("latest_introduction_on") <= case.on,
    ),
    Rule(
        "HELPER_OFFICIAL", ("assign_helper",), STATUTE, "khoản 2 Điều 4",
        "Người giúp đỡ phải là đảng viên chính thức vào ngày được phân công.",
        "Phân công đảng viên chính thức khác.",
        lambda case: all(helper["full"] for helper in case.need("helpers")),
    ),
)  # fmt: skip
