"""Which report: unit, period, day."""

from django import forms

from partytrack.forms import DayField
from units.models import Period


class ReportForm(forms.Form):
    """Sent by GET. `period` and `as_of` are what to print, whatever was typed."""

    ky = forms.ModelChoiceField(label="Kỳ", queryset=Period.objects.all(), empty_label=None, required=False)
    ngay = DayField(label="Tính đến hết ngày", required=False, help_text="Bỏ trống: số liệu mới nhất")

    def __init__(self, data, *, user, unit, today):
        self.today = today
        super().__init__(data)
        if data is not None:
            self.is_valid()
        stated = getattr(self, "cleaned_data", {})
        self.period = stated.get("ky") or _current(unit, today)
        self.as_of = stated.get("ngay")
        if not stated.get("ky") and self.period:
            self.initial["ky"] = self.period.pk

    def clean_ngay(self):
        day = self.cleaned_data["ngay"]
        if day and day > self.today:
            raise forms.ValidationError("Chưa có số liệu của ngày này.")
        return day


def _current(unit, today):
    """The newest period that has begun and concerns the unit: one with a target of its own, else any."""
    begun = Period.objects.filter(starts__lte=today)
    return begun.filter(targets__unit=unit).first() or begun.first()
