"""The papers that come in for a file, in either round."""

from django.core.exceptions import ValidationError

from admission.forms.base import ActForm
from partytrack.forms import DayField, NameField, TextField


class TakeApplicationForm(ActForm):
    on_label = "Ngày chi bộ nhận đơn"
    numbered = (("certificate_number", "certificate_on"),)
    groups = [
        ("Đơn xin vào Đảng (1-KNĐ)", ["application_on", "on"]),
        ("Lớp bồi dưỡng nhận thức về Đảng", ["certificate_number", "certificate_on", "certificate_issuer"]),
    ]
    application_on = DayField(label="Ngày ghi trên đơn")
    certificate_number = TextField(label="Số giấy chứng nhận", max_length=60, required=False)
    certificate_on = DayField(
        label="Ngày cấp", required=False, help_text="Có thể ghi sau. Giấy chứng nhận có giá trị 60 tháng"
    )
    certificate_issuer = TextField(label="Nơi cấp", required=False, help_text="Ví dụ Trung tâm Chính trị")


class FilePapersForm(ActForm):
    on_label = "Ngày chi ủy nhận giấy tờ"
    numbered = (
        ("youth_union_resolution_number", "youth_union_resolution_on"),
        ("trade_union_resolution_number", "trade_union_resolution_on"),
        ("certificate_number", "certificate_on"),
    )
    groups = [
        ("Đảng viên giới thiệu (3-KNĐ)",
         ["introduced_on", "sponsor_name", "sponsor_full_from", "sponsor_together_from"]),
        ("Người giới thiệu thứ hai (khi không có Đoàn, Công đoàn giới thiệu)",
         ["sponsor_2_name", "sponsor_2_full_from", "sponsor_2_together_from"]),
        ("Nghị quyết của Đoàn (4-KNĐ) hoặc Công đoàn (4a-KNĐ)",
         ["youth_union_resolution_number", "youth_union_resolution_on",
          "trade_union_resolution_number", "trade_union_resolution_on"]),
        ("Ý kiến nhận xét (5-KNĐ)", ["opinions_on"]),
        ("Giấy chứng nhận lớp bồi dưỡng nhận thức (nếu chưa ghi)",
         ["certificate_number", "certificate_on", "certificate_issuer"]),
        ("", ["on"]),
    ]  # fmt: skip
    introduced_on = DayField(label="Ngày giấy giới thiệu", required=False)
    sponsor_name = NameField(label="Họ và tên", required=False)
    sponsor_full_from = DayField(label="Chính thức từ ngày", required=False)
    sponsor_together_from = DayField(
        label="Cùng công tác, học tập hoặc cư trú từ ngày", required=False, help_text="Phải đủ 12 tháng"
    )
    sponsor_2_name = NameField(label="Họ và tên", required=False)
    sponsor_2_full_from = DayField(label="Chính thức từ ngày", required=False)
    sponsor_2_together_from = DayField(label="Cùng công tác, học tập hoặc cư trú từ ngày", required=False)
    youth_union_resolution_number = TextField(label="Số nghị quyết của Đoàn", max_length=60, required=False)
    youth_union_resolution_on = DayField(label="Ngày nghị quyết của Đoàn", required=False)
    trade_union_resolution_number = TextField(
        label="Số nghị quyết của Công đoàn", max_length=60, required=False
    )
    trade_union_resolution_on = DayField(label="Ngày nghị quyết của Công đoàn", required=False)
    opinions_on = DayField(label="Ngày tổng hợp ý kiến đoàn thể và chi ủy nơi cư trú", required=False)
    certificate_number = TextField(label="Số giấy chứng nhận", max_length=60, required=False)
    certificate_on = DayField(label="Ngày cấp", required=False)
    certificate_issuer = TextField(label="Nơi cấp", required=False)

    def clean(self):
        data = super().clean()
        for name in ("sponsor", "sponsor_2"):
            self.need_together(data, f"{name}_name", f"{name}_full_from", f"{name}_together_from")
        first, second = (data.get(name, "").casefold() for name in ("sponsor_name", "sponsor_2_name"))
        if first and first == second:
            self.add_error("sponsor_2_name", "Người này đã ghi ở trên. Ghi người giới thiệu khác.")
        if data.get("sponsor_2_name") and not data.get("sponsor_name"):
            self.add_error("sponsor_name", "Ghi người giới thiệu thứ nhất trước.")
        if data.get("sponsor_name") and not data.get("introduced_on"):
            self.add_error("introduced_on", "Ghi ngày của giấy giới thiệu.")
        stated = (
            "sponsor_name",
            "youth_union_resolution_on",
            "trade_union_resolution_on",
            "opinions_on",
            "certificate_on",
        )
        if not self.errors and not any(data.get(name) for name in stated):
            raise ValidationError("Chưa ghi giấy tờ nào.")
        return data


class ProbationPapersForm(ActForm):
    on_label = "Ngày chi ủy nhận giấy tờ"
    numbered = (("class_number", "class_on"),)
    groups = [
        ("Hồ sơ đảng viên", ["profile_on", "member_card_on"]),
        ("Lớp bồi dưỡng đảng viên mới", ["class_number", "class_on"]),
        ("Nhận xét sau 12 tháng dự bị", ["self_review_on", "helper_review_on", "opinions_on"]),
        ("", ["on"]),
    ]
    profile_on = DayField(label="Ngày lý lịch đảng viên (1-HSĐV)", required=False)
    member_card_on = DayField(label="Ngày phiếu đảng viên (2-HSĐV)", required=False)
    class_number = TextField(label="Số giấy chứng nhận", max_length=60, required=False)
    class_on = DayField(label="Ngày cấp", required=False)
    self_review_on = DayField(label="Ngày bản tự kiểm điểm (10-KNĐ)", required=False)
    helper_review_on = DayField(label="Ngày nhận xét của người giúp đỡ (11-KNĐ)", required=False)
    opinions_on = DayField(label="Ngày tổng hợp ý kiến (12-KNĐ)", required=False)

    def clean(self):
        data = super().clean()
        stated = {name for _, names in self.groups for name in names} - {"on", "class_number"}
        if not self.errors and not any(data.get(name) for name in stated):
            raise ValidationError("Chưa ghi giấy tờ nào.")
        return data
