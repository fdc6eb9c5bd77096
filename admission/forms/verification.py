"""Forms of the acts of verification: whom to ask about, whom to ask, what was answered."""

from django import forms

from admission.domain.personal_history import signed_on
from admission.forms.base import ActForm
from admission.models import WaiverReason
from admission.verifying import SELF, persons
from partytrack.forms import DayField, TextField


def person_choices(file, today):
    """(key, words) of everybody who is to be verified, with what is known of where they live."""
    return [
        (one.key, f"{one} ({one.residence})" if one.residence else str(one)) for one in persons(file, today)
    ]


def open_keys(file, today):
    """Keys of those who are neither asked about nor settled."""
    return [one.key for one in persons(file, today) if not one.is_settled and one.request is None]


class LetterForm(ActForm):
    """A letter that asks about one or several persons."""

    preset = ("persons",)
    on_label = "Ngày gửi công văn"
    persons = forms.MultipleChoiceField(
        label="Thẩm tra về", widget=forms.CheckboxSelectMultiple,
        help_text="Theo mục gia đình trong lý lịch. Anh, chị, em, cô, dì, chú, bác, ông, bà không phải thẩm tra",
    )  # fmt: skip
    number = TextField(label="Số công văn", max_length=60, help_text="Ví dụ 84-CV/ĐU")
    addressee = TextField(
        label="Gửi đến", help_text="Cấp ủy nơi quê quán, nơi cư trú của người được thẩm tra"
    )
    abroad = forms.BooleanField(
        label="Thẩm tra ở nước ngoài", required=False, help_text="Hạn trả lời dài hơn trong nước"
    )

    def __init__(self, *args, file, today, initial=None, **kwargs):
        initial = {"persons": open_keys(file, today), **(initial or {})}
        abroad = [one.key for one in persons(file, today) if one.abroad]
        initial["abroad"] = bool(initial["persons"]) and set(initial["persons"]) <= set(abroad)
        super().__init__(*args, file=file, today=today, initial=initial, **kwargs)
        self.fields["persons"].choices = person_choices(file, today)


class SendVerificationForm(LetterForm):
    groups = [
        ("Lý lịch (2-KNĐ)", ["history_on"]),
        ("Công văn thẩm tra", ["persons", "number", "on", "addressee", "abroad"]),
    ]
    history_on = DayField(label="Ngày người xin vào Đảng ký lý lịch", help_text="Sau ngày ghi trên đơn")

    def __init__(self, *args, file, initial=None, **kwargs):
        initial = {"history_on": signed_on(file), **(initial or {})}
        super().__init__(*args, file=file, initial=initial, **kwargs)
        self.fields["persons"].required = False

    def clean_persons(self):
        return self.cleaned_data["persons"] or None  # nobody chosen: everybody who is to be verified


class RequestVerificationForm(LetterForm):
    groups = [("Công văn thẩm tra", ["persons", "number", "on", "addressee", "abroad"])]


class OfLetterForm(ActForm):
    """Something about one letter that is out."""

    preset = ("request",)
    request = forms.TypedChoiceField(label="Công văn", coerce=int)

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, file=file, **kwargs)
        letters = file.verifications.prefetch_related("persons").order_by("id")
        if not self.is_bound:  # what is sent again names a letter that is answered by now
            letters = letters.filter(replied_on__isnull=True)
        self.fields["request"].choices = [(letter.pk, _letter_words(letter)) for letter in letters]


def _letter_words(letter):
    about = ", ".join(person.name for person in letter.persons.all())
    return f"Số {letter.number} ngày {letter.sent_on:%d/%m/%Y}, gửi {letter.addressee}" + (
        f": {about}" if about else ""
    )


class ReplyVerificationForm(OfLetterForm):
    on_label = "Ngày nhận văn bản trả lời"
    groups = [("", ["request", "on", "conclusion"])]
    conclusion = TextField(
        label="Nội dung trả lời", lines=3, max_length=2000,
        help_text="Được mã hóa khi lưu; chỉ người có quyền xem hồ sơ đọc được",
    )  # fmt: skip


class RemindVerificationForm(OfLetterForm):
    on_label = "Ngày gửi công văn đôn đốc"
    groups = [("", ["request", "number", "on"])]
    number = TextField(label="Số công văn đôn đốc", max_length=60, help_text="Ví dụ 97-CV/ĐU")


class WaiveVerificationForm(ActForm):
    preset = ("person", "reason")
    on_label = "Ngày cấp ủy xác định"
    groups = [("", ["person", "reason", "note", "on"])]
    person = forms.ChoiceField(label="Người thân")
    reason = forms.ChoiceField(
        label="Lý do không phải thẩm tra", choices=[("", "Chọn lý do"), *WaiverReason.choices]
    )
    note = TextField(
        label="Ghi rõ", lines=2, max_length=500, required=False,
        help_text="Ví dụ năm mất; tên chi bộ nơi đảng viên sinh hoạt. Được mã hóa khi lưu",
    )  # fmt: skip

    def __init__(self, *args, file, today, **kwargs):
        super().__init__(*args, file=file, today=today, **kwargs)
        relatives = [(key, words) for key, words in person_choices(file, today) if key != SELF]
        self.fields["person"].choices = [("", "Chọn người"), *relatives]

    def clean(self):
        data = super().clean()
        if data.get("reason") == WaiverReason.OTHER and not data.get("note"):
            self.add_error("note", "Ghi rõ lý do.")
        return data


class CertifyForm(ActForm):
    on_label = "Ngày cấp ủy chứng nhận lý lịch"
    groups = [("Kết quả thẩm tra", ["replied_on", "conclusion"]), ("Chứng nhận", ["on"])]
    replied_on = DayField(label="Ngày có kết luận thẩm tra")
    conclusion = TextField(
        label="Kết luận", lines=3, max_length=2000,
        help_text="Được mã hóa khi lưu; chỉ người có quyền xem hồ sơ đọc được",
    )  # fmt: skip

    def __init__(self, *args, file, initial=None, **kwargs):
        last = file.verifications.order_by("-id").first()
        initial = {"replied_on": last and last.replied_on, **(initial or {})}
        super().__init__(*args, file=file, initial=initial, **kwargs)


FORMS = {
    "send_verification": SendVerificationForm,
    "certify": CertifyForm,
    "request_verification": RequestVerificationForm,
    "reply_verification": ReplyVerificationForm,
    "remind_verification": RemindVerificationForm,
    "waive_verification": WaiveVerificationForm,
}
