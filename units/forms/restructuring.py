"""Forms of a restructuring: its head, a pasted table of mergers, figures that are issued anew."""

from django import forms

from partytrack.forms import DayField, TextField
from units.forms.choice import UnitChoice
from units.models import Period, StepKind, TargetBy, Unit
from units.models.restructuring import GrantRule, TargetRule
from units.permissions import units_for
from units.restructuring.acts import DRAFTS
from units.restructuring.pasting import read_table
from units.targets import in_force

MOST = 9_999_999  # people


class VersionForm(forms.Form):
    """Which version of the plan the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ShiftForm(VersionForm):
    """Which way a step moves."""

    huong = forms.ChoiceField(choices=[("len", "Lên"), ("xuong", "Xuống")])

    def by(self):
        return {"len": -1, "xuong": 1}.get(self.cleaned_data.get("huong"), 0)


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
