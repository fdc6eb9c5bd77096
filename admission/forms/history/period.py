"""Over which days returns are counted."""

from datetime import date

from django import forms

from admission.faults import Fault
from units.models import Period


class ReturnsForm(forms.Form):
    """Sent by GET; what cannot be read filters nothing. Without a period: this calendar year."""

    ky = forms.ModelChoiceField(
        label="Kỳ", queryset=Period.objects.all(), empty_label="Năm nay", required=False
    )
    loi = forms.ChoiceField(label="Lỗi chính", choices=[("", "Tất cả"), *Fault.choices], required=False)

    def __init__(self, data, *, today):
        super().__init__(data)
        self.is_valid()
        period = self.cleaned_data.get("ky")
        self.name = period.name if period else f"Năm {today.year}"
        self.starts = period.starts if period else date(today.year, 1, 1)
        self.ends = period.ends if period else date(today.year, 12, 31)
        self.fault = self.cleaned_data.get("loi", "")
