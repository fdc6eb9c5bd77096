"""Forms of a session: plan it, choose files, note what was concluded, release."""

import re
import uuid

from django import forms

from admission.states import Outcome
from partytrack.forms import DayField, NameField, RequestIdField, TextField


class SessionForm(forms.Form):
    """Day and signer; `version` when a session that exists is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = DayField(label="Ngày họp")
    signer = NameField(
        label="Người ký quyết định",
        required=False,
        help_text="Để trống nếu chưa rõ; cần có trước khi công bố",
    )


class PlanForm(SessionForm):
    field_order = ["unit", "held_on", "signer"]
    unit = forms.ModelChoiceField(label="Cấp có thẩm quyền", queryset=None, empty_label=None)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


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


class OutcomesForm(forms.Form):
    """What the body concluded on each file. `items`: the agenda, in order; `next_number`: a guess to begin with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    first_number = forms.IntegerField(
        label="Số quyết định đầu tiên", required=False, min_value=1, max_value=99999
    )
    symbol = TextField(label="Ký hiệu", required=False, max_length=30, help_text="Ví dụ -QĐ/HU")

    def __init__(self, *args, items, next_number=("", ""), **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        self.initial |= dict(zip(("first_number", "symbol"), next_number, strict=True))
        for item in items:
            self.fields |= _fields(item)

    def rows(self):
        """Each item with its three fields."""
        return [
            (item, *(self[f"{name}{item.pk}"] for name in ("outcome", "reason", "number")))
            for item in self.items
        ]

    def outcomes(self):
        """{item id: (outcome, reason, number)}."""
        names = ("outcome", "reason", "number")
        return {
            item.pk: tuple(self.cleaned_data[f"{name}{item.pk}"] for name in names) for item in self.items
        }

    def clean(self):
        data = super().clean()
        if "number_them" in self.data and not self.errors:
            if data["first_number"] is None:
                self.add_error("first_number", "Nhập số đầu tiên để đánh số.")
            else:
                self._number_them(data)
        return data

    def _number_them(self, data):
        """Number those admitted that have none, in the order of the agenda."""
        used = {data[f"number{item.pk}"] for item in self.items}
        number = data["first_number"]
        for item in self.items:
            if data[f"outcome{item.pk}"] != Outcome.ADMIT or data[f"number{item.pk}"]:
                continue
            while f"{number}{data['symbol']}" in used:
                number += 1
            data[f"number{item.pk}"] = f"{number}{data['symbol']}"
            number += 1

    def kept(self):
        """(label, text) of what the user typed, to show again when it could not be saved."""
        return [
            (item.candidate.full_name, " – ".join(typed))
            for item, *fields in self.rows()
            if (typed := [text for text in map(_shown, fields) if text])
        ]


def _fields(item):
    of = item.candidate.full_name
    return {
        f"outcome{item.pk}": forms.ChoiceField(
            label=f"Kết luận đối với {of}", required=False, initial=item.outcome,
            choices=[("", "Chưa có kết luận"), *Outcome.choices],
        ),
        f"reason{item.pk}": TextField(
            label=f"Lý do đối với {of}", required=False, max_length=300, initial=item.reason
        ),
        f"number{item.pk}": TextField(
            label=f"Số quyết định của {of}", required=False, max_length=60, initial=item.number
        ),
    }  # fmt: skip


def _shown(field):
    text = field.value() or ""
    return dict(getattr(field.field, "choices", ())).get(text, text) if text else ""
