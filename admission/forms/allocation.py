"""How a notice of allocation is printed."""

from django import forms

from partytrack.forms import DayField, NameField, TextField
from units.models import Period

FOR_ALL, FOR_EACH = "chung", "rieng"


class PaperAskedForm(forms.Form):
    """Which paper of allocation, of which period. Sent by GET."""

    ky = forms.ModelChoiceField(queryset=Period.objects.all())
    so = TextField(max_length=120)
    ngay = DayField()


class NoticeForm(PaperAskedForm):
    """Sent by GET to the printed file."""

    groups = [("Bản in", ["ban"]), ("Người ký", ["chuc_vu", "nguoi_ky", "noi"])]
    ban = forms.ChoiceField(
        label="In cho ai", initial=FOR_ALL, required=False,
        choices=[(FOR_ALL, "Một thông báo chung, kèm bảng các đơn vị"), (FOR_EACH, "Mỗi đơn vị một thông báo riêng")],
    )  # fmt: skip
    chuc_vu = forms.ChoiceField(
        label="Chức vụ người ký", required=False, initial="BÍ THƯ",
        choices=[("BÍ THƯ", "Bí thư"), ("PHÓ BÍ THƯ", "Phó Bí thư"), ("", "Để trống, ghi bằng tay")],
    )  # fmt: skip
    nguoi_ky = NameField(label="Họ và tên người ký", required=False, help_text="Để trống nếu ghi bằng tay")
    noi = TextField(
        label="Nơi ban hành", max_length=60, required=False, help_text="Để trống: lấy theo tên đơn vị"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("ky", "so", "ngay"):
            self.fields[name].widget = forms.HiddenInput()
