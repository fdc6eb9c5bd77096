"""The form by which a branch is divided: who goes to the other branch; and the forms of all kinds of steps."""

from collections import defaultdict

from django import forms

from partytrack.forms import TextField
from partytrack.vi import fold
from units.forms.choice import UnitChoice
from units.forms.restructuring_steps import (
    CloseStep,
    CreateStep,
    MergeStep,
    MoveStep,
    NewUnit,
    PowerStep,
    RenameStep,
    Sources,
    SplitStep,
    StepForm,
)
from units.models import StepKind
from units.models.unit import PEOPLE_KINDS
from units.restructuring import hooks

NOBODY = "Chi bộ này chưa có người, hoặc đồng chí không được xem hồ sơ của chi bộ này."
NO_BRANCH = "Đơn vị đã chọn không phải là chi bộ. Chọn một chi bộ ở ô phía trên."


class DivideStep(NewUnit, StepForm):
    """`within` is the branch that is divided. Whoever is not chosen stays."""

    people = Sources(label="Người chuyển sang chi bộ kia", required=False)
    pasted = TextField(
        label="Hoặc dán danh sách họ tên", lines=4, max_length=20_000, required=False,
        help_text="Mỗi dòng một họ tên; trùng họ tên thì đánh dấu ở danh sách trên",
    )  # fmt: skip
    place = UnitChoice(label="Hoặc sang một chi bộ đang có", required=False, empty_label="Không")
    planned = forms.ChoiceField(label="Hoặc sang chi bộ lập trong phương án", required=False)
    groups = [
        ("Chọn người", ["people", "pasted"]),
        ("Lập chi bộ mới", ["name", "code"]),
        ("Sang chi bộ khác", ["place", "planned"]),
    ]
    decides = None

    def __init__(self, *args, actor, within, step=None, **kwargs):
        self.everybody = [person for list_people in hooks.people for person in list_people(actor, within)]
        super().__init__(*args, actor=actor, within=within, step=step, **kwargs)
        self.fields["people"].choices = [(person.key, person.words) for person in self.everybody]
        self.fields["people"].help_text = "Ai không được đánh dấu thì ở lại." if self.everybody else NOBODY

    def _said(self):
        gone = {f"{section}:{pk}" for section, ids in (self.step.people or {}).items() for pk in ids["go"]}
        return super()._said() | {"people": sorted(gone)}

    def clean(self):
        data = super().clean()
        data["people"] = [*data.get("people", []), *self._pasted(data.get("pasted", ""))]
        if self.within.kind not in PEOPLE_KINDS:
            self.add_error(None, NO_BRANCH)
        elif not data["people"] and not self.errors:
            self.add_error("people", "Chọn ít nhất một người.")
        if not self._place() and not (data.get("name") and data.get("code")):
            self.add_error("name", "Ghi tên và mã của chi bộ mới, hoặc chọn chi bộ nhận người.")
        return data

    def _pasted(self, text):
        """Keys of the people who are named, one a line; a name that nobody has, or several, is a fault."""
        named, found = defaultdict(list), []
        for person in self.everybody:
            named[fold(person.name)].append(person.key)
        for line in filter(None, map(str.strip, text.splitlines())):
            keys = named[fold(line)]
            if len(keys) == 1:
                found += keys
            else:
                why = f"có {len(keys)} người cùng họ tên" if keys else "không có ai trong chi bộ"
                self.add_error("pasted", f"“{line}”: {why}.")
        return found

    def row(self):
        data, target = self.cleaned_data, self._place()
        shown, chosen = defaultdict(lambda: {"go": [], "shown": []}), set(data["people"])
        for person in self.everybody:
            for section, pk in person.rows:
                shown[section]["shown"].append(pk)
            if person.key in chosen:
                section, pk = person.rows[0]
                shown[section]["go"].append(pk)
        new = {} if target else {"name": data["name"]}
        where = {"sources": [self.within.code], "target": target or data["code"]}
        return {**where, **new, "people": dict(shown)}


STEP_FORMS = {
    StepKind.CREATE: CreateStep,
    StepKind.MERGE: MergeStep,
    StepKind.SPLIT: SplitStep,
    StepKind.DIVIDE: DivideStep,
    StepKind.MOVE: MoveStep,
    StepKind.RENAME: RenameStep,
    StepKind.CLOSE: CloseStep,
    StepKind.POWER: PowerStep,
}
