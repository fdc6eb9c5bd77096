"""The figures of many units on one page."""

from django import forms

from partytrack.forms import TextField
from units.forms.target import MOST, PaperFields
from units.targets import Asked


class CascadePaperForm(PaperFields):
    """The paper by which figures are handed down, and what to make suggestions from."""

    groups = [("Văn bản phân bổ chỉ tiêu", ["decision", "decided_on", "reason"])]


class SharingForm(forms.Form):
    total = forms.IntegerField(
        label="Tổng số đem chia", required=False, min_value=0, max_value=MOST,
        help_text="Thường là chỉ tiêu của đơn vị",
    )  # fmt: skip
    pasted = TextField(
        label="Dán từ Excel", lines=6, max_length=60_000, required=False,
        help_text="Mỗi dòng: tên hoặc mã đơn vị, số người ở cột cuối; hoặc chỉ cột số, đủ dòng theo thứ tự dưới đây",
    )  # fmt: skip


class FiguresForm(forms.Form):
    """A figure and a mark "from … upward" for each unit. A field that is left as it was shown, or blank, says nothing.

    `shown`: {unit: its target as it was shown, or None}.
    """

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, shown, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = shown
        for unit, target in shown.items():
            self.fields[f"u{unit.pk}"] = forms.IntegerField(
                label=unit.name, required=False, min_value=0, max_value=MOST, initial=target and target.value,
                widget=forms.NumberInput(attrs=_figure_attributes(unit, target)),
            )  # fmt: skip
            self.fields[f"s{unit.pk}"] = forms.BooleanField(
                label=f"{unit.name}: từ số này trở lên", required=False,
                initial=bool(target and target.at_least),
                widget=forms.CheckboxInput(attrs={"aria-label": f"{unit.name}: từ số này trở lên"}),
            )  # fmt: skip

    def of(self, unit):
        """The two fields of a unit."""
        return self[f"u{unit.pk}"], self[f"s{unit.pk}"]

    def figure(self, unit):
        """What the field of a unit says now, be it typed or shown; a blank stands for the figure in force."""
        typed = str(self[f"u{unit.pk}"].value() or "")
        target = self.shown[unit]
        return int(typed) if typed.isascii() and typed.isdigit() else target and target.value

    def clean(self):
        data = super().clean()
        if not self.errors and not self.changes():
            raise forms.ValidationError("Chưa có số nào thay đổi.")
        return data

    def changes(self):
        """{unit: Asked} of the fields that say something new."""
        said = {
            unit: (self.cleaned_data[f"u{unit.pk}"], self.cleaned_data[f"s{unit.pk}"]) for unit in self.shown
        }
        return {
            unit: Asked(value=value, at_least=at_least)
            for unit, (value, at_least) in said.items()
            if value is not None and (value, at_least) != _was(self.shown[unit])
        }


def _was(target):
    return (target.value, target.at_least) if target else None


def _figure_attributes(unit, target):
    was = "" if target is None or target.value is None else target.value
    return {"aria-label": unit.name, "data-was": was, "inputmode": "numeric"}
