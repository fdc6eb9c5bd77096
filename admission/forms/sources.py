"""Forms of the source list: where a person comes from, tasks, assessments, and the monthly review."""

import uuid

from django import forms
from django.db.models import Q

from admission.catalogues import INTRODUCERS, SOURCE_GROUPS
from admission.domain.sources import Line
from admission.forms.base import ActForm
from admission.models.sources import Grade, PauseReason, Verdict
from admission.states import ADMISSION_LADDER, OPEN, SOURCES, StopReason
from partytrack.forms import DayField, RequestIdField, TextField
from partytrack.text import number_in
from units.models import Period

WHICH = {
    "": ("Đang trong danh sách nguồn", SOURCES),
    "truoc": ("Trước khi kết nạp", ADMISSION_LADDER),
    "tat_ca": ("Tất cả người đang theo dõi", OPEN),
}


def _choose(words, choices):
    return [("", words), *choices]


class OriginFields(forms.Form):
    """Which group a person belongs to and who introduced them; `origin` holds the fields of `Origin`, or nothing."""

    group = forms.ChoiceField(
        label="Nhóm đối tượng", required=False, choices=_choose("Theo nghề nghiệp", SOURCE_GROUPS)
    )
    introduced_by = forms.ChoiceField(
        label="Tổ chức giới thiệu", required=False, choices=_choose("Chưa có", INTRODUCERS)
    )
    introduced_on = DayField(label="Ngày giới thiệu", required=False)

    def clean(self):
        data = super().clean()
        by, on = data.get("introduced_by"), data.get("introduced_on")
        if on and on > self.today:
            self.add_error("introduced_on", "Ngày này ở tương lai.")
        if by and not on and "introduced_on" not in self.errors:
            self.add_error("introduced_on", "Ghi ngày tổ chức đó giới thiệu.")
        if on and not by and "introduced_by" not in self.errors:
            self.add_error("introduced_by", "Chọn tổ chức giới thiệu.")
        return data

    @property
    def origin(self):
        said = {name: self.cleaned_data[name] for name in OriginFields.base_fields}
        if not said["group"] and not said["introduced_by"]:
            return None
        return said | {"group": said["group"] or self.cleaned_data["occupation"]}


class DescribeOriginForm(OriginFields, ActForm):
    on_label = "Ngày ghi"
    groups = [("Nguồn phát triển", ["group", "introduced_by", "introduced_on", "on"])]
    field_order = ["group", "introduced_by", "introduced_on", "on"]

    def __init__(self, data=None, *, file, today, **kwargs):
        origin = getattr(file, "origin", None)
        shown = {name: getattr(origin, name) for name in OriginFields.base_fields if origin}
        super().__init__(data, file=file, today=today, initial=shown or {"group": file.occupation}, **kwargs)
        self.fields["group"].choices = SOURCE_GROUPS
        self.fields["group"].required = True


class GiveTaskForm(ActForm):
    on_label = "Ngày giao"
    ahead = ("due_on",)
    groups = [("", ["text", "on", "due_on"])]
    text = TextField(
        label="Việc được giao",
        lines=3,
        max_length=1000,
        help_text="Ghi cụ thể việc làm, nơi làm, kết quả cần đạt",
    )
    due_on = DayField(label="Hoàn thành trước ngày")

    def clean(self):
        data = super().clean()
        if data.get("due_on") and data.get("on") and data["due_on"] < data["on"]:
            self.add_error("due_on", "Không thể sớm hơn ngày giao.")
        return data


class FinishTaskForm(ActForm):
    on_label = "Ngày hoàn thành"
    groups = [("", ["task", "on", "result"])]
    task = forms.TypedChoiceField(label="Việc được giao", coerce=int)
    result = TextField(label="Kết quả", lines=3, max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sent = number_in(
            str(self.data.get("task", ""))
        )  # by a second click it has its result: the engine answers
        self.fields["task"].choices = [
            (task.pk, f"{task.text[:80]} (giao ngày {task.given_on:%d/%m/%Y})")
            for task in self.file.trial_tasks.filter(Q(done_on__isnull=True) | Q(pk=sent))
        ]


class AssessForm(ActForm):
    on_label = "Ngày nhận xét"
    groups = [("", ["helper", "on", "grade", "text"])]
    helper = forms.TypedChoiceField(label="Đảng viên giúp đỡ", coerce=int)
    grade = forms.ChoiceField(label="Đánh giá", choices=Grade.choices, widget=forms.RadioSelect)
    text = TextField(
        label="Nhận xét", lines=3, max_length=2000,
        help_text="Được mã hóa khi lưu; chỉ người có quyền xem hồ sơ đọc được",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["helper"].choices = [
            (helper.pk, helper.name) for helper in self.file.helpers.filter(until__isnull=True)
        ]


class SourceFilter(forms.Form):
    """All fields optional; what cannot be read filters nothing."""

    buoc = forms.ChoiceField(
        label="Xem", required=False, choices=[(code, label) for code, (label, _) in WHICH.items()]
    )
    nhom = forms.ChoiceField(label="Nhóm đối tượng", required=False, choices=_choose("Tất cả", SOURCE_GROUPS))
    gioi_thieu = forms.ChoiceField(
        label="Tổ chức giới thiệu", required=False, choices=_choose("Tất cả", INTRODUCERS)
    )

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()

    @property
    def states(self):
        return WHICH[self.cleaned_data.get("buoc", "")][1]

    @property
    def active(self):
        return any(self.cleaned_data.values())


class PeriodFilter(forms.Form):
    ky = forms.ModelChoiceField(label="Kỳ", queryset=Period.objects.all(), empty_label=None, required=False)


class ReviewForm(forms.Form):
    """One line for each of `people`; `lines`: {file id: ReviewLine} of this month, `version`: of the review.

    Whoever joined the list after the page was opened is not on it: they wait for the next save.
    """

    request_id = RequestIdField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, people, lines, version):
        super().__init__(data, initial={"request_id": uuid.uuid4(), "version": version})
        self.people = [file for file in people if data is None or f"seen{file.pk}" in data]
        for file in self.people:
            self.fields |= _review_fields(file, lines.get(file.pk))

    def rows(self):
        """Each person with the fields of their line: verdict, reason, note, version."""
        names = ("verdict", "reason", "note", "seen")
        return [(file, *(self[f"{name}{file.pk}"] for name in names)) for file in self.people]

    def clean(self):
        data = super().clean()
        for file in self.people:
            stated = data.get(f"reason{file.pk}") or data.get(f"note{file.pk}")
            if stated and not data.get(f"verdict{file.pk}"):
                self.add_error(f"verdict{file.pk}", "Chọn kết luận.")
        return data

    def review(self):
        """{file id: Line} of everybody of whom something was concluded."""
        data = self.cleaned_data
        return {
            file.pk: Line(
                data[f"verdict{file.pk}"],
                data[f"seen{file.pk}"],
                data[f"reason{file.pk}"],
                data[f"note{file.pk}"],
            )
            for file in self.people
            if data[f"verdict{file.pk}"]
        }

    def kept(self):
        """(label, text) of what the user typed, to show again when it could not be saved."""
        return [
            (file.full_name, " – ".join(typed))
            for file, *fields, _ in self.rows()
            if (typed := [text for field in fields if (text := _shown(field))])
        ]


def _review_fields(file, line):
    of = file.full_name
    reasons = [
        ("", "Không có"),
        (Verdict.PAUSE.label, PauseReason.choices),
        (Verdict.STOP.label, StopReason.choices),
    ]
    return {
        f"verdict{file.pk}": forms.ChoiceField(
            label=f"Kết luận đối với {of}", required=False, initial=line and line.verdict,
            choices=_choose("Chưa rà soát", Verdict.choices),
        ),
        f"reason{file.pk}": forms.ChoiceField(
            label=f"Lý do đối với {of}", required=False, initial=line and line.reason, choices=reasons
        ),
        f"note{file.pk}": TextField(
            label=f"Ghi chú về {of}", required=False, max_length=500, initial=line and line.note
        ),
        f"seen{file.pk}": forms.IntegerField(
            label=f"Phiên bản hồ sơ của {of}", widget=forms.HiddenInput, initial=file.version
        ),
    }  # fmt: skip


def _shown(field):
    text = field.value() or ""
    labels = {code: label for code, label in _flat(getattr(field.field, "choices", ()))}
    return labels.get(text, text) if text else ""


def _flat(choices):
    for code, label in choices:
        yield from label if isinstance(label, list | tuple) else [(code, label)]
