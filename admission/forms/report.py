"""Which report: unit, period, day."""

from django import forms

from admission.reports.letterhead import Letterhead
from partytrack.forms import DayField, NameField, TextField
from units.models import Period
from units.trees import standing_at


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


class LetterheadForm(forms.Form):
    """What stands around the figures on paper; whatever is left out is a blank for the pen. Sent by GET."""

    so = TextField(label="Số văn bản", max_length=12, required=False, help_text="Chỉ ghi số, ví dụ 15")
    noi = TextField(label="Nơi ban hành", max_length=60, required=False, help_text="Ví dụ Xuân Lộc")
    chuc_vu = TextField(label="Chức vụ người ký", max_length=60, required=False, help_text="Ví dụ Bí thư")
    nguoi_ky = NameField(label="Người ký", required=False)
    ngay_ky = DayField(label="Ngày ký", required=False)

    def letterhead(self, unit, day):
        """`Letterhead` by the names and the superior of the day that the figures are of."""
        self.is_valid()
        data, standing = self.cleaned_data, standing_at(unit, day)
        return Letterhead(
            parent=standing.parent[1] if standing and standing.parent else "",
            name=standing.name if standing else unit.name,
            number=data.get("so", ""), place=data.get("noi", ""), on=data.get("ngay_ky"),
            signer_title=data.get("chuc_vu", ""), signer=data.get("nguoi_ky", ""),
        )  # fmt: skip
