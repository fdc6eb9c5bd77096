"""Forms of a meeting: begin it with the files it took up; then who came, and for each file its vote."""

import uuid

from django import forms

from admission.forms.session import PicksField
from admission.meeting_words import CONCLUSIONS, ON_ADMISSION, PAPER, WHO
from admission.meetings import ways_of
from admission.models import AbsentAs
from admission.models.dossier import Body
from admission.states import Round
from partytrack.forms import DayField, NameField, RequestIdField, TextField

COUNT = {"min_value": 0, "max_value": 10000}
BLANK_ROWS = 1
MOST_ROWS = 200
ATTENDANCE = (
    "held_on", "starts_at", "ends_at", "place", "chair", "chair_post", "secretary", "secretary_post", "entitled",
    "exempt_absent", "present", "probationary", "probationary_present",
)  # fmt: skip


class TimeOfDayField(forms.TimeField):
    """A time typed as 19:30, 19h30 or 19h."""

    widget = forms.TimeInput(format="%H:%M")
    input_formats = ("%H:%M", "%Hh%M", "%Hh")
    default_error_messages = {"invalid": "Nhập giờ theo dạng 19:30."}


class MeetingStartForm(forms.Form):
    """`files`: which of the ready files were taken up. `suggestion`: how many the system thinks there are, or None."""

    request_id = RequestIdField(initial=uuid.uuid4)
    held_on = DayField(label="Ngày họp")
    entitled = forms.IntegerField(min_value=1, max_value=10000)
    files = PicksField(required=False)

    def __init__(self, *args, unit_body, today, suggestion=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial |= {"held_on": today}
        self.fields["entitled"].label = f"Tổng số {WHO[unit_body]}"
        if suggestion:
            self.initial["entitled"] = suggestion.entitled
            self.fields["entitled"].help_text = f"Gợi ý {suggestion.source}; sửa nếu không đúng"

    def clean_held_on(self):
        return not_ahead(self.cleaned_data["held_on"], self.today)

    def clean(self):
        data = super().clean()
        data["picks"] = list(dict(data.get("files") or ()))
        if not self.errors and not data["picks"]:
            self.add_error("files", "Chọn ít nhất một hồ sơ.")
        return data


def not_ahead(day, today):
    if day > today:
        raise forms.ValidationError("Ngày này ở tương lai. Ghi cuộc họp sau khi đã họp.")
    return day


class MeetingForm(forms.Form):
    """The whole draft. `items`: of the meeting, those that the user may see, of which only those not recorded are asked
    for; `more_rows`: blank lines for those absent. What a result rests on already can no longer be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    request_id = RequestIdField(initial=uuid.uuid4)
    held_on = DayField(label="Ngày họp")
    starts_at = TimeOfDayField(label="Bắt đầu lúc", required=False, help_text="Ví dụ 19:30")
    ends_at = TimeOfDayField(label="Kết thúc lúc", required=False)
    place = TextField(label="Địa điểm", required=False)
    chair = NameField(label="Chủ trì", required=False)
    chair_post = TextField(label="Chức vụ của chủ trì", required=False, max_length=80)
    secretary = NameField(label="Thư ký", required=False)
    secretary_post = TextField(label="Chức vụ của thư ký", required=False, max_length=80)
    entitled = forms.IntegerField(min_value=1, max_value=10000)
    exempt_absent = forms.IntegerField(
        label="Được miễn, hoặc sinh hoạt nơi khác, vắng mặt",
        help_text="Không tính vào tổng số khi lấy tỷ lệ",
        **COUNT,
    )
    present = forms.IntegerField(label="Có mặt", required=False, **COUNT)
    probationary = forms.IntegerField(label="Tổng số đảng viên dự bị", help_text="Không biểu quyết", **COUNT)
    probationary_present = forms.IntegerField(label="Đảng viên dự bị có mặt", **COUNT)
    first_number = TextField(required=False, max_length=60)
    files = PicksField(required=False)

    def __init__(self, data=None, *, meeting, items, today, more_rows=0, **kwargs):
        self.meeting, self.today = meeting, today
        self.items = [item for item in items if not item.is_recorded]
        self.frozen = meeting.items.exclude(outcome="").exists()
        initial = {name: getattr(meeting, name) for name in (*ATTENDANCE, "version", "first_number")}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["entitled"].label = f"Tổng số {WHO[meeting.body]}"
        self.fields["first_number"].label = f"Số {PAPER[meeting.body]} tiếp theo"
        self.fields["first_number"].help_text = "Hồ sơ đạt mà chưa có số được đánh số lần lượt từ số này"
        if meeting.body != Body.BRANCH:
            del self.fields["probationary"], self.fields["probationary_present"]
        self._add_absences(more_rows)
        for item in self.items:
            self.fields |= item_fields(item, meeting.body)
        if self.frozen:
            for name in self.fields.keys() & set(ATTENDANCE):
                self.fields[name].disabled = True

    def _add_absences(self, more_rows):
        known = list(self.meeting.absences.order_by("id"))
        self.row_count = min(self._rows_wanted(len(known)) + more_rows, MOST_ROWS)
        ways = ways_of(self.meeting.body)
        for i in range(self.row_count):
            row = known[i] if i < len(known) else None
            self.fields |= {
                f"absent{i}": NameField(
                    label=f"Họ tên người vắng {i + 1}", required=False, initial=row and row.name,
                    widget=forms.TextInput({"placeholder": "Họ và tên"}),
                ),
                f"absent_as{i}": forms.ChoiceField(
                    label=f"Diện của người vắng {i + 1}", choices=list(ways.items()),
                    required=False, initial=row and row.counts_as,
                ),
                f"absent_why{i}": TextField(
                    label=f"Lý do vắng {i + 1}", required=False, max_length=200, initial=row and row.reason
                ),
            }  # fmt: skip
            for name in (f"absent{i}", f"absent_as{i}", f"absent_why{i}"):
                self.fields[name].disabled = self.frozen

    def _rows_wanted(self, known):
        """A line for everybody absent and some to spare; as many as were sent, when the form comes back."""
        if self.frozen:
            return known
        if self.is_bound:
            return sum(name.startswith("absent_why") for name in self.data)
        away = (
            max(self.meeting.absent or 0, 0)
            + self.meeting.exempt_absent
            + max(self.meeting.probationary_absent, 0)
        )
        return max(known + BLANK_ROWS, away)

    def clean_held_on(self):
        return not_ahead(self.cleaned_data["held_on"], self.today)

    def clean(self):
        data = super().clean()
        for i in range(self.row_count):
            if data.get(f"absent_why{i}") and not data.get(f"absent{i}") and f"absent{i}" not in self.errors:
                self.add_error(f"absent{i}", "Ghi họ tên người vắng.")
        return data

    def draft(self):
        """The arguments of `admission.domain.meeting.save_draft`."""
        data = self.cleaned_data
        facts = {name: data[name] for name in (*ATTENDANCE, "first_number") if name in data}
        return {
            "version": data["version"],
            "request_id": data["request_id"],
            "facts": facts,
            "absences": [
                {"name": data[f"absent{i}"], "counts_as": data[f"absent_as{i}"] or AbsentAs.OFFICIAL,
                 "reason": data[f"absent_why{i}"]}
                for i in range(self.row_count) if data[f"absent{i}"]
            ],
            "items": {item.pk: self._of(item) for item in self.items},
            "picks": list(dict(data["files"] or ())),
        }  # fmt: skip

    def _of(self, item):
        names = item_fields(item, self.meeting.body)
        return {
            name.rstrip("0123456789"): self.cleaned_data[name]
            for name in names
            if not name.startswith("seen")
        }

    def versions(self):
        """{item id: the version of its file as it was shown}."""
        return {item.pk: self.cleaned_data[f"seen{item.pk}"] for item in self.items}

    def absence_rows(self):
        return [
            tuple(self[f"{name}{i}"] for name in ("absent", "absent_as", "absent_why"))
            for i in range(self.row_count)
        ]

    def rows(self):
        """[(item, hidden field, what was voted, the free conclusions, number)], each field with its short label."""
        return [self._row(item) for item in self.items]

    def _row(self, item):
        fields = {name: self[name] for name in item_fields(item, self.meeting.body)}
        shown = {
            name.rstrip("0123456789"): (field.label.partition(":")[0], field)
            for name, field in fields.items()
        }
        opinion = [shown[name] for name in ("votes_for", "votes_against", "agrees") if name in shown]
        free = [shown[name] for name in ("objections", *CONCLUSIONS, *ON_ADMISSION) if name in shown]
        return item, shown["seen"][1], opinion, free, shown["number"][1]

    def kept(self):
        """(label, text) of what the user typed, to show again when it could not be saved."""
        return [(field.label, field.value()) for field in self.visible_fields() if field.value()]


def item_fields(item, body):
    """The fields of one file, each named by what it is and the item's id."""
    of = item.candidate.full_name
    words = CONCLUSIONS | (ON_ADMISSION if body == Body.BRANCH and item.round == Round.ADMISSION else {})
    fields = {
        "seen": forms.IntegerField(widget=forms.HiddenInput, initial=item.candidate.version),
        **(_opinion_fields(item, of) if body == Body.SECTION else _vote_fields(item, of)),
        **{
            name: TextField(
                label=f"{label}: {of}", required=False, lines=2, max_length=2000, initial=getattr(item, name)
            )
            for name, label in words.items()
        },
        "number": TextField(
            label=f"Số {PAPER[body]} về {of}", required=False, max_length=60, initial=item.number
        ),
    }  # fmt: skip
    return {f"{name}{item.pk}": field for name, field in fields.items()}


def _vote_fields(item, of):
    return {
        "votes_for": forms.IntegerField(
            label=f"Tán thành: {of}", required=False, initial=item.votes_for, **COUNT
        ),
        "votes_against": forms.IntegerField(
            label=f"Không tán thành: {of}", required=False, initial=item.votes_against, **COUNT
        ),
        "objections": TextField(
            label=f"Lý do của người không tán thành: {of}", required=False, lines=2, max_length=2000,
            initial=item.objections,
        ),
    }  # fmt: skip


def _opinion_fields(item, of):
    return {
        "agrees": forms.TypedChoiceField(
            label=f"Kết quả thẩm định: {of}", required=False, initial=_as_choice(item.agrees), empty_value=None,
            coerce=lambda text: text == "yes",
            choices=[("", "Chưa ghi"), ("yes", "Nhất trí với đề nghị"), ("no", "Không nhất trí")],
        ),
        "objections": TextField(
            label=f"Lý do không nhất trí: {of}", required=False, lines=2, max_length=2000, initial=item.objections
        ),
    }  # fmt: skip


def _as_choice(agrees):
    return {True: "yes", False: "no"}.get(agrees, "")
