"""What every form of an act carries: the version that it was made from, the request's own id, the day of the act."""

import uuid

from django import forms

from partytrack.forms import DayField, RequestIdField


class ActForm(forms.Form):
    """`file` is the candidate, `today` the local date. `cleaned_data` are the fields of the act, and `on`."""

    on_label = "Ngày thực hiện"
    note = ""  # said above the fields
    ahead: tuple[str, ...] = ()  # days that may lie in the future
    numbered: tuple[tuple[str, str], ...] = ()  # (number, day) of papers: a number needs its day
    preset: tuple[str, ...] = ()  # fields that the address may fill in
    version = forms.IntegerField(widget=forms.HiddenInput)
    request_id = RequestIdField()
    on = DayField()

    def __init__(self, data=None, *, file, today, **kwargs):
        self.file, self.today = file, today
        initial = {
            "version": file.version,
            "request_id": uuid.uuid4(),
            "on": today,
            **kwargs.pop("initial", {}),
        }
        super().__init__(data, initial=initial, **kwargs)
        self.fields["on"].label = self.on_label

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("Ngày này ở tương lai. Ghi việc sau khi đã làm.")
        is_fresh = (
            self.cleaned_data.get("version") == self.file.version
        )  # else it is a conflict, whatever the day
        if is_fresh and on < self.file.since:
            raise forms.ValidationError(
                f"Không thể sớm hơn bước trước của hồ sơ ({self.file.since:%d/%m/%Y})."
            )
        return on

    def clean(self):
        data = super().clean()
        for name, field in self.fields.items():
            may_be_ahead = name == "on" or name in self.ahead  # `clean_on` judges the day of the act
            if (
                isinstance(field, DayField)
                and not may_be_ahead
                and data.get(name)
                and data[name] > self.today
            ):
                self.add_error(name, "Ngày này ở tương lai.")
        for number, day in self.numbered:
            if data.get(number) and not data.get(day) and day not in self.errors:
                self.add_error(day, "Ghi ngày của giấy tờ có số này.")
        return data

    def need_together(self, data, *names):
        """If one of these fields is filled in, all must be."""
        if any(data.get(name) for name in names):
            for name in names:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Ghi đủ mục này.")

    def kept(self):
        """(label, text) of what the user typed, to show again when it could not be saved."""
        return [(field.label, field.value()) for field in self.visible_fields() if field.value()]
