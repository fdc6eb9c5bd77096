"""What of one's work is shown, and how one hears of it."""

from django import forms
from django.core.exceptions import ValidationError

from admission.models import Digest
from admission.steps import WORDS
from units.models import Unit
from units.permissions import units_for


class WorkFilter(forms.Form):
    """All fields optional; an unknown value filters nothing."""

    viec = forms.ChoiceField(label="Loại việc", required=False)
    don_vi = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Tất cả"
    )

    def __init__(self, data, *, user, tasks):
        super().__init__(data)
        acts = dict.fromkeys(act for act in WORDS if any(task.act == act for task in tasks))
        self.fields["viec"].choices = [("", "Tất cả"), *((act, WORDS[act].title) for act in acts)]
        units = units_for(user, "candidate.view").filter(pk__in={task.file.unit_id for task in tasks})
        self.fields["don_vi"].queryset = units.order_by("path")
        self.is_valid()

    @property
    def is_active(self):
        return any(self.cleaned_data.values())

    def narrow(self, tasks):
        act, unit = self.cleaned_data.get("viec"), self.cleaned_data.get("don_vi")
        return [
            task for task in tasks
            if (not act or task.act == act) and (not unit or task.file.unit_id == unit.pk)
        ]  # fmt: skip


class NoticeSettingsForm(forms.Form):
    digest = forms.ChoiceField(label="Thư tổng hợp", choices=Digest.choices, widget=forms.RadioSelect)
    address = forms.EmailField(
        label="Địa chỉ thư điện tử",
        max_length=200,
        required=False,
        help_text="Thư chỉ ghi số việc và tên viết tắt, không ghi nội dung hồ sơ",
    )

    def clean(self):
        data = super().clean()
        wants_mail = data.get("digest") in (Digest.DAILY, Digest.WEEKLY)
        if wants_mail and not data.get("address") and "address" not in self.errors:
            self.add_error("address", ValidationError("Ghi địa chỉ để nhận thư."))
        return data
