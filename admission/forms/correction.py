"""Correcting who a person is, once admitted."""

from admission.forms.base import ActForm
from admission.forms.person import PersonFields
from partytrack.forms import DayField, TextField


class CorrectForm(ActForm, PersonFields):
    """The person as recorded, to be put right, with the paper that says so."""

    on_label = "Ngày đính chính"
    note = (
        "Chỉ sửa điều đã ghi sai. Giấy tờ đã in, đã ký giữ nguyên như khi in; số liệu theo nhóm được tính lại từ ngày "
        "kết nạp, và báo cáo đã gửi có tính người này sẽ cho thấy số nào thay đổi."
    )
    groups = [
        ("Căn cứ đính chính", ["number", "issued_on", "issuer", "reason", "on"]),
        PersonFields.groups[0],
        PersonFields.groups[1],
        ("Học vấn, nghề nghiệp", ["schooling", "qualification", "occupation"]),
        ("Đoàn thể", ["youth_union_on", "trade_union_on"]),
    ]
    number = TextField(label="Số văn bản", max_length=60, help_text="Ví dụ 12-CV/ĐU")
    issued_on = DayField(label="Ngày văn bản")
    issuer = TextField(label="Nơi ban hành", help_text="Ví dụ Đảng ủy xã Xuân Định")
    reason = TextField(
        label="Lý do, nội dung đính chính", lines=3, max_length=1000,
        help_text="Được mã hóa khi lưu, hiện trong diễn biến của hồ sơ",
    )  # fmt: skip
    # Conditions of the branch's vote, which has been taken.
    area = village_elder = no_youth_organisation = None

    def __init__(self, data=None, *, file, today, **kwargs):
        known = {name: getattr(file, name) for name in PersonFields.base_fields if name in self.base_fields}
        super().__init__(data, file=file, today=today, initial=known, **kwargs)
