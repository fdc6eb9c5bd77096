"""Which figure: by its address, or by the code on a paper."""

from dataclasses import replace
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from admission.groups import GROUPS
from admission.reports.behind import Figure, address_asked, figures_to_choose
from admission.reports.codes import MEASURES, NUMBERS, read_code
from partytrack.forms import TextField
from units.levels import LEVELS

# From the founding of the Party on; counted from far beyond either end there is no day before or after.
DAYS = [MinValueValidator(date(1930, 2, 3)), MaxValueValidator(date(2999, 12, 31))]


class FigureForm(forms.Form):
    """An address that a page made: whatever is wrong with it, there is no such figure."""

    so = forms.ChoiceField(choices=[(measure, measure) for measure in NUMBERS])
    tu = forms.DateField(input_formats=["%Y-%m-%d"], validators=DAYS)
    den = forms.DateField(input_formats=["%Y-%m-%d"], validators=DAYS)
    cay = forms.DateField(input_formats=["%Y-%m-%d"], validators=DAYS, required=False)
    nhom = forms.ChoiceField(choices=GROUPS.items(), required=False)
    ngoai = forms.ChoiceField(choices=[(level, level) for level in LEVELS], required=False)

    def figure(self, unit):
        """The `Figure`, or None."""
        if not self.is_valid() or self.cleaned_data["tu"] > self.cleaned_data["den"]:
            return None
        data = self.cleaned_data
        return Figure(unit, data["tu"], data["den"], data["so"], data["nhom"], data["ngoai"], data["cay"])


class CodeForm(forms.Form):
    """Sent by GET. `asked` is what the code names (`codes.Asked`), `address` that of its list."""

    ma = TextField(
        label="Mã", max_length=40, help_text="In trên báo cáo, ví dụ 4K7N-P2M9X/2 hoặc 4K7N-P2M9X/2/T3"
    )
    so = forms.TypedChoiceField(
        label="Số liệu",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Bỏ trống: theo số đứng sau dấu /",
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["ma"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
        self.fields["so"].choices = [("", "Theo số đứng sau mã"), *figures_to_choose()]
        self.asked, self.address = None, ""

    def clean(self):
        data = super().clean()
        if not data.get("ma"):
            return
        try:
            asked = read_code(data["ma"])
            if data.get("so"):
                asked = replace(asked, measure=MEASURES[data["so"]])
            if asked.measure is None:
                self.add_error("so", "Chọn số liệu cần xem, hoặc gõ thêm dấu / và số đứng sau mã.")
                return
            self.asked, self.address = asked, address_asked(asked)
        except ValueError as wrong:
            self.add_error("ma", str(wrong))
