"""The wording of a form, as whoever administers the rules types it."""

import uuid

from django import forms

from partytrack.forms import DayField, RequestIdField, TextField


class FormTextForm(forms.Form):
    request_id = RequestIdField()
    text = TextField(label="Lời văn", lines=26, max_length=20_000)
    since = DayField(label="Áp dụng từ ngày", help_text="Từ ngày mai trở đi; giấy tờ đã lập giữ lời văn cũ")
    note = TextField(
        label="Căn cứ", max_length=300, help_text="Số, ngày văn bản ban hành mẫu; ai đã đối chiếu"
    )
    confirmed = forms.BooleanField(label="Đã đối chiếu với văn bản chính thức", required=False)

    def __init__(self, data=None, *, text=""):
        super().__init__(data, initial={"text": text, "request_id": uuid.uuid4()})
