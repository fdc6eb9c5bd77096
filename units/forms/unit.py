"""Acts on units, and the filters of the tree."""

from django import forms
from django.utils import timezone

from partytrack.forms import DayField, TextField
from units.forms.choice import UnitChoice
from units.hierarchy import PARENT_KINDS, kinds_under, propose_code
from units.models import Kind, Tag
from units.permissions import units_for


class TreeFilter(forms.Form):
    tim = TextField(label="Tên đơn vị", required=False, help_text="Gõ có dấu hoặc không dấu")
    dong = forms.BooleanField(label="Cả đơn vị đã kết thúc hoạt động", required=False)


class DayFilter(forms.Form):
    ngay = DayField(label="Ngày", required=False)


class DecisionForm(forms.Form):
    """What every act on a unit rests on."""

    on = DayField(label="Ngày có hiệu lực", help_text="Theo quyết định; không muộn hơn hôm nay")
    decision = TextField(label="Số quyết định", max_length=80, help_text="Ví dụ: 125-QĐ/HU")

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial={"on": timezone.localdate(), **(initial or {})}, **kwargs)


class UnitCreateForm(DecisionForm):
    groups = [("Đơn vị mới", ["name", "kind", "code", "decides"]), ("Căn cứ", ["on", "decision"])]
    name = TextField(label="Tên đơn vị", help_text="Ví dụ: Chi bộ ấp Bình Hòa")
    kind = forms.ChoiceField(label="Loại hình")
    code = forms.RegexField(
        r"^[\w./-]+$",
        label="Mã đơn vị",
        max_length=80,
        help_text="Đã đề nghị sẵn; có thể đổi",
        error_messages={"invalid": "Mã chỉ gồm chữ, số và các dấu . / - _"},
    )
    decides = forms.BooleanField(label="Cấp ủy được quyền quyết định kết nạp đảng viên", required=False)

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, initial={"code": propose_code(parent)}, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_under(parent)]


class UnitRenameForm(DecisionForm):
    groups = [("Tên mới", ["name"]), ("Căn cứ", ["on", "decision"])]
    name = TextField(label="Tên đơn vị")


class UnitMoveForm(DecisionForm):
    groups = [("Nơi đến", ["parent"]), ("Căn cứ", ["on", "decision"])]
    parent = UnitChoice(label="Trực thuộc")

    def __init__(self, *args, unit, actor, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = [kind for kind in PARENT_KINDS[Kind(unit.kind)] if kind]
        here = units_for(actor, "unit.manage").open().filter(kind__in=fitting).exclude(pk=unit.parent_id)
        elsewhere = here.exclude(path__gte=unit.path, path__lt=unit.path + "~")
        self.fields["parent"].offer(elsewhere, actor, "unit.manage", fitting)


class UnitPowerForm(DecisionForm):
    """Says which way it goes, so that a page that was left open does not do the opposite."""

    groups = [("Quyền", ["decides"]), ("Căn cứ", ["on", "decision"])]
    decides = forms.TypedChoiceField(
        label="Cấp ủy của đơn vị",
        choices=[
            (True, "Được quyền quyết định kết nạp đảng viên"),
            (False, "Thôi quyền quyết định kết nạp đảng viên"),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )


class UnitTagsForm(forms.Form):
    tags = forms.ModelMultipleChoiceField(
        label="Khối, nhóm", queryset=Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    new = TextField(
        label="Khối, nhóm khác", max_length=80, required=False, help_text="Ví dụ: Khối doanh nghiệp"
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        here = units_for(actor, "unit.manage")
        self.fields["tags"].queryset = Tag.objects.filter(units__in=here).distinct()

    def names(self):
        chosen = [tag.name for tag in self.cleaned_data["tags"]]
        return [*chosen, self.cleaned_data["new"]] if self.cleaned_data["new"] else chosen
