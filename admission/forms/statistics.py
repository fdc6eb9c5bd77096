"""What the official tables ask of a person beyond form 2-KNĐ."""

from django import forms

from admission.catalogues import ACADEMIC_TITLES, JOBS
from admission.models import STATISTICAL_FIELDS, StatisticalFacts, YesNo

UNKNOWN = ("", "Chưa rõ")


class StatisticalFields(forms.Form):
    """Fields to mix into a person's form; `statistics` goes to the domain. All may stay unknown."""

    group = ("Thông tin cho biểu thống kê", list(STATISTICAL_FIELDS))
    job = forms.ChoiceField(
        label="Nghề nghiệp theo biểu thống kê", choices=[UNKNOWN, *JOBS], required=False,
        help_text="Chỉ cần chọn khi nhóm nghề nghiệp ở trên chưa đủ rõ, ví dụ cán bộ, công chức",
    )  # fmt: skip
    academic_title = forms.ChoiceField(
        label="Chức danh khoa học", choices=[UNKNOWN, *ACADEMIC_TITLES], required=False
    )
    private_owner = forms.ChoiceField(
        label="Là chủ doanh nghiệp tư nhân", choices=[UNKNOWN, *YesNo.choices], required=False
    )
    foreign_marriage = forms.ChoiceField(
        label="Có quan hệ hôn nhân với người nước ngoài", choices=[UNKNOWN, *YesNo.choices], required=False
    )
    family_planning = forms.ChoiceField(
        label="Vi phạm chính sách dân số", choices=[UNKNOWN, *YesNo.choices], required=False
    )

    @property
    def statistics(self):
        return {name: self.cleaned_data[name] for name in STATISTICAL_FIELDS}


class StatisticsForm(StatisticalFields):
    """The same on a page of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, file):
        super().__init__(data, initial=stated(file) | {"version": file.version})

    def kept(self):
        """(label, text) of what the user chose, to show again when it could not be saved."""
        chosen = [(self.fields[name], self.cleaned_data[name]) for name in STATISTICAL_FIELDS]
        return [(field.label, dict(field.choices)[value]) for field, value in chosen if value]


def stated(file):
    """What is known of a file, as the initial values of these fields."""
    facts = StatisticalFacts.objects.filter(candidate=file).first() or StatisticalFacts()
    return {name: getattr(facts, name) for name in STATISTICAL_FIELDS}
