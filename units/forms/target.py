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
    """Which unit and period the page shows; `units` are the neighbours of the unit shown."""

    don_vi = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), empty_label=None, required=False
    )
    ky = forms.ModelChoiceField(label="Kỳ", queryset=Period.objects.all(), empty_label=None, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units


class PaperFields(forms.Form):
    """The paper that a figure rests on."""

    decision = TextField(label="Số văn bản", max_length=120, help_text="Ví dụ 15-TB/HU")
    decided_on = DayField(label="Ngày văn bản", validators=[past_day])


class TargetForm(PaperFields):
    """One target of one unit; `kinds`: those that the user may enter there."""

    groups = [
        ("Chỉ tiêu", ["by", "of", "value", "rate", "basis", "at_least"]),
        ("Văn bản làm căn cứ", ["decision", "decided_on"]),
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


class AssignForm(PaperFields):
    """One paper that sets the assigned figures of many units. A field that is left as it was, or blank, says nothing.

    `figures`: {unit: its target in force, or None}.
    """

    def __init__(self, *args, figures, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {f"u{unit.pk}": unit for unit in figures}
        self.figures = {f"u{unit.pk}": target for unit, target in figures.items()}
        for name, target in self.figures.items():
            self.fields[name] = self._field(self.units[name], target)
        self.groups = [
            ("Văn bản phân bổ chỉ tiêu", ["decision", "decided_on"]),
            ("Số người giao cho từng đơn vị", list(self.units)),
        ]

    @staticmethod
    def _field(unit, target):
        return forms.IntegerField(
            label=unit.name, required=False, min_value=0, max_value=MOST,
            initial=target and target.value, show_hidden_initial=True,  # a figure changed meanwhile is not set back
            help_text="Đang giao theo tỷ lệ" if target and target.rate is not None else "",
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not self.errors and not self.changes():
            raise forms.ValidationError("Chưa có số nào thay đổi.")
        return data

    def changes(self):
        """[(unit, new figure, whether it is a floor as before)]."""
        return [
            (self.units[name], self.cleaned_data[name], bool(target and target.at_least))
            for name, target in self.figures.items()
            if name in self.changed_data and self.cleaned_data.get(name) is not None
        ]


class MembersForm(forms.Form):
    on = DayField(label="Tính đến ngày", validators=[past_day])
    basis = forms.ChoiceField(label="Loại số liệu", choices=Basis.choices)
    full = forms.IntegerField(label="Đảng viên chính thức", min_value=0, max_value=MOST)
    probationary = forms.IntegerField(label="Đảng viên dự bị", min_value=0, max_value=MOST)


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
