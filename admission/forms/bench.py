"""Hỏi quy tắc: the facts of a question, as a form, in the shape that `admission.bench` judges."""

from django import forms

from admission.bench import ACTS
from admission.catalogues import AREAS, SCHOOLING
from admission.steps import WORDS
from partytrack.forms import DayField
from units.models.unit import Kind

READMIT = "Kết nạp lại"
ROUTES = {
    "branch base_committee superior": "Chi bộ – đảng ủy cơ sở – cấp trên trực tiếp",
    "branch section base_committee superior": "Chi bộ – đảng ủy bộ phận – đảng ủy cơ sở – cấp trên trực tiếp",
    "base_branch superior": "Chi bộ cơ sở – cấp trên trực tiếp",
    "branch base_committee province": "Chi bộ – đảng ủy cơ sở – tỉnh ủy",
    "branch base_committee": "Chi bộ – đảng ủy cơ sở",
}
DECIDERS = (Kind.BASE_COMMITTEE, Kind.SUPERIOR, Kind.PROVINCE)
DAYS = {
    "certificate_on": "Giấy chứng nhận lớp nhận thức về Đảng",
    "application_on": "Đơn xin vào Đảng",
    "branch_resolution_on": "Nghị quyết của chi bộ",
    "committee_resolution_on": "Nghị quyết của đảng ủy cơ sở",
    "consent_on": "Văn bản đồng ý của cấp trên",
    "decision_on": "Quyết định kết nạp",
    "ceremony_on": "Lễ kết nạp",
    "branch_recommendation_on": "Nghị quyết chi bộ đề nghị công nhận",
    "left_on": "Ngày ra khỏi Đảng (kết nạp lại)",
    "record_cleared_on": "Ngày được xóa án tích (kết nạp lại)",
}
TALLY = {
    "all": "Tổng số có quyền biểu quyết",
    "exempt_absent": "Được miễn, vắng mặt",
    "present": "Có mặt",
    "for": "Tán thành",
    "against": "Không tán thành",
}
TICKED = ("youth_union", "trade_union", "no_youth_organisation", "village_elder")


class BenchForm(forms.Form):
    groups = [
        ("Việc cần hỏi", ["act", "on", "route", "decides"]),
        ("Người được xét",
         ["born", "education", "area", "youth_union", "trade_union", "no_youth_organisation", "village_elder"]),
        ("Ngày của giấy tờ (ghi những ngày đã biết)", list(DAYS)),
        ("Người giới thiệu", ["sponsor_1", "sponsor_2", "introduced_by"]),
        ("Biểu quyết", [*(f"votes_{key}" for key in TALLY), "failed_votes"]),
    ]  # fmt: skip
    act = forms.ChoiceField(
        label="Việc", choices=[(act, WORDS[act].title if act in WORDS else READMIT) for act in ACTS]
    )
    on = DayField(label="Vào ngày")
    route = forms.ChoiceField(
        label="Hồ sơ đi qua", choices=[("", "Không nêu"), *ROUTES.items()], required=False
    )
    decides = forms.ChoiceField(
        label="Cấp quyết định",
        choices=[("", "Không nêu"), *((k.value, k.label) for k in DECIDERS)],
        required=False,
    )
    born = DayField(label="Ngày sinh", required=False)
    education = forms.ChoiceField(
        label="Giáo dục phổ thông", choices=[("", "Không nêu"), *SCHOOLING], required=False
    )
    area = forms.ChoiceField(label="Địa bàn", choices=AREAS, required=False)
    youth_union = forms.BooleanField(label="Là đoàn viên thanh niên", required=False)
    trade_union = forms.BooleanField(label="Là đoàn viên công đoàn", required=False)
    no_youth_organisation = forms.BooleanField(label="Nơi đó chưa có tổ chức Đoàn", required=False)
    village_elder = forms.BooleanField(label="Là già làng, trưởng bản, người có uy tín", required=False)
    sponsor_1 = forms.IntegerField(
        label="Đảng viên chính thức thứ nhất: số tháng cùng công tác",
        min_value=0,
        max_value=900,
        required=False,
    )
    sponsor_2 = forms.IntegerField(
        label="Đảng viên chính thức thứ hai: số tháng cùng công tác",
        min_value=0,
        max_value=900,
        required=False,
    )
    introduced_by = forms.MultipleChoiceField(
        label="Nghị quyết giới thiệu",
        choices=[("youth_union", "Đoàn Thanh niên (4-KNĐ)"), ("trade_union", "Công đoàn (4a-KNĐ)")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    failed_votes = forms.IntegerField(
        label="Số lần biểu quyết không đạt trước đó", min_value=0, max_value=99, required=False
    )

    def __init__(self, data=None):
        super().__init__(data)
        for name, label in DAYS.items():
            self.fields[name] = DayField(label=label, required=False)
        for key, label in TALLY.items():
            self.fields[f"votes_{key}"] = forms.IntegerField(
                label=label, min_value=0, max_value=10000, required=False
            )

    @property
    def stated(self):
        """The question as `admission.bench.judge_case` takes it: only what was filled in."""
        data = self.cleaned_data
        person = {name: data[name] for name in ("born", "education", "area") if data[name]}
        person |= {name: True for name in TICKED if data[name]}
        facts = {name: data[name] for name in DAYS if data[name]}
        months = [data[name] for name in ("sponsor_1", "sponsor_2") if data[name] is not None]
        if months:
            facts["sponsors"] = [{"full": True, "together_months": number} for number in months]
        if data["introduced_by"]:
            facts["introduced_by"] = data["introduced_by"]
        votes = {key: data[f"votes_{key}"] for key in TALLY if data[f"votes_{key}"] is not None}
        if votes:
            facts["votes"] = votes
        if data["failed_votes"] is not None:
            facts["failed_votes"] = data["failed_votes"]
        stated = {"act": data["act"], "on": data["on"], "person": person, "facts": facts}
        if data["route"]:
            stated["route"] = data["route"].split()
        if data["decides"]:
            stated["decides"] = data["decides"]
        return stated


class SpanForm(forms.Form):
    """By when a span of working days ends."""

    start = DayField(label="Từ ngày")
    days = forms.IntegerField(label="Số ngày làm việc", min_value=0, max_value=2000)
