"""The forms of special cases: transfers, former members, places without a branch, removal and exit."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from admission.forms.base import ActForm
from admission.rules import figure
from admission.states import ExitReason, LeftHow, RemovalGround
from partytrack.forms import DayField, TextField
from partytrack.vi import fold
from units.models import Unit
from units.models.unit import PEOPLE_KINDS

SHOWN = 12  # branches to choose from at once
UNCHOSEN = ("", "Chọn")


def branches_called(words):
    """Open branches of the whole system with this code, or with these words in their name or that of the unit above.
    Names of units are no secret: whoever may offer a file may look for where it goes."""
    branches = Unit.objects.open().filter(kind__in=PEOPLE_KINDS).select_related("parent").order_by("path")
    exact = branches.filter(code__iexact=words)
    if exact:
        return exact
    for word in fold(words).split():
        branches = branches.filter(Q(search__contains=word) | Q(parent__search__contains=word))
    return branches


class BranchChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return f"{unit.name}, {unit.parent.name} (mã {unit.code})" if unit.parent else unit.name


class OfferForm(ActForm):
    """Where to is looked for by name or code; several branches of that name are offered to choose from."""

    on_label = "Ngày giấy giới thiệu"
    groups = [("Nơi đến", ["words", "to_unit"]), ("Giấy giới thiệu", ["number", "on", "note"])]
    words = TextField(
        label="Tên hoặc mã chi bộ nơi đến", help_text="Có thể ghi thêm tên đảng bộ, ví dụ: ấp 3 Xuân Định"
    )
    to_unit = BranchChoice(
        label="Chọn một chi bộ", queryset=None, required=False, widget=forms.RadioSelect, empty_label=None
    )
    number = TextField(
        label="Số giấy chứng nhận, giấy giới thiệu", max_length=60, help_text="Ví dụ 12-GCN/ĐU"
    )
    note = TextField(
        label="Ghi chú cho nơi đến", lines=3, max_length=500, required=False,
        help_text="Được mã hóa khi lưu; nơi đến đọc được sau khi tiếp nhận",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = self.fields["words"].to_python(self.data.get("words", "")) if self.is_bound else ""
        self.found = list(branches_called(words).exclude(pk=self.file.unit_id)[: SHOWN + 1]) if words else []
        if 1 < len(self.found) <= SHOWN:
            self.fields["to_unit"].queryset = branches_called(words).filter(
                pk__in=[unit.pk for unit in self.found]
            )
        else:
            del self.fields["to_unit"]

    def clean(self):
        data = super().clean()
        words = data.pop("words", "")
        if words and not self.found:
            self.add_error("words", "Không tìm thấy chi bộ khác đang hoạt động có tên hoặc mã này.")
        elif len(self.found) > SHOWN:
            self.add_error(
                "words", f"Có hơn {SHOWN} chi bộ như vậy. Ghi thêm tên đảng bộ, hoặc ghi mã chi bộ."
            )
        elif len(self.found) == 1:
            data["to_unit"] = self.found[0]
        elif self.found and not data.get("to_unit") and "to_unit" not in self.errors:
            self.add_error("to_unit", "Có nhiều chi bộ như vậy. Chọn đúng chi bộ nơi đến.")
        return data


class WithdrawForm(ActForm):
    on_label = "Ngày rút"
    groups = [("", ["reason", "on"])]
    reason = TextField(label="Lý do rút giấy giới thiệu", lines=3, max_length=500)


class AnswerForm(ActForm):
    on_label = "Ngày tiếp nhận"


class DeclineForm(ActForm):
    on_label = "Ngày từ chối"
    groups = [("", ["reason", "on"])]
    reason = TextField(
        label="Lý do không tiếp nhận", lines=3, max_length=500, help_text="Nơi đi đọc lý do này trên hồ sơ"
    )


class ArrivalForm(ActForm):
    on_label = "Ngày chi bộ nhận giấy"
    groups = [
        ("Giấy chứng nhận, giấy giới thiệu của nơi đi", ["number", "issued_on", "issuer"]),
        ("", ["on"]),
    ]
    number = TextField(label="Số", max_length=60)
    issued_on = DayField(label="Ngày cấp")
    issuer = TextField(label="Nơi cấp", help_text="Ví dụ Đảng ủy phường Trấn Biên")


class ReadmissionForm(ActForm):
    on_label = "Ngày chi bộ ghi nhận"
    groups = [
        ("Lần vào Đảng trước", ["admitted_on", "recognised_on", "first_sponsors"]),
        ("Ra khỏi Đảng", ["left_on", "how", "cleared_on"]),
        ("", ["earlier", "on"]),
    ]
    admitted_on = DayField(label="Ngày kết nạp")
    recognised_on = DayField(label="Ngày công nhận chính thức", required=False)
    first_sponsors = TextField(label="Người giới thiệu", required=False)
    left_on = DayField(label="Ngày ra khỏi Đảng")
    how = forms.ChoiceField(label="Vì sao ra khỏi Đảng", choices=[UNCHOSEN, *LeftHow.choices])
    cleared_on = DayField(label="Ngày được xóa án tích", required=False)
    earlier = forms.IntegerField(
        label="Số lần đã được kết nạp lại", min_value=0, max_value=9, initial=0,
        help_text="Chỉ được kết nạp lại một lần",
    )  # fmt: skip

    def __init__(self, *args, file, **kwargs):
        known = getattr(file, "readmission", None)
        names = ("admitted_on", "recognised_on", "first_sponsors", "left_on", "how", "earlier")
        initial = {name: getattr(known, name) for name in names} if known else {}
        if known:
            initial["cleared_on"] = known.record_cleared_on
        super().__init__(*args, file=file, initial=initial, **kwargs)
        out = figure("READMISSION_36_MONTHS", "months", self.today)
        cleared = figure("READMISSION_60_MONTHS", "months", self.today)
        self.fields["left_on"].help_text = f"Phải đủ {out} tháng mới được xét"
        self.fields["cleared_on"].help_text = f"Chỉ ghi khi bị kết án; phải đủ {cleared} tháng"

    def clean(self):
        data = super().clean()
        days = [data.get(name) for name in ("admitted_on", "recognised_on", "left_on") if data.get(name)]
        if not self.errors and days != sorted(days):
            raise ValidationError("Ngày kết nạp, ngày chính thức, ngày ra khỏi Đảng phải theo đúng thứ tự.")
        if data.get("how") == LeftHow.CONVICTED and not data.get("cleared_on"):
            self.add_error("cleared_on", "Ghi ngày được xóa án tích.")
        return data


class ConsentForm(ActForm):
    on_label = "Ngày nhận văn bản"
    groups = [
        ("Văn bản đồng ý của ban thường vụ tỉnh ủy, thành ủy", ["consent_number", "consent_on"]), ("", ["on"])
    ]  # fmt: skip
    consent_number = TextField(label="Số văn bản", max_length=60)
    consent_on = DayField(label="Ngày văn bản")


class EntrustForm(ActForm):
    on_label = "Ngày chi bộ nhận văn bản"
    groups = [("", ["place"]), ("Văn bản giao việc", ["unit", "number", "assigned_on", "on"])]
    place = TextField(
        label="Nơi chưa có tổ chức đảng, đảng viên", help_text="Ví dụ: Công ty TNHH may Hòa Bình, ấp 5"
    )
    unit = forms.ModelChoiceField(label="Cấp ủy giao việc", queryset=None, empty_label="Chọn cấp ủy")
    number = TextField(label="Số văn bản", max_length=60)
    assigned_on = DayField(label="Ngày văn bản")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        route = self.file.route
        above = {unit.pk for unit in (route.section, route.committee, route.deciding) if unit}
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=above - {self.file.unit_id}).order_by(
            "-path"
        )


class ReportVotesForm(ActForm):
    on_label = "Ngày báo cáo"
    groups = [("", ["number", "on"])]
    number = TextField(label="Số báo cáo", max_length=60, help_text="Ví dụ 03-BC/CB")


class StrikeOffForm(ActForm):
    on_label = "Ngày quyết định"
    groups = [("", ["number", "on", "ground", "reason"])]
    number = TextField(label="Số quyết định", max_length=60)
    ground = forms.ChoiceField(label="Lý do", choices=[UNCHOSEN, *RemovalGround.choices])
    reason = TextField(label="Ghi rõ thêm", lines=3, max_length=500, required=False)


class ResignForm(ActForm):
    on_label = "Ngày quyết định"
    groups = [
        ("Đơn xin ra khỏi Đảng", ["application_on", "reason", "note"]), ("Quyết định", ["number", "on"])
    ]  # fmt: skip
    application_on = DayField(label="Ngày ghi trên đơn")
    reason = forms.ChoiceField(label="Lý do", choices=[UNCHOSEN, *ExitReason.choices])
    note = TextField(label="Ghi rõ thêm", lines=3, max_length=500, required=False)
    number = TextField(label="Số quyết định", max_length=60)


FORMS = {
    "offer_transfer": OfferForm,
    "withdraw_transfer": WithdrawForm,
    "record_arrival": ArrivalForm,
    "note_readmission": ReadmissionForm,
    "readmit": ConsentForm,
    "entrust": EntrustForm,
    "report_votes": ReportVotesForm,
    "strike_off": StrikeOffForm,
    "resign": ResignForm,
}
ANSWERS = {"receive": AnswerForm, "decline_transfer": DeclineForm}  # on the page of the offer
