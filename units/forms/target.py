"""Forms for targets, membership counts and periods."""

from django import forms
from django.utils import timezone

from partytrack.forms import DayField, TextField
from units import targets
from units.models import Basis, Period, PeriodKind, Unit

MOST = 9_999_999  # people; more is a slip of the finger


def past_day(day):
    if day > timezone.localdate():
        raise forms.ValidationError("Ngày này ở tương lai.")


class TargetFilter(forms.Form):
    """Which unit, period and day the page shows; `units` are the neighbours of the unit shown."""

    don_vi = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), empty_label=None, required=False
    )
    ky = forms.ModelChoiceField(label="Kỳ", queryset=Period.objects.all(), empty_label=None, required=False)
    ngay = DayField(label="Như ngày", required=False, help_text="Bỏ trống: đang áp dụng")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units


class PaperFields(forms.Form):
    """The paper that a figure rests on."""

    decision = TextField(label="Số văn bản", max_length=120, help_text="Ví dụ 15-TB/HU")
    decided_on = DayField(label="Ngày văn bản", validators=[past_day])
    reason = TextField(
        label="Lý do điều chỉnh", max_length=300, required=False, help_text="Phải ghi khi thay một số đã có",
    )  # fmt: skip


class RegisterForm(PaperFields):
    """What a unit registers of its own accord."""

    groups = [
        ("Đơn vị đăng ký", ["value", "at_least"]),
        ("Văn bản đăng ký", ["decision", "decided_on", "reason"]),
    ]
    value = forms.IntegerField(label="Số người sẽ kết nạp", min_value=0, max_value=MOST)
    at_least = forms.BooleanField(label="Là mức tối thiểu (“từ … trở lên”)", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].help_text = "Ví dụ 05-NQ/CB"


class TargetForm(PaperFields):
    """One target of one unit; `kinds`: those that the user may enter there."""

    groups = [
        ("Chỉ tiêu", ["by", "of", "value", "rate", "basis", "at_least"]),
        ("Văn bản làm căn cứ", ["decision", "decided_on", "reason"]),
    ]
    by = forms.ChoiceField(label="Loại chỉ tiêu")
    of = forms.ChoiceField(label="Tính cho")
    value = forms.IntegerField(
        label="Số người",
        required=False,
        min_value=0,
        max_value=MOST,
        help_text="Để trống nếu giao theo tỷ lệ",
    )
    rate = forms.DecimalField(
        label="Tỷ lệ %", required=False, min_value=0, max_value=100, decimal_places=2, max_digits=5, localize=True,
        help_text="Ví dụ 2,5. Để trống nếu giao theo số người",
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="So với số đảng viên", required=False, choices=[("", "Chọn…"), *Basis.choices],
        help_text="Chỉ dùng với tỷ lệ",
    )  # fmt: skip
    at_least = forms.BooleanField(label="Là mức tối thiểu (“từ … trở lên”)", required=False)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [(by.value, by.label) for by in kinds]
        self.fields["of"].choices = list(targets.GROUPS.items())

    def clean(self):
        data = super().clean()
        if {"value", "rate"} & self.errors.keys():
            return data
        value, rate = data.get("value"), data.get("rate")
        if (value is None) == (rate is None):
            self.add_error("value", "Nhập số người, hoặc nhập tỷ lệ; chỉ một trong hai.")
        elif rate == 0:
            self.add_error("rate", "Tỷ lệ phải lớn hơn 0.")
        elif rate is not None and not data.get("basis"):
            self.add_error("basis", "Chọn số đảng viên để so.")
        elif rate is None:
            data["basis"] = ""
        return data


class MembersForm(forms.Form):
    """Members on a day: as the unit reports them, or with `counting` as the list of members has them."""

    on = DayField(label="Tính đến ngày", validators=[past_day])
    basis = forms.ChoiceField(label="Dùng làm số đảng viên", choices=Basis.choices)
    full = forms.IntegerField(label="Đảng viên chính thức", min_value=0, max_value=MOST)
    probationary = forms.IntegerField(label="Đảng viên dự bị", min_value=0, max_value=MOST)
    reason = TextField(
        label="Lý do sửa", max_length=300, required=False,
        help_text="Phải ghi khi sửa số đã dùng trong báo cáo hoặc chỉ tiêu",
    )  # fmt: skip

    def __init__(self, *args, counting=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("full", "probationary"):
            self.fields[name].required = not counting
        self.asked = ("on", "basis", "reason") if counting else tuple(self.fields)

    @property
    def said(self):
        return {name: self.cleaned_data[name] for name in self.asked}


class PeriodNameForm(forms.Form):
    name = TextField(label="Tên kỳ", max_length=120, help_text="Ví dụ Năm 2026")


class PeriodForm(PeriodNameForm):
    field_order = ["kind", "name", "starts", "ends"]
    kind = forms.ChoiceField(label="Loại kỳ", choices=PeriodKind.choices)
    starts = DayField(label="Từ ngày")
    ends = DayField(label="Đến hết ngày")

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Ngày kết thúc phải sau ngày bắt đầu.")
        return data
