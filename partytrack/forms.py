"""Form fields that every page shares: cleaned text and dates as Vietnamese offices write them."""

import re
from calendar import monthrange
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from partytrack.text import clean_name, clean_text

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class TextField(forms.CharField):
    """A line of text, or several with `lines`; in NFC and without characters that cannot be seen."""

    def __init__(self, *, lines=0, max_length=200, **kwargs):
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(max_length=max_length, **kwargs)
        self.multiline = bool(lines)

    def to_python(self, value):
        return clean_text(super().to_python(value or ""), multiline=self.multiline)


class NameField(forms.CharField):
    """A person's name, at most 80 letters; digits are a slip of the keyboard."""

    def __init__(self, **kwargs):
        super().__init__(max_length=80, **kwargs)

    def to_python(self, value):
        return clean_name(super().to_python(value or ""))

    def validate(self, value):
        super().validate(value)
        if re.search(r"[\d<>=@{}\[\]|\\]", value):
            raise ValidationError("Họ tên chỉ gồm chữ cái.")


class DayField(forms.DateField):
    """A day typed as 05/03/1998 (also 5-3-1998, 05031998)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y"))
        super().__init__(**kwargs)

    def to_python(self, value):
        try:
            day = super().to_python(value)
        except ValidationError:
            raise ValidationError(_what_is_wrong(str(value))) from None
        if day and not EARLIEST <= day <= LATEST:
            raise ValidationError(f"Năm {day.year} quá xa. Kiểm tra lại năm.")
        return day


class RequestIdField(forms.UUIDField):
    """The form's own id, hidden in it: a second click and a resend are known by it."""

    widget = forms.HiddenInput
    default_error_messages = {"invalid": "Trang này không còn dùng được. Mở lại trang rồi làm lại."}


def _what_is_wrong(text):
    parts = re.fullmatch(r"\s*(\d{1,2})\D(\d{1,2})\D(\d{4})\s*", text)
    if parts:
        day, month, year = map(int, parts.groups())
        if not 1 <= month <= 12:
            return f"Không có tháng {month}."
        if year and not 1 <= day <= monthrange(year, month)[1]:
            return f"Tháng {month} năm {year} không có ngày {day}."
    return "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/1998."
