"""One form for each act: what the law asks for at that step, and nothing else."""

from django import forms
from django.core.exceptions import ValidationError

from admission.catalogues import OVER_60_GROUNDS
from admission.faults import Fault
from admission.forms import papers, special, verification
from admission.forms.base import ActForm
from admission.forms.history.returning import offered
from admission.forms.sources import AssessForm, DescribeOriginForm, FinishTaskForm, GiveTaskForm
from admission.local_requirements import requirements_for
from admission.models import LocalRequirement
from admission.rules import figure
from admission.rules.spans import months_between
from admission.states import RemovalGround, StopReason
from partytrack.forms import DayField, NameField, TextField


class AssignHelperForm(ActForm):
    on_label = "Ngày nghị quyết phân công"
    groups = [
        ("Nghị quyết của chi bộ", ["number", "on"]),
        ("Đảng viên giúp đỡ", ["helper_name", "helper_full_from"]),
        ("Người thứ hai (nếu có)", ["helper_2_name", "helper_2_full_from"]),
    ]
    number = TextField(label="Số nghị quyết", max_length=60, help_text="Ví dụ 05-NQ/CB")
    helper_name = NameField(label="Họ và tên")
    helper_full_from = DayField(
        label="Chính thức từ ngày", help_text="Người giúp đỡ phải là đảng viên chính thức"
    )
    helper_2_name = NameField(label="Họ và tên", required=False)
    helper_2_full_from = DayField(label="Chính thức từ ngày", required=False)

    def clean(self):
        data = super().clean()
        self.need_together(data, "helper_2_name", "helper_2_full_from")
        data["assigned_on"] = data.get("on")
        return data


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


class VoteForm(ActForm):
    """A meeting's tally. `who` are those entitled."""

    on_label = "Ngày họp"
    who = "đảng viên chính thức"
    groups = [
        ("Cuộc họp", ["on", "number", "chair", "secretary"]),
        ("Thành phần", ["entitled", "exempt_absent", "present"]),
        ("Biểu quyết", ["votes_for", "votes_against"]),
    ]
    number = TextField(label="Số nghị quyết", max_length=60, help_text="Ví dụ 12-NQ/CB")
    chair = NameField(label="Chủ trì")
    secretary = NameField(label="Thư ký")
    entitled = forms.IntegerField(min_value=1, max_value=10000)
    exempt_absent = forms.IntegerField(
        label="Được miễn sinh hoạt, vắng mặt", min_value=0, max_value=10000, initial=0,
        help_text="Không tính vào tổng số khi lấy tỷ lệ",
    )  # fmt: skip
    present = forms.IntegerField(label="Có mặt", min_value=0, max_value=10000)
    votes_for = forms.IntegerField(
        label="Tán thành",
        min_value=0,
        max_value=10000,
        help_text="Phải đạt hai phần ba tổng số, không phải số có mặt",
    )
    votes_against = forms.IntegerField(label="Không tán thành", min_value=0, max_value=10000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entitled"].label = f"Tổng số {self.who}"


class CommitteeVoteForm(VoteForm):
    who = "cấp ủy viên"


class RemovalForm(VoteForm):
    groups = [("Lý do", ["ground"]), *VoteForm.groups]
    ground = forms.ChoiceField(label="Lý do đề nghị xóa tên", choices=[("", "Chọn"), *RemovalGround.choices])


class NumberedForm(ActForm):
    groups = [("", ["number", "on"])]
    number = TextField(label="Số văn bản", max_length=60)


class SectionForm(NumberedForm):
    on_label = "Ngày báo cáo thẩm định"


class SubmitForm(NumberedForm):
    on_label = "Ngày trình"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].label = "Số tờ trình"


class AppraiseForm(ActForm):
    on_label = "Ngày thẩm định"
    numbered = (("consent_number", "consent_on"),)
    groups = [
        ("", ["on"]),
        ("Văn bản đồng ý của ban thường vụ tỉnh ủy, thành ủy", ["consent_number", "consent_on"]),
        ("Điều kiện xét người trên 60 tuổi", ["over_60_ground", "well_regarded"]),
    ]
    consent_number = TextField(label="Số văn bản", max_length=60, required=False)
    consent_on = DayField(label="Ngày văn bản", required=False)
    over_60_ground = forms.ChoiceField(label="Lý do xét", choices=[("", "Chọn"), *OVER_60_GROUNDS])
    well_regarded = forms.BooleanField(label="Có sức khỏe, có uy tín")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.over_60:
            del self.fields["over_60_ground"], self.fields["well_regarded"]
        if not self.over_60 and not hasattr(self.file, "readmission"):
            del self.fields["consent_number"], self.fields["consent_on"]

    def clean(self):
        data = super().clean()
        data.pop("well_regarded", None)  # without it there is no valid form
        return data

    @property
    def over_60(self):
        years = figure("AGE_OVER_60", "years", self.today)
        return months_between(self.file.born_on, self.today) > years * 12


class AppraiseRecognitionForm(ActForm):
    on_label = "Ngày thẩm định"


class CeremonyForm(ActForm):
    on_label = "Ngày tổ chức lễ kết nạp"
    groups = [
        ("", ["on", "place", "chair"]),
        ("Chỉ ghi khi tổ chức muộn hơn 30 ngày làm việc", ["late_consent"]),
    ]
    place = TextField(label="Nơi tổ chức")
    chair = NameField(label="Người chủ trì buổi lễ")
    late_consent = TextField(label="Số văn bản đồng ý của cấp có thẩm quyền", max_length=60, required=False)


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


class ExtendForm(ActForm):
    on_label = "Ngày quyết định gia hạn"
    groups = [("", ["reason", "on"])]
    reason = TextField(
        label="Lý do gia hạn",
        lines=3,
        max_length=500,
        help_text="Chỉ gia hạn một lần, trong trường hợp đặc biệt",
    )


class ReturnForm(ActForm):
    on_label = "Ngày trả lại"
    groups = [("", ["fault", "reason", "on"])]
    fault = forms.ChoiceField(label="Lỗi chính", choices=[("", "Chọn"), *Fault.choices])
    reason = TextField(
        label="Lý do trả lại",
        lines=3,
        max_length=1000,
        help_text="Ghi rõ giấy tờ nào thiếu, sai ở đâu, cần làm gì",
    )

    def __init__(self, *args, file, initial=None, **kwargs):
        super().__init__(*args, file=file, initial={**offered(file), **(initial or {})}, **kwargs)


class StopForm(ActForm):
    on_label = "Ngày thôi theo dõi"
    groups = [("", ["reason", "note", "on"])]
    reason = forms.ChoiceField(label="Lý do", choices=[("", "Chọn lý do"), *StopReason.choices])
    note = TextField(label="Ghi chú", max_length=500, required=False)


class ResumeForm(ActForm):
    on_label = "Ngày đưa lại vào nguồn"


class MoveAwayForm(ActForm):
    on_label = "Ngày giới thiệu chuyển đi"
    groups = [("", ["number", "destination", "on"])]
    number = TextField(label="Số giấy giới thiệu", max_length=60)
    destination = TextField(label="Nơi chuyển đến")


class MeetRequirementForm(ActForm):
    on_label = "Ngày đáp ứng"
    groups = [("", ["requirement", "text", "on"])]
    requirement = forms.ModelChoiceField(label="Yêu cầu", queryset=None, empty_label="Chọn yêu cầu")
    text = TextField(label="Số giấy tờ hoặc căn cứ", help_text="Ví dụ Quyết định 45/QĐ-UBND ngày 12/01/2026")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = [row.pk for row in requirements_for(self.file, self.today)]
        self.fields["requirement"].queryset = LocalRequirement.objects.filter(pk__in=asked).order_by("pk")


FORMS = {
    "describe_origin": DescribeOriginForm,
    "give_task": GiveTaskForm,
    "finish_task": FinishTaskForm,
    "assess": AssessForm,
    "assign_helper": AssignHelperForm,
    "take_application": TakeApplicationForm,
    "file_papers": FilePapersForm,
    **papers.FORMS,
    **verification.FORMS,
    "branch_vote": VoteForm,
    "section_appraise": SectionForm,
    "committee_vote": CommitteeVoteForm,
    "submit": SubmitForm,
    "appraise": AppraiseForm,
    "ceremony": CeremonyForm,
    "file_probation_papers": ProbationPapersForm,
    "branch_recommendation": VoteForm,
    "section_recommend": SectionForm,
    "committee_recommendation": CommitteeVoteForm,
    "submit_recognition": SubmitForm,
    "appraise_recognition": AppraiseRecognitionForm,
    "extend_decision": ExtendForm,
    "return_to_branch": ReturnForm,
    "return_to_committee": ReturnForm,
    "return_recognition_to_branch": ReturnForm,
    "return_recognition_to_committee": ReturnForm,
    "stop": StopForm,
    "resume": ResumeForm,
    "move_away": MoveAwayForm,
    "meet_requirement": MeetRequirementForm,
    "propose_removal": RemovalForm,
    **special.FORMS,
}
