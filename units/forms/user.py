"""Accounts and grants."""

from django import forms
from django.utils import timezone

from partytrack.forms import DayField, NameField, TextField
from units.accounts import users_of
from units.forms.choice import FEW, UnitChoice
from units.models import Role, User
from units.permissions import units_for

ROLE_NOTES = {
    Role.BRANCH_SECRETARY: "đưa người vào nguồn, ghi việc của chi bộ",
    Role.COMMITTEE_OFFICER: "ghi nghị quyết, chứng nhận và trình hồ sơ của đảng ủy, đảng ủy bộ phận; nhập chỉ tiêu",
    Role.BOARD_OFFICER: "thẩm định, chuẩn bị phiên họp, ghi kết quả, giao chỉ tiêu, mở kỳ",
    Role.RECORDER: "ghi kết quả phiên họp của cấp ủy có thẩm quyền",
    Role.AUDITOR: "chỉ xem: hồ sơ, phiên họp, báo cáo, nhật ký",
    Role.UNIT_ADMIN: "sửa đơn vị, cấp tài khoản và phân quyền; không xem hồ sơ",
}


class UserChoice(forms.ModelChoiceField):
    """One of the accounts that `offer` names: from a list where there are few, else by its user name."""

    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.none(), empty_label="Không thay ai", **kwargs)

    def offer(self, users):
        self.queryset = users
        few = list(users.values_list("pk", "name")[: FEW + 1])
        if len(few) <= FEW:
            self.choices = [("", self.empty_label), *few]
        else:
            self.to_field_name, self.widget = "username", forms.TextInput()
            self.help_text = f"Tên đăng nhập của họ, bỏ trống nếu không thay ai. {self.help_text}"
            self.error_messages["invalid_choice"] = (
                "Không có tài khoản nào tên như vậy trong phạm vi của đồng chí."
            )


class UserFilter(forms.Form):
    tim = TextField(label="Họ tên hoặc tên đăng nhập", required=False)
    khoa = forms.BooleanField(label="Chỉ tài khoản đã khóa", required=False)


class GrantForm(forms.Form):
    """A role in a unit of the administrator's scope."""

    groups = [("Vai trò", ["role", "unit", "valid_from", "valid_to", "on_behalf_of"])]
    role = forms.ChoiceField(
        label="Vai trò",
        choices=[(role.value, f"{role.label}: {ROLE_NOTES[role]}") for role in Role],
        widget=forms.RadioSelect,
    )
    unit = UnitChoice(label="Tại đơn vị", help_text="Gồm cả các đơn vị trực thuộc")
    valid_from = DayField(label="Từ ngày", help_text="Từ hôm nay trở đi")
    valid_to = DayField(
        label="Thôi giữ vai trò từ ngày", required=False, help_text="Để trống nếu không thời hạn"
    )
    on_behalf_of = UserChoice(
        label="Làm thay cho",
        required=False,
        help_text="Người đang giữ đúng vai trò này; phải ghi ngày thôi",
    )

    def __init__(self, *args, actor, unit=None, **kwargs):
        super().__init__(*args, initial={"valid_from": timezone.localdate(), "unit": unit}, **kwargs)
        self.fields["unit"].offer(units_for(actor, "user.manage").open(), actor, "user.manage")
        if "on_behalf_of" in self.fields:
            self.fields["on_behalf_of"].offer(users_of(actor).order_by("name", "pk"))


class UserCreateForm(GrantForm):
    groups = [
        ("Người dùng", ["name", "username"]),
        ("Vai trò đầu tiên", ["role", "unit", "valid_from", "valid_to"]),
    ]
    on_behalf_of = None
    name = NameField(label="Họ và tên")
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        validators=User._meta.get_field("username").validators[:1],
        help_text="Chữ không dấu và số, ví dụ: hoa.bdinh",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_username(self):
        return self.cleaned_data["username"].lower()


class GrantEndForm(forms.Form):
    on = DayField(
        label="Thôi giữ vai trò từ ngày",
        help_text="Từ ngày này người đó không còn quyền; sớm nhất là hôm nay",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
