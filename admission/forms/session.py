"""Forms of a session: the calendar, the agenda, the release. What was concluded has a module of its own."""

import re
import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone

from partytrack.forms import DayField, NameField, RequestIdField, TextField
from units.forms.choice import UnitChoice

A_YEAR = timedelta(366)
WEEKS = [(1, "Tuần thứ nhất"), (2, "Tuần thứ hai"), (3, "Tuần thứ ba"), (4, "Tuần thứ tư"), (5, "Tuần cuối")]
WEEKDAYS = [(0, "Thứ Hai"), (1, "Thứ Ba"), (2, "Thứ Tư"), (3, "Thứ Năm"), (4, "Thứ Sáu")]


def _signer():
    return NameField(
        label="Người ký quyết định",
        required=False,
        help_text="Để trống nếu chưa rõ; cần có trước khi công bố",
    )


class OfUnitForm(forms.Form):
    """Something is planned for one of the `units`, in which the user prepares sessions."""

    unit = UnitChoice(label="Cấp có thẩm quyền", empty_label=None)

    def __init__(self, *args, units, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, user, "session.manage")


class SessionForm(forms.Form):
    """Day, last day to submit and signer; `version` when a session that exists is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = DayField(label="Ngày họp")
    submit_by = DayField(
        label="Hạn nộp hồ sơ",
        required=False,
        help_text="Để trống: tính lùi từ ngày họp theo cài đặt phiên họp",
    )
    signer = _signer()


class PlanForm(SessionForm, OfUnitForm):
    field_order = ["unit", "held_on", "submit_by", "signer"]


class YearForm(OfUnitForm):
    """A session in every month of a year: on a day of the month, or on a weekday of one of its weeks."""

    field_order = ["unit", "year", "day", "week", "weekday", "signer"]
    groups = [
        ("", ["unit", "year"]),
        ("Họp vào ngày cố định hằng tháng", ["day"]),
        ("Hoặc họp theo tuần và thứ", ["week", "weekday"]),
        ("", ["signer"]),
    ]
    year = forms.TypedChoiceField(label="Năm", coerce=int)
    day = forms.IntegerField(
        label="Ngày trong tháng", required=False, min_value=1, max_value=31,
        help_text="Ví dụ 25. Gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo",
    )  # fmt: skip
    week = forms.TypedChoiceField(
        label="Tuần", required=False, coerce=int, empty_value=None, choices=[("", "—"), *WEEKS]
    )
    weekday = forms.TypedChoiceField(
        label="Thứ", required=False, coerce=int, empty_value=None, choices=[("", "—"), *WEEKDAYS]
    )
    signer = _signer()

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, f"Năm {year}") for year in (today.year, today.year + 1)]

    def clean(self):
        data = super().clean()
        by_day = bool(data.get("day"))
        by_week = data.get("week") is not None and data.get("weekday") is not None
        if not self.errors and by_day == by_week:
            self.add_error("day", "Chọn ngày trong tháng, hoặc chọn tuần và thứ.")
        return data


class BodyForm(forms.Form):
    """How a deciding body works; `version`: its settings as they were shown."""

    version = forms.CharField(widget=forms.HiddenInput)
    submit_days_before = forms.IntegerField(
        label="Hạn nộp hồ sơ trước phiên họp (ngày)", min_value=0, max_value=60,
        help_text="Các đảng ủy, chi bộ cấp dưới thấy hạn này khi trình hồ sơ",
    )  # fmt: skip
    symbol = TextField(
        label="Ký hiệu quyết định", required=False, max_length=30, help_text="Phần sau số, ví dụ -QĐ/HU"
    )
    members = forms.IntegerField(
        label="Số thành viên của tập thể quyết định", required=False, min_value=1, max_value=999,
        help_text="Điền sẵn khi ghi thành phần dự họp",
    )  # fmt: skip


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PicksField(forms.Field):
    """Ticked files as [(id, version)]: each box carries the version of the file that was shown beside it."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        return [self._pick(text) for text in value or ()]

    @staticmethod
    def _pick(text):
        if not re.fullmatch(r"[0-9]{1,18}\.[0-9]{1,9}", text):
            raise forms.ValidationError("Chọn lại hồ sơ trong danh sách.")
        pk, version = text.split(".")
        return int(pk), int(version)


class ReadyForm(forms.Form):
    """Which ready files go on the agenda: those ticked, or with the button `all` every one that was shown."""

    request_id = RequestIdField(initial=uuid.uuid4)
    files = PicksField(required=False)
    shown = PicksField(required=False)

    def clean(self):
        data = super().clean()
        data["picks"] = dict(data.get("shown" if "all" in self.data else "files") or ())
        if not self.errors and not data["picks"]:
            self.add_error("files", "Chọn ít nhất một hồ sơ.")
        return data


class RemoveForm(forms.Form):
    item = forms.IntegerField()


class UnlockForm(VersionForm):
    reason = TextField(label="Lý do mở lại chương trình", max_length=300)


class FirstForm(forms.Form):
    """The first number of the running book of one kind of decision."""

    first = forms.IntegerField(
        label="Số đầu tiên", min_value=1, max_value=99999, help_text="Số tiếp theo số đã dùng trong nhiệm kỳ"
    )


class VoidForm(forms.Form):
    value = forms.IntegerField(label="Số cần hủy", min_value=1, max_value=999999)
    reason = TextField(label="Lý do", max_length=300)


class TermForm(forms.Form):
    """A book begins anew on a day that is not far off: a wrong one could not be taken back."""

    starts = DayField(label="Nhiệm kỳ mới bắt đầu từ ngày", help_text="Ngày đại hội; số chạy lại từ 01")
    sure = forms.BooleanField(
        label="Đã kiểm tra ngày đại hội; các sổ đang dùng kết thúc vào ngày hôm trước",
        error_messages={"required": "Đánh dấu xác nhận trước khi mở sổ mới."},
    )

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if abs(starts - timezone.localdate()) > A_YEAR:
            raise forms.ValidationError("Ngày đại hội cách hôm nay hơn một năm. Kiểm tra lại năm.")
        return starts
