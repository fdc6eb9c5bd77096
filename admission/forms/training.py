"""Forms of a class: plan it, invite units, send people, note who attended, issue certificates."""

import re
import uuid

from django import forms

from admission.domain.certificates import Issue
from admission.domain.training import ORGANISERS
from admission.models.training import ClassKind
from partytrack.forms import DayField, NameField, RequestIdField, TextField
from units.forms.choice import UnitChoice

MOST_SEATS = 2000


class ClassEditForm(forms.Form):
    """A class that exists: its kind and its organiser stay as they are."""

    groups = [
        ("Lớp học", ["kind", "unit", "title", "place", "starts", "ends"]),
        ("Quy mô, điều kiện đạt", ["sessions", "capacity", "pass_sessions", "pass_mark"]),
    ]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = TextField(label="Tên lớp", help_text="Ví dụ Lớp bồi dưỡng nhận thức về Đảng khóa 2 năm 2026")
    place = TextField(label="Địa điểm")
    starts = DayField(label="Ngày khai giảng")
    ends = DayField(label="Ngày bế giảng")
    sessions = forms.IntegerField(label="Số buổi", min_value=1, max_value=200)
    capacity = forms.IntegerField(
        label="Sức chứa", min_value=1, max_value=MOST_SEATS, help_text="Số học viên tối đa"
    )
    pass_sessions = forms.IntegerField(label="Số buổi tối thiểu để đạt", min_value=1, max_value=200)
    pass_mark = forms.IntegerField(
        label="Điểm tối thiểu để đạt", required=False, min_value=1, max_value=10,
        help_text="Để trống nếu lớp không chấm điểm bài thu hoạch",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Không thể sớm hơn ngày khai giảng.")
        if data.get("sessions") and data.get("pass_sessions") and data["pass_sessions"] > data["sessions"]:
            self.add_error("pass_sessions", "Không thể nhiều hơn số buổi của lớp.")
        return data

    def kept(self):
        return [(field.label, field.value()) for field in self.visible_fields() if field.value()]


class ClassForm(ClassEditForm):
    """A new class. `units`: those for which the user may hold one."""

    kind = forms.ChoiceField(label="Loại lớp", choices=ClassKind.choices)
    unit = UnitChoice(label="Đơn vị tổ chức", empty_label=None)

    def __init__(self, *args, units, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, user, "class.manage", ORGANISERS)


class RowsForm(forms.Form):
    """A form with some fields for each of many rows, and what was typed of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def kept(self):
        """(label, text) of what the user typed, to show again when it could not be saved."""
        return [(field.label, field.value()) for field in self.visible_fields() if field.value()]


class InviteForm(RowsForm):
    """Seats for each of `figures`: {unit: seats now}."""

    def __init__(self, *args, figures, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = list(figures)
        for unit, seats in figures.items():
            self.fields[f"u{unit.pk}"] = forms.IntegerField(
                label=unit.name, required=False, min_value=0, max_value=MOST_SEATS, initial=seats
            )

    def seats(self):
        """{unit: number}; an empty field takes the invitation back."""
        return {unit: self.cleaned_data[f"u{unit.pk}"] or 0 for unit in self.units}


class FilesField(forms.Field):
    """Ticked files, by id."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        if not all(re.fullmatch(r"[0-9]{1,18}", text) for text in value or ()):
            raise forms.ValidationError("Chọn lại trong danh sách.")
        return list(dict.fromkeys(int(text) for text in value or ()))


class EnrolForm(forms.Form):
    files = FilesField(required=False)

    def clean(self):
        data = super().clean()
        if not self.errors and not data["files"]:
            self.add_error("files", "Chọn ít nhất một người.")
        return data


class WithdrawForm(forms.Form):
    enrolment = forms.IntegerField()


class AttendanceForm(RowsForm):
    """Sessions attended, and the mark where the class has one, of each of `enrolments`, which name their class."""

    def __init__(self, *args, enrolments, **kwargs):
        super().__init__(*args, **kwargs)
        self.enrolments = enrolments
        for row in enrolments:
            self.fields |= _attendance_fields(row)

    def rows(self):
        """Each enrolment with its fields; without a mark that one is None."""
        return [
            (
                row,
                self[f"attended{row.pk}"],
                self[f"mark{row.pk}"] if f"mark{row.pk}" in self.fields else None,
            )
            for row in self.enrolments
        ]

    def noted(self):
        """{enrolment id: (sessions, mark)}."""
        data = self.cleaned_data
        return {row.pk: (data[f"attended{row.pk}"], data.get(f"mark{row.pk}")) for row in self.enrolments}


def _attendance_fields(row):
    of, training = row.candidate.full_name, row.training
    fields = {
        f"attended{row.pk}": forms.IntegerField(
            label=f"Số buổi dự của {of}", required=False, min_value=0, max_value=training.sessions,
            initial=row.attended,
        )
    }  # fmt: skip
    if training.pass_mark is not None:
        fields[f"mark{row.pk}"] = forms.DecimalField(
            label=f"Điểm của {of}", required=False, min_value=0, max_value=10, decimal_places=2, max_digits=4,
            localize=True, initial=row.mark,
        )  # fmt: skip
    return fields


class IssueForm(forms.Form):
    """How the certificates of one go are numbered and signed."""

    groups = [
        ("Đánh số", ["first_number", "symbol", "issued_on"]),
        ("Nơi cấp, người ký", ["issuer", "place", "signer_title", "signer"]),
    ]
    version = forms.IntegerField(widget=forms.HiddenInput)
    request_id = RequestIdField(initial=uuid.uuid4)
    first_number = forms.IntegerField(
        label="Số đầu tiên",
        min_value=1,
        max_value=99999,
        help_text="Các số tiếp theo lần lượt theo tên học viên",
    )
    symbol = TextField(label="Ký hiệu", max_length=30, help_text="Ví dụ -CN/TTCT")
    issued_on = DayField(label="Ngày cấp")
    issuer = TextField(label="Nơi cấp", help_text="Ví dụ Trung tâm Chính trị huyện")
    place = TextField(label="Nơi ký", max_length=80, help_text="Địa danh ghi trước ngày, ví dụ Xuân Lộc")
    signer_title = TextField(label="Chức vụ người ký", max_length=80, help_text="Ví dụ Giám đốc")
    signer = NameField(label="Người ký")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_issued_on(self):
        if self.cleaned_data["issued_on"] > self.today:
            raise forms.ValidationError("Ngày này ở tương lai.")
        return self.cleaned_data["issued_on"]

    @property
    def issue(self):
        data = self.cleaned_data
        return Issue(**{name: data[name] for name in Issue.__dataclass_fields__})

    def kept(self):
        return [(field.label, field.value()) for field in self.visible_fields() if field.value()]
