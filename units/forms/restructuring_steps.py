"""Forms of the steps of a restructuring: which kind of work below which unit, then one form for each kind."""

from django import forms
from django.db.models import Q

from partytrack.forms import TextField
from units.forms.choice import UnitChoice
from units.forms.restructuring import VersionForm
from units.hierarchy import propose_code
from units.models import Kind, Restructuring, StepKind, Unit
from units.permissions import units_for
from units.restructuring.acts import DRAFTS

CODE = r"^[\w./-]+$"
DECIDES = [("", "Giữ như hiện nay"), ("yes", "Được quyền quyết định kết nạp"), ("no", "Không có quyền này")]


class StepFilter(forms.Form):
    """What is done next, and to the units under which one."""

    viec = forms.ChoiceField(label="Việc", choices=StepKind.choices)
    trong = UnitChoice(label="Các đơn vị trực thuộc, hoặc đơn vị", required=True)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trong"].offer(units_for(actor, DRAFTS).open(), actor, DRAFTS)


class StepForm(VersionForm):
    """`within`: the unit chosen in `StepFilter`; `planned`: {code: name} of units that other steps create; `step`: the
    one that is changed, if any."""

    def __init__(self, *args, actor, within, planned, step=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.within, self.planned, self.step = actor, within, planned, step
        if "sources" in self.fields:
            self.fields["sources"].choices = self._offered()
        if "planned" in self.fields:
            self.fields["planned"].choices = [("", "—"), *planned.items()]
            if not planned:
                del self.fields["planned"]
        if "place" in self.fields:
            self.fields["place"].offer(units_for(actor, DRAFTS).open(), actor, DRAFTS)
        if "code" in self.fields and not self.fields["code"].initial:
            self.fields["code"].initial = _free_code(within, planned)
        if step:
            self.initial.update(self._said())

    def row(self):
        """The fields of the step."""
        raise NotImplementedError

    def _offered(self):
        """What stands directly below the unit, and what the step names already."""
        named = self.step.sources if self.step else []
        units = Unit.objects.open().filter(Q(parent=self.within) | Q(code__in=named)).order_by("path")
        return [(unit.code, f"{unit.name} ({unit.code})") for unit in units]

    def _said(self):
        """The step as its form shows it: it leads to a unit of the plan, to one that stands, or to a new one."""
        step, there = self.step, Unit.objects.filter(code=self.step.target).first()
        said = {"sources": step.sources, "name": step.name, "unit_kind": step.unit_kind}
        said["decides"] = {None: "", True: "yes", False: "no"}[step.decides]
        if step.target in self.planned:
            return said | {"planned": step.target}
        if there is None:
            return said | {"code": step.target}
        beside = "into" in self.fields and step.target in dict(self.fields["into"].choices)
        return said | ({"into": step.target} if beside else {"place": there.pk})

    def _decides(self):
        return {"": None, "yes": True, "no": False}[self.cleaned_data["decides"]]

    def _place(self):
        """The code of the unit to which it leads: one that stands, or one of the plan."""
        place = self.cleaned_data.get("place")
        return self.cleaned_data.get("planned") or (place and place.code)


def _free_code(within, planned):
    code, extra = propose_code(within), 1
    while code in planned or Unit.objects.filter(code=code).exists():
        code, extra = f"{within.code}.{within.children.count() + 1 + extra}", extra + 1
    return code


class Sources(forms.MultipleChoiceField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class NewUnit(forms.Form):
    name = TextField(label="Tên đơn vị mới", required=False)
    code = forms.RegexField(
        CODE, label="Mã đơn vị mới", max_length=80, required=False, help_text="Đã đề nghị sẵn; có thể đổi",
        error_messages={"invalid": "Mã chỉ gồm chữ, số và các dấu . / - _"},
    )  # fmt: skip
    decides = forms.ChoiceField(
        label="Quyền quyết định kết nạp", choices=DECIDES, required=False,
        help_text="Giữ như hiện nay: đơn vị lập từ các đơn vị đều có quyền thì có quyền",
    )  # fmt: skip


class CreateStep(NewUnit, StepForm):
    unit_kind = forms.ChoiceField(label="Loại hình", choices=Kind.choices)
    field_order = ["name", "unit_kind", "code", "decides"]

    def clean(self):
        data = super().clean()
        for name in ("name", "code"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, "Ghi mục này.")
        return data

    def row(self):
        data = self.cleaned_data
        return {
            "target": data["code"], "name": data["name"], "unit_kind": data["unit_kind"], "parent": self.within.code,
            "decides": self._decides(),
        }  # fmt: skip


class MergeStep(NewUnit, StepForm):
    sources = Sources(label="Đơn vị sáp nhập")
    into = forms.ChoiceField(label="Sáp nhập thành", required=False)
    place = UnitChoice(
        label="Hoặc vào một đơn vị nơi khác",
        required=False,
        empty_label="Không",
        help_text="Để trống nếu không dùng",
    )
    planned = forms.ChoiceField(label="Hoặc vào đơn vị lập trong phương án", required=False)
    field_order = ["sources", "into", "name", "code", "decides", "place", "planned"]
    groups = [
        ("Sáp nhập", ["sources", "into"]),
        ("Đơn vị mới", ["name", "code", "decides"]),
        ("Sáp nhập vào nơi khác", ["place", "planned"]),
    ]

    def _offered(self):
        units = super()._offered()
        self.fields["into"].choices = [("", "Một đơn vị mới"), *units]
        return units

    def clean(self):
        data = super().clean()
        target = self._place() or data.get("into")
        if not target and not (data.get("name") and data.get("code")):
            self.add_error("name", "Ghi tên và mã của đơn vị mới, hoặc chọn đơn vị nhận sáp nhập.")
        if not [code for code in data.get("sources", []) if code != target]:
            self.add_error("sources", "Chọn ít nhất một đơn vị khác đơn vị nhận.")
        elif not target and len(data["sources"]) < 2:
            self.add_error("sources", "Chọn ít nhất hai đơn vị để lập một đơn vị mới.")
        return data

    def row(self):
        data, target = self.cleaned_data, self._place() or self.cleaned_data["into"]
        row = {"sources": data["sources"], "decides": self._decides()}
        if target:  # its name is changed only by a step that was shown with that name
            kept = data["name"] if self.step and self.step.target == target else ""
            return {**row, "target": target, "name": kept}
        parent = (self.step and self.step.parent) or self.within.code
        return {**row, "target": data["code"], "name": data["name"], "parent": parent}


class SplitStep(NewUnit, StepForm):
    sources = Sources(label="Đơn vị trực thuộc tách ra")
    place = UnitChoice(label="Hoặc về một đơn vị đang có", required=False, empty_label="Không")
    planned = forms.ChoiceField(label="Hoặc về đơn vị lập trong phương án", required=False)
    groups = [
        ("Tách ra", ["sources"]),
        ("Lập đơn vị mới", ["name", "code", "decides"]),
        ("Về đơn vị khác", ["place", "planned"]),
    ]

    def clean(self):
        data = super().clean()
        if not self._place() and not (data.get("name") and data.get("code")):
            self.add_error("name", "Ghi tên và mã của đơn vị mới, hoặc chọn đơn vị nhận.")
        return data

    def row(self):
        data, target = self.cleaned_data, self._place()
        new = {} if target else {"name": data["name"], "decides": self._decides()}
        return {"sources": data["sources"], "target": target or data["code"], **new}


class MoveStep(StepForm):
    sources = Sources(label="Đơn vị chuyển đi")
    place = UnitChoice(label="Về trực thuộc", required=False)
    planned = forms.ChoiceField(label="Hoặc về đơn vị lập trong phương án", required=False)

    def clean(self):
        data = super().clean()
        if not self._place() and "place" not in self.errors:
            self.add_error("place", "Chọn nơi đến.")
        return data

    def row(self):
        return {"sources": self.cleaned_data["sources"], "target": self._place()}


class RenameStep(StepForm):
    name = TextField(label="Tên mới")

    def row(self):
        return {"target": self.within.code, "name": self.cleaned_data["name"]}


class CloseStep(StepForm):
    sources = Sources(label="Đơn vị kết thúc hoạt động")

    def row(self):
        return {"sources": self.cleaned_data["sources"]}


class PowerStep(StepForm):
    decides = forms.ChoiceField(label="Cấp ủy của đơn vị", choices=DECIDES[1:], widget=forms.RadioSelect)

    def row(self):
        return {"target": self.within.code, "decides": self._decides()}


def place_of(step, plan):
    """The unit for which a step was made with its form: the one it is about, or the one above those it names."""
    about = {StepKind.RENAME: step.target, StepKind.POWER: step.target, StepKind.CREATE: step.parent}
    unit = Unit.objects.filter(code=about.get(step.kind) or step.sources[0]).first() or plan.unit
    return unit if step.kind in (*about, StepKind.DIVIDE) else unit.parent or unit


def planned_codes(plan: Restructuring, but=None):
    """{code: name} of the units that the steps of a plan create, all or all but one."""
    steps = plan.steps.exclude(pk=but and but.pk)
    named = {step.target: step.name for step in steps if step.name and step.kind != StepKind.RENAME}
    there = set(Unit.objects.filter(code__in=named).values_list("code", flat=True))
    return {code: name for code, name in named.items() if code not in there}
