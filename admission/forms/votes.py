"""What a meeting votes on one file."""

from django import forms

from admission.forms.base import ActForm
from admission.states import RemovalGround
from partytrack.forms import NameField, TextField


class VoteForm(ActForm):
    """A meeting's tally. `who` are those entitled."""

    on_label = "Ngày họp"
    who = "đảng viên chính thức"
    groups = [
        ("Cuộc họp", ["on", "number", "chair", "secretary"]),
        ("Thành phần", ["entitled", "exempt_absent", "present"]),
        ("Biểu quyết", ["votes_for", "votes_against"]),
    ]
    number = TextField(label="Số nghị quyết", max_length=60, help_text="Ví dụ 12-NQ/CB")
    chair = NameField(label="Chủ trì")
    secretary = NameField(label="Thư ký")
    entitled = forms.IntegerField(min_value=1, max_value=10000)
    exempt_absent = forms.IntegerField(
        label="Được miễn sinh hoạt, vắng mặt", min_value=0, max_value=10000, initial=0,
        help_text="Không tính vào tổng số khi lấy tỷ lệ",
    )  # fmt: skip
    present = forms.IntegerField(label="Có mặt", min_value=0, max_value=10000)
    votes_for = forms.IntegerField(
        label="Tán thành",
        min_value=0,
        max_value=10000,
        help_text="Phải đạt hai phần ba tổng số, không phải số có mặt",
    )
    votes_against = forms.IntegerField(label="Không tán thành", min_value=0, max_value=10000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entitled"].label = f"Tổng số {self.who}"


class CommitteeVoteForm(VoteForm):
    who = "cấp ủy viên"


class RemovalForm(VoteForm):
    groups = [("Lý do", ["ground"]), *VoteForm.groups]
    ground = forms.ChoiceField(label="Lý do đề nghị xóa tên", choices=[("", "Chọn"), *RemovalGround.choices])
