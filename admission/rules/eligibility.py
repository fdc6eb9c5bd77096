"""Who may be proposed for admission: age, schooling, class, introductions. Judged on the day the branch votes."""

from .base import Rule
from .spans import add_months, months_between

PROPOSING = ("branch_vote",)


def _months_old(case):
    return months_between(case.need("born"), case.on)


def _of_youth_age(case):
    first, last = case.figure("YOUTH_AGE", "from_years"), case.figure("YOUTH_AGE", "to_years")
    return first <= _months_old(case) // 12 <= last


def _schooling(case):
    enough = ["lower_secondary", "upper_secondary"]
    if case.get("village_elder") or case.get("area", "normal") != "normal":
        enough.append("primary")
    if case.get("village_elder"):
        enough.append("literate")
    return case.need("education") in enough


def _certificate_valid(case):
    issued_on = case.need("certificate_on")
    return issued_on <= case.on <= add_months(issued_on, case.figure("CERTIFICATE_60_MONTHS", "months"))


def introducing_organisation(case):
    """The mass organisation whose resolution stands in for one sponsor: of a young person, the youth union, or the
    trade union where there is no youth union; else None."""
    if not _of_youth_age(case):
        return None
    if case.get("youth_union"):
        return "youth_union"
    return "trade_union" if case.get("trade_union") else None


def _introduced(case):
    official = sum(bool(sponsor["full"]) for sponsor in case.need("sponsors"))
    organisation = introducing_organisation(case)
    if organisation:
        enough = official >= case.figure("SPONSOR_OFFICIAL", "members_with_organisation")
        return enough and organisation in case.get("introduced_by", ())
    return official >= case.figure("SPONSOR_OFFICIAL", "members")


def _together_long_enough(case):
    """A helper assigned after a move with a certificate of the old base committee sponsors regardless of the months."""
    months, moved = case.figure("SPONSOR_12_MONTHS", "months"), bool(case.get("moved_with_certificate"))
    return all(
        sponsor["together_months"] >= months or moved and sponsor.get("helps_since_move")
        for sponsor in case.need("sponsors")
    )


def _in_youth_union(case):
    return (
        not _of_youth_age(case)
        or bool(case.get("youth_union"))
        or bool(case.get("trade_union"))
        or bool(case.get("no_youth_organisation"))
    )


def _consent_over_60(case):
    months = months_between(case.need("born"), case.need("branch_resolution_on"))
    return months <= case.figure("AGE_OVER_60", "years") * 12 or case.need("consent_on") <= case.on


def _ground_over_60(case):
    months = months_between(case.need("born"), case.need("branch_resolution_on"))
    return months <= case.figure("AGE_OVER_60", "years") * 12 or bool(case.need("over_60_ground"))


def _introduced_lately(case):
    return case.on <= add_months(case.need("introductions_on"), case.figure("PAPERS_12_MONTHS", "months"))


RULES = (
    Rule(
        "AGE_18", PROPOSING,
        "Người được xét chưa đủ {years} tuổi (tính theo tháng) vào ngày chi bộ họp xét.",
        "Chờ đến ngày đủ tuổi rồi tổ chức họp xét.",
        lambda case: _months_old(case) >= case.figure("AGE_18", "years") * 12,
    ),
    Rule(
        "AGE_OVER_60", ("appraise", "put_on_agenda", "decide"),
        "Người trên {years} tuổi chỉ được kết nạp khi ban thường vụ cấp ủy trực thuộc Trung ương đồng ý bằng văn bản.",
        "Xin ý kiến bằng văn bản của cấp trên rồi ghi số, ngày văn bản khi thẩm định.",
        _consent_over_60,
    ),
    Rule(
        "OVER_60_GROUND", ("appraise",),
        "Người trên {years} tuổi chỉ được xét khi có sức khỏe, uy tín, và nơi công tác, cư trú chưa có tổ chức đảng, "
        "đảng viên hoặc do yêu cầu đặc biệt.",
        "Ghi lý do xét người trên 60 tuổi khi thẩm định.",
        _ground_over_60,
    ),
    Rule(
        "EDUCATION", PROPOSING,
        "Chưa có trình độ học vấn tối thiểu: hoàn thành trung học cơ sở; ở miền núi, biên giới, hải đảo, vùng dân tộc "
        "thiểu số, vùng đặc biệt khó khăn và ngư dân trên biển: tiểu học; già làng, trưởng bản, người có uy tín: biết "
        "đọc, biết viết chữ quốc ngữ.",
        "Bổ sung văn bằng, hoặc ghi đúng địa bàn, uy tín của người được xét trong thông tin cá nhân.",
        _schooling,
    ),
    Rule(
        "CERTIFICATE_60_MONTHS", PROPOSING,
        "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng đã quá {months} tháng vào ngày chi bộ họp xét.",
        "Cử đi học lại lớp bồi dưỡng nhận thức về Đảng.",
        _certificate_valid,
    ),
    Rule(
        "SPONSOR_OFFICIAL", PROPOSING,
        "Chưa đủ người giới thiệu: {members} đảng viên chính thức; hoặc {members_with_organisation} đảng viên chính "
        "thức cùng nghị quyết của ban chấp hành Đoàn (Công đoàn) cơ sở đối với đoàn viên trong độ tuổi thanh niên.",
        "Ghi thêm giấy giới thiệu (3-KNĐ) hoặc nghị quyết giới thiệu (4-KNĐ, 4a-KNĐ).",
        _introduced,
    ),
    Rule(
        "SPONSOR_12_MONTHS", PROPOSING,
        "Người giới thiệu chưa cùng công tác, học tập hoặc cư trú với người vào Đảng đủ {months} tháng.",
        "Phân công đảng viên chính thức khác giới thiệu.",
        _together_long_enough,
    ),
    Rule(
        "YOUTH_UNION", PROPOSING,
        "Người trong độ tuổi thanh niên phải là đoàn viên, ở nơi có tổ chức Đoàn.",
        "Ghi ngày vào Đoàn; nơi không có tổ chức Đoàn thì đánh dấu vào ô tương ứng trong hồ sơ.",
        _in_youth_union,
    ),
    Rule(
        "APPLICATION", PROPOSING,
        "Đơn xin vào Đảng phải viết trước ngày chi bộ họp xét.",
        "Kiểm tra lại ngày trên đơn (1-KNĐ).",
        lambda case: case.need("application_on") <= case.on,
    ),
    Rule(
        "OPINIONS", PROPOSING,
        "Chưa có tổng hợp ý kiến nhận xét của đoàn thể và chi ủy nơi cư trú.",
        "Lấy ý kiến rồi ghi mẫu 5-KNĐ.",
        lambda case: case.need("opinions_on") <= case.on, papers=("opinions_on",),
    ),
    Rule(
        "PAPERS_12_MONTHS", PROPOSING,
        "Giấy giới thiệu hoặc ý kiến nhận xét đã lập quá {months} tháng.",
        "Làm lại giấy giới thiệu và lấy lại ý kiến nhận xét.",
        _introduced_lately, papers=("introductions_on",),
    ),
    Rule(
        "PAPERS_BEFORE_MEETING", PROPOSING,
        "Có giấy giới thiệu hoặc ý kiến nhận xét ghi ngày sau ngày chi bộ họp xét.",
        "Kiểm tra lại ngày trên các mẫu 3-KNĐ, 4-KNĐ, 5-KNĐ.",
        lambda case: case.need("latest_introduction_on") <= case.on, papers=("latest_introduction_on",),
    ),
    Rule(
        "HELPER_OFFICIAL", ("assign_helper",),
        "Người giúp đỡ phải là đảng viên chính thức vào ngày được phân công.",
        "Phân công đảng viên chính thức khác.",
        lambda case: all(helper["full"] for helper in case.need("helpers")),
    ),
)  # fmt: skip
