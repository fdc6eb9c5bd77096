"""The first items of form 2-KNĐ: who a person is."""

import uuid

from django import forms

from admission.catalogues import AREAS, ETHNIC_GROUPS, OCCUPATIONS, QUALIFICATIONS, RELIGIONS, SCHOOLING
from admission.forms.history.citizen_id import CitizenIdInput
from admission.forms.sources import OriginFields
from admission.forms.statistics import StatisticalFields, stated
from admission.models.person import Sex
from partytrack.forms import DayField, NameField, RequestIdField, TextField
from units.forms.choice import UnitChoice
from units.models.unit import PEOPLE_KINDS
from units.permissions import units_for

PLACE = "Xã (phường), tỉnh (thành phố) như hiện nay"
OLD = "Chỉ ghi khi địa danh đã đổi, ví dụ: xã Bảo Hòa, huyện Xuân Lộc"


def _choose(choices):
    return [("", "Chọn"), *choices]


class PersonFields(forms.Form):
    """Personal fields of a file, to mix into a form that has `today`; `person` goes to the domain."""

    groups = [
        ("Nhân thân", ["full_name", "other_name", "sex", "born_on", "citizen_id", "ethnicity", "religion"]),
        ("Quê quán, nơi ở",
         ["birthplace", "birthplace_old", "hometown", "hometown_old", "residence", "residence_old"]),
        ("Học vấn, nghề nghiệp", ["schooling", "area", "village_elder", "qualification", "occupation"]),
        ("Đoàn thể", ["youth_union_on", "trade_union_on", "no_youth_organisation"]),
    ]  # fmt: skip
    full_name = NameField(
        label="Họ và tên khai sinh", help_text="Viết đúng như giấy khai sinh, ví dụ Nguyễn Thị Hoa"
    )
    other_name = NameField(label="Tên gọi khác", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=Sex.choices, widget=forms.RadioSelect)
    born_on = DayField(label="Ngày sinh", help_text="Ví dụ 05/03/1998")
    citizen_id = forms.CharField(
        label="Số căn cước công dân", max_length=20, help_text="12 chữ số; được mã hóa khi lưu, che bớt khi hiện",
        widget=CitizenIdInput,
    )  # fmt: skip
    ethnicity = forms.ChoiceField(label="Dân tộc", choices=ETHNIC_GROUPS, initial="kinh")
    religion = forms.ChoiceField(label="Tôn giáo", choices=RELIGIONS, initial="none")
    birthplace = TextField(label="Nơi đăng ký khai sinh", help_text=PLACE)
    birthplace_old = TextField(label="Tên cũ của nơi khai sinh", required=False, help_text=OLD)
    hometown = TextField(label="Quê quán", help_text=PLACE)
    hometown_old = TextField(label="Tên cũ của quê quán", required=False)
    residence = TextField(label="Nơi thường trú", help_text="Số nhà, thôn (tổ dân phố), xã (phường), tỉnh")
    residence_old = TextField(label="Tên cũ của nơi thường trú", required=False)
    schooling = forms.ChoiceField(label="Giáo dục phổ thông", choices=_choose(SCHOOLING))
    area = forms.ChoiceField(
        label="Địa bàn cư trú, công tác", choices=AREAS, initial="normal", required=False,
        help_text="Địa bàn khác bình thường: hoàn thành tiểu học là đủ",
    )  # fmt: skip
    village_elder = forms.BooleanField(label="Là già làng, trưởng bản, người có uy tín", required=False)
    qualification = forms.ChoiceField(label="Trình độ chuyên môn", choices=QUALIFICATIONS)
    occupation = forms.ChoiceField(label="Nhóm nghề nghiệp", choices=_choose(OCCUPATIONS))
    youth_union_on = DayField(label="Ngày vào Đoàn", required=False, help_text="Bỏ trống nếu chưa vào Đoàn")
    trade_union_on = DayField(label="Ngày vào Công đoàn", required=False)
    no_youth_organisation = forms.BooleanField(
        label="Nơi công tác, cư trú chưa có tổ chức Đoàn", required=False
    )

    def clean_citizen_id(self):
        digits = self.cleaned_data["citizen_id"].replace(" ", "").replace(".", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) == 12):
            raise forms.ValidationError(f"Số căn cước gồm đúng 12 chữ số; đang có {len(digits)} ký tự.")
        return digits

    def clean_area(self):
        return self.cleaned_data["area"] or "normal"

    def clean_born_on(self):
        born_on = self.cleaned_data["born_on"]
        if not 14 <= self.today.year - born_on.year <= 100:
            raise forms.ValidationError("Kiểm tra lại năm sinh.")
        return born_on

    def clean(self):
        data = super().clean()
        for name in ("youth_union_on", "trade_union_on"):
            on = data.get(name)
            if on and (on > self.today or (data.get("born_on") and on <= data["born_on"])):
                self.add_error(name, "Ngày này không thể sớm hơn ngày sinh hoặc ở tương lai.")
        return data

    @property
    def person(self):
        return {name: value for name, value in self.cleaned_data.items() if name in PersonFields.base_fields}


class PersonForm(PersonFields):
    """The same with the local date."""

    def __init__(self, data=None, *, today, **kwargs):
        self.today = today
        super().__init__(data, **kwargs)


class RegisterForm(OriginFields, PersonForm):
    """A new file: the person, and the branch that takes them into its source list."""

    groups = [
        ("Đưa vào nguồn", ["unit", "on", "group", "introduced_by", "introduced_on"]),
        *PersonForm.groups,
    ]
    request_id = RequestIdField()
    unit = UnitChoice(label="Chi bộ", empty_label="Chọn chi bộ")
    on = DayField(label="Ngày đưa vào danh sách nguồn")

    def __init__(self, data=None, *, user, today, **kwargs):
        initial = {"request_id": uuid.uuid4(), "on": today}
        super().__init__(data, today=today, initial=initial, **kwargs)
        branches = units_for(user, "candidate.register").open().filter(kind__in=PEOPLE_KINDS)
        self.fields["unit"].offer(branches, user, "candidate.register", PEOPLE_KINDS)
        few = self.fields["unit"].few or []
        if len(few) == 1:
            self.fields["unit"].initial = few[0]

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError("Ngày này ở tương lai.")
        return self.cleaned_data["on"]


class EditForm(StatisticalFields, PersonForm):
    """The person of an existing file, with the version that the form was made from."""

    groups = [*PersonForm.groups, StatisticalFields.group]
    version = forms.IntegerField(widget=forms.HiddenInput)
    request_id = RequestIdField()

    def __init__(self, data=None, *, file, today, **kwargs):
        initial = {name: getattr(file, name) for name in PersonForm.base_fields} | stated(file)
        initial |= {"version": file.version, "request_id": uuid.uuid4()}
        super().__init__(data, today=today, initial=initial, **kwargs)

    def kept(self):
        return [(field.label, field.value()) for field in self.visible_fields() if field.value()]
