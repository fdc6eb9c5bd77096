"""One form for each act: what the law asks for at that step, and nothing else."""

from django import forms

from admission.catalogues import OVER_60_GROUNDS
from admission.faults import Fault
from admission.forms import papers, special, verification
from admission.forms.base import ActForm
from admission.forms.correction import CorrectForm
from admission.forms.dossier import FilePapersForm, ProbationPapersForm, TakeApplicationForm
from admission.forms.history.returning import offered
from admission.forms.sources import AssessForm, DescribeOriginForm, FinishTaskForm, GiveTaskForm
from admission.forms.votes import CommitteeVoteForm, RemovalForm, VoteForm
from admission.local_requirements import requirements_for
from admission.models import LocalRequirement
from admission.rules import figure
from admission.rules.spans import months_between
from admission.states import StopReason
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
    "correct_person": CorrectForm,
    "propose_removal": RemovalForm,
    **special.FORMS,
}
