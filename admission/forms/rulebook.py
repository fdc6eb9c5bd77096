"""Forms of whoever administers the rules."""

from django import forms

from admission.figures_in_words import FIGURES
from admission.models import AddedInstrument, MovedDay
from admission.models.rulebook import Confidence, Series
from admission.rules.book import current
from admission.states import Round
from partytrack.forms import DayField, TextField
from units.forms.choice import UnitChoice
from units.permissions import units_for


def _sources():
    """[(series or key, label)]: of each series the one in force counts, or one instrument by name."""
    series = [(code, f"{label}: văn bản đang có hiệu lực") for code, label in Series.choices]
    keys = [(one.key, one.label) for one in current().keys.values()]
    return [("", "Chọn văn bản"), *series, ("Một văn bản cụ thể", keys)]


class ChangeForm(forms.Form):
    """A corrected figure or a successor of one rule: its figures as numbers, the clause, the day."""

    since = DayField(label="Áp dụng từ ngày", help_text="Từ ngày mai trở đi; việc đã làm không xét lại")
    source = forms.ChoiceField(label="Văn bản")
    clause = TextField(label="Điều, khoản, điểm", max_length=80, required=False, help_text="Ví dụ điểm 4.3.1")
    confidence = forms.ChoiceField(label="Mức xác nhận", choices=Confidence.choices)
    note = TextField(label="Lý do", max_length=300, help_text="Ghi văn bản nào cho biết, ai đã đối chiếu")

    def __init__(self, data=None, *, provision):
        super().__init__(data, initial={"source": provision.source, "clause": provision.clause})
        self.names = list(provision.figures)
        self.fields["source"].choices = _sources()
        for name, value in provision.figures.items():
            self.fields[f"figure_{name}"] = forms.IntegerField(
                label=FIGURES[name], min_value=0, max_value=1000, initial=value
            )
        self.order_fields([*(f"figure_{name}" for name in self.names), "since", "source"])

    @property
    def figures(self):
        return {name: self.cleaned_data[f"figure_{name}"] for name in self.names}

    def clean(self):
        data = super().clean()
        if not data.get("figure_denominator", 1):
            self.add_error("figure_denominator", "Mẫu số phải lớn hơn 0.")
        return data


class InstrumentForm(forms.ModelForm):
    number = TextField(label="Số, ký hiệu", max_length=80, help_text="Ví dụ Quy định 208-QĐ/TW")
    issued_on = DayField(label="Ngày ban hành")
    since = DayField(label="Có hiệu lực từ ngày", help_text="Từ ngày mai trở đi")
    note = TextField(label="Ghi chú", max_length=300, required=False)

    class Meta:
        model = AddedInstrument
        fields = ("series", "number", "issued_on", "since", "confidence", "note")


class MovedDayForm(forms.ModelForm):
    rests = DayField(label="Ngày nghỉ")
    works = DayField(label="Ngày làm bù", required=False)
    decision = TextField(label="Văn bản", max_length=120, help_text="Số, ngày văn bản hoán đổi ngày làm việc")

    class Meta:
        model = MovedDay
        fields = ("rests", "works", "decision")


class RequirementForm(forms.Form):
    """One more thing that a unit asks of everybody below it."""

    unit = UnitChoice(label="Đơn vị đặt yêu cầu")
    round = forms.ChoiceField(label="Áp dụng khi xét", choices=Round.choices)
    title = TextField(
        label="Yêu cầu", max_length=160, help_text="Ví dụ: Đạt danh hiệu lao động tiên tiến năm trước"
    )
    decision = TextField(label="Văn bản của đơn vị", max_length=120)
    since = DayField(label="Áp dụng từ ngày", help_text="Từ ngày mai trở đi")

    def __init__(self, data=None, *, user):
        super().__init__(data)
        self.fields["unit"].offer(units_for(user, "requirement.manage").open(), user, "requirement.manage")


class RequirementEndForm(forms.Form):
    until = DayField(label="Thôi áp dụng từ ngày")
