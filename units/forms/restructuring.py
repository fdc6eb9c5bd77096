"""Forms of a restructuring: its head, its steps one kind at a time, a pasted table, figures that are issued anew."""

from django import forms

from partytrack.forms import DayField, TextField
from units.forms.choice import UnitChoice
from units.hierarchy import propose_code
from units.models import Kind, Period, Restructuring, StepKind, TargetBy, Unit
from units.models.restructuring import GrantRule, TargetRule
from units.permissions import units_for
from units.restructuring.acts import DRAFTS
from units.restructuring.pasting import read_table
from units.targets import in_force

CODE = r"^[\w./-]+$"
MOST = 9_999_999  # people
DECIDES = [("", "Giữ như hiện nay"), ("yes", "Được quyền quyết định kết nạp"), ("no", "Không có quyền này")]


class VersionForm(forms.Form):
    """Which version of the plan the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HeadForm(VersionForm):
    groups = [
        ("Quyết định", ["title", "unit", "decision", "decided_on", "effective_on"]),
        ("Chỉ tiêu và vai trò của các đơn vị sáp nhập", ["target_rule", "grant_rule"]),
    ]
    title = TextField(label="Tên phương án", help_text="Ví dụ: Sáp nhập các chi bộ ấp của xã Xuân Định")
    unit = UnitChoice(label="Đơn vị chủ trì", help_text="Đơn vị nơi phương án được soạn và phê duyệt")
    decision = TextField(label="Số quyết định", max_length=80, help_text="Ví dụ: 125-QĐ/HU")
    decided_on = DayField(label="Ngày quyết định")
    effective_on = DayField(
        label="Ngày có hiệu lực", help_text="Có thể là ngày sắp tới: hệ thống tự thực hiện vào ngày đó"
    )
    target_rule = forms.ChoiceField(
        label="Chỉ tiêu đang có", choices=TargetRule.choices, widget=forms.RadioSelect
    )
    grant_rule = forms.ChoiceField(
        label="Vai trò của người dùng", choices=GrantRule.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, actor, plan=None, **kwargs):
        names = ("title", "decision", "decided_on", "effective_on", "target_rule", "grant_rule")
        first = {"version": 0, "target_rule": TargetRule.SUM, "grant_rule": GrantRule.FOLLOW}
        said = {name: getattr(plan, name) for name in (*names, "version")} if plan else first
        super().__init__(*args, initial=said, **kwargs)
        if plan:
            del self.fields["unit"]
        else:
            self.fields["unit"].offer(units_for(actor, DRAFTS).open(), actor, DRAFTS)


class ReasonForm(VersionForm):
    reason = TextField(label="Lý do trả lại", lines=3, max_length=400)


class StepFilter(forms.Form):
    """What is done next, and to the units under which one."""

    viec = forms.ChoiceField(label="Việc", choices=StepKind.choices)
    trong = UnitChoice(label="Các đơn vị trực thuộc, hoặc đơn vị", required=True)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trong"].offer(units_for(actor, DRAFTS).open(), actor, DRAFTS)


class StepForm(VersionForm):
    """`within`: the unit chosen in `StepFilter`; `planned`: {code: name} of units that earlier steps create."""

    def __init__(self, *args, actor, within, planned, **kwargs):
        super().__init__(*args, **kwargs)
        self.within, self.planned = within, planned
        if "sources" in self.fields:
            below = within.children.open().order_by("path")
            self.fields["sources"].choices = [(unit.code, f"{unit.name} ({unit.code})") for unit in below]
        if "planned" in self.fields:
            self.fields["planned"].choices = [("", "—"), *planned.items()]
            if not planned:
                del self.fields["planned"]
        if "place" in self.fields:
            self.fields["place"].offer(units_for(actor, DRAFTS).open(), actor, DRAFTS)
        if "code" in self.fields and not self.fields["code"].initial:
            self.fields["code"].initial = _free_code(within, planned)

    def row(self):
        """The fields of the step."""
        raise NotImplementedError

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


class _Sources(forms.MultipleChoiceField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class _NewUnit(forms.Form):
    name = TextField(label="Tên đơn vị mới", required=False)
    code = forms.RegexField(
        CODE, label="Mã đơn vị mới", max_length=80, required=False, help_text="Đã đề nghị sẵn; có thể đổi",
        error_messages={"invalid": "Mã chỉ gồm chữ, số và các dấu . / - _"},
    )  # fmt: skip
    decides = forms.ChoiceField(label="Quyền quyết định kết nạp", choices=DECIDES, required=False)


class CreateStep(_NewUnit, StepForm):
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


class MergeStep(_NewUnit, StepForm):
    sources = _Sources(label="Đơn vị sáp nhập")
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "Một đơn vị mới"), *self.fields["sources"].choices]

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
        if target:
            return {"sources": data["sources"], "target": target, "decides": self._decides()}
        new = {"target": data["code"], "name": data["name"], "parent": self.within.code}
        return {"sources": data["sources"], **new, "decides": self._decides()}


class SplitStep(_NewUnit, StepForm):
    sources = _Sources(label="Đơn vị trực thuộc tách ra")
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
    sources = _Sources(label="Đơn vị chuyển đi")
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
    sources = _Sources(label="Đơn vị kết thúc hoạt động")

    def row(self):
        return {"sources": self.cleaned_data["sources"]}


class PowerStep(StepForm):
    decides = forms.ChoiceField(label="Cấp ủy của đơn vị", choices=DECIDES[1:], widget=forms.RadioSelect)

    def row(self):
        return {"target": self.within.code, "decides": self._decides()}


STEP_FORMS = {
    StepKind.CREATE: CreateStep,
    StepKind.MERGE: MergeStep,
    StepKind.SPLIT: SplitStep,
    StepKind.MOVE: MoveStep,
    StepKind.RENAME: RenameStep,
    StepKind.CLOSE: CloseStep,
    StepKind.POWER: PowerStep,
}


class PasteForm(VersionForm):
    """Many mergers at once, from a table of old and new codes."""

    parent = UnitChoice(label="Đơn vị mới trực thuộc", help_text="Dùng cho dòng không ghi mã cấp trên")
    decides = forms.BooleanField(label="Các đơn vị mới được quyền quyết định kết nạp", required=False)
    table = TextField(
        label="Bảng mã cũ, mã mới", lines=12, max_length=60_000,
        help_text="Dán từ Excel, mỗi dòng: mã đơn vị cũ, mã đơn vị mới, tên đơn vị mới, mã cấp trên mới (nếu khác)",
    )  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(units_for(actor, DRAFTS).open(), actor, DRAFTS)

    def clean(self):
        data = super().clean()
        if not self.errors:
            data["rows"], faults = read_table(data["table"], data["parent"].code, data["decides"])
            for fault in faults[:10]:
                self.add_error("table", fault)
        return data


class ReissueForm(VersionForm):
    """A figure for each new unit, kind and period in which its parts have one; what is left blank is not issued."""

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.groups = {}, []
        for step in plan.steps.all():
            if step.kind == StepKind.MERGE:
                self._ask(step, plan)

    def _ask(self, step, plan):
        units = Unit.objects.filter(code__in={*step.sources, step.target})
        known = {(period, by, of): value for period, by, of, value in step.reissue}
        names = []
        for period in Period.objects.filter(ends__gte=plan.effective_on).order_by("-starts", "pk"):
            sums = {}
            for (_, by, of), line in in_force(unit_ids=[unit.pk for unit in units], period=period).items():
                if line.value is not None and of == "all":
                    sums[by] = sums.get(by, 0) + line.value
            for by, total in sorted(sums.items()):
                name = f"t{step.position}_{period.pk}_{by}"
                self.fields[name] = forms.IntegerField(
                    label=f"{period.name}, {TargetBy(by).label.lower()}", required=False, min_value=0, max_value=MOST,
                    initial=known.get((period.pk, by, "all"), total), help_text=f"Các đơn vị cũ cộng lại: {total}",
                )  # fmt: skip
                self.places[name] = (step.position, period.pk, by)
                names.append(name)
        if names:
            self.groups.append((f"Việc {step.position}: {step.name or step.target}", names))

    def figures(self):
        """{position: [[period id, by, of, value]]}."""
        found = {}
        for name, (position, period, by) in self.places.items():
            value = self.cleaned_data[name]
            found.setdefault(position, []).extend([] if value is None else [[period, by, "all", value]])
        return found


def planned_codes(plan: Restructuring):
    """{code: name} of the units that the steps of a plan create."""
    named = {
        step.target: step.name for step in plan.steps.all() if step.name and step.kind != StepKind.RENAME
    }
    there = set(Unit.objects.filter(code__in=named).values_list("code", flat=True))
    return {code: name for code, name in named.items() if code not in there}
