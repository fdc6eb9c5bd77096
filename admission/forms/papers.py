"""Forms of the papers in a file: number, day, signer and validity; scans and their withdrawal."""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from admission.checklist import items_of
from admission.forms.base import ActForm
from admission.models.dossier import PaperCode
from partytrack.forms import DayField, RequestIdField, TextField

ACCEPTED = "application/pdf,image/jpeg,image/png"


class RecordPaperForm(ActForm):
    """A paper of the checklist; with `corrects`, one that is there and was recorded wrong."""

    preset = ("code", "corrects")
    on_label = "Ngày ghi, sửa"
    ahead = ("valid_until",)
    groups = [("", ["code", "issued_on", "number", "issuer", "valid_until", "on"])]
    code = forms.ChoiceField(label="Giấy tờ")
    corrects = forms.IntegerField(required=False, widget=forms.HiddenInput)
    issued_on = DayField(label="Ngày ghi trên giấy tờ")
    number = TextField(label="Số", max_length=60, required=False)
    issuer = TextField(label="Nơi cấp, người ký", required=False)
    valid_until = DayField(
        label="Có giá trị đến ngày", required=False, help_text="Chỉ ghi khi trên giấy tờ có ghi ngày này"
    )

    def __init__(self, *args, file, today, initial=None, **kwargs):
        items = [item for item in items_of(file, today) if item.asked.recorded]
        initial = initial or {}
        old = _paper_to_correct(items, initial)
        if old:
            said = ("code", "issued_on", "number", "issuer", "valid_until")
            initial = {**{name: getattr(old, name) for name in said}, **initial, "corrects": old.pk}
        super().__init__(*args, file=file, today=today, initial=initial, **kwargs)
        named = [(item.asked.code, f"{item.asked.title} ({item.asked.code})") for item in items]
        self.fields["code"].choices = [("", "Chọn giấy tờ"), *named]
        self.fields["code"].disabled = old is not None
        if old and old.code == PaperCode.KND_3:
            self.fields["issuer"].disabled = True
            self.fields[
                "issuer"
            ].help_text = "Đổi người giới thiệu ở việc “Giấy giới thiệu và ý kiến nhận xét”"


def _paper_to_correct(items, initial):
    """The paper that the address names, by its id or as the only one of its code."""
    papers = [paper for item in items for paper in item.papers]
    if str(initial.get("corrects", "")).isdecimal():
        return next((paper for paper in papers if paper.pk == int(initial["corrects"])), None)
    of_code = [paper for paper in papers if paper.code == initial.get("code")]
    return of_code[0] if len(of_code) == 1 else None


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each as its bytes; what they are is judged where they are kept."""

    def clean(self, data, initial=None):
        return [file.read() for file in data or [] if file is not None]


class ScanForm(forms.Form):
    """`photo`: straight from the camera of a telephone; `files`: whatever lies on the device."""

    request_id = RequestIdField()
    photo = FilesField(
        label="Chụp bằng điện thoại", required=False,
        widget=ManyFiles(attrs={"accept": "image/jpeg", "capture": "environment"}),
    )  # fmt: skip
    files = FilesField(
        label="Chọn tệp có sẵn", required=False,
        help_text="PDF, JPEG hoặc PNG; chọn được nhiều tệp một lần",
        widget=ManyFiles(attrs={"accept": ACCEPTED, "multiple": True}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"request_id": uuid.uuid4()}, **kwargs)
        limit = settings.SCAN_MAX_BYTES // 1024**2
        self.fields["files"].help_text += f", mỗi tệp tối đa {limit} MB"

    def clean(self):
        data = super().clean()
        data["contents"] = [*data.pop("photo", []), *data.pop("files", [])]
        if not data["contents"]:
            raise ValidationError("Chưa chọn tệp nào.")
        return data


class WithdrawScanForm(forms.Form):
    request_id = RequestIdField()
    reason = TextField(
        label="Lý do rút", lines=2, max_length=500, help_text="Ví dụ: chụp nhầm giấy tờ, ảnh mờ"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"request_id": uuid.uuid4()}, **kwargs)


FORMS = {"record_paper": RecordPaperForm}
