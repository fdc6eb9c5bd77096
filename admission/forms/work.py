"""What of one's work is shown, and how one hears of it."""

from django import forms
from django.core.exceptions import ValidationError

from admission.models import Digest
from admission.steps import WORDS
from units.forms.choice import UnitChoice, is_one_branch
from units.permissions import units_for


class WorkFilter(forms.Form):
    """All fields optional; an unknown value filters nothing."""

    viec = forms.ChoiceField(label="Loại việc", required=False)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Tất cả")

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["viec"].choices = [("", "Tất cả"), *((act, words.title) for act, words in WORDS.items())]
        if is_one_branch(user, "candidate.view"):
            del self.fields["don_vi"]
        else:
            self.fields["don_vi"].offer(units_for(user, "candidate.view"), user, "candidate.view")
        self.is_valid()

    @property
    def is_active(self):
        return any(self.cleaned_data.values())

    @property
    def unit(self):
        """With all below it; None for everything in sight."""
        return self.cleaned_data.get("don_vi")

    def narrow(self, tasks):
        """Those of the kind asked for; of the kinds there are, one may be asked for."""
        acts = [act for act in WORDS if any(task.act == act for task in tasks)]
        self.fields["viec"].choices = [("", "Tất cả"), *((act, WORDS[act].title) for act in acts)]
        act = self.cleaned_data.get("viec")
        return [task for task in tasks if task.act == act] if act in acts else tasks


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
