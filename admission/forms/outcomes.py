"""The forms in which a session is recorded: who attended, what was concluded on each file."""

from django import forms

from admission.states import Outcome
from partytrack.forms import NameField, TextField

NAMES = ("outcome", "reason", "votes_for", "votes_against", "number")


class AttendanceForm(forms.Form):
    """Thành phần dự họp."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    members = forms.IntegerField(label="Tổng số thành viên", min_value=1, max_value=999)
    present = forms.IntegerField(label="Có mặt", min_value=0, max_value=999)
    absent = TextField(
        label="Vắng mặt, lý do", lines=3, max_length=1000, required=False,
        help_text="Mỗi người một dòng, ví dụ: đ/c Lê Văn Tư, đi công tác",
    )  # fmt: skip
    chair = NameField(label="Chủ trì")
    secretary = NameField(label="Thư ký")


class OutcomesForm(forms.Form):
    """What the body concluded on each file. `items`: the agenda, in order; `with_votes`: the body voted on each."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, items, with_votes=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        self.names = NAMES if with_votes else [name for name in NAMES if not name.startswith("votes")]
        for item in items:
            self.fields |= {f"{name}{item.pk}": _field(name, item) for name in self.names}

    def rows(self):
        """Each item with its fields by name."""
        return [(item, {name: self[f"{name}{item.pk}"] for name in self.names}) for item in self.items]

    def outcomes(self):
        """{item id: (outcome, reason, number)}."""
        return {item.pk: self._typed(item, "outcome", "reason", "number") for item in self.items}

    def votes(self):
        """{item id: (for, against)}, where the body votes."""
        if "votes_for" not in self.names:
            return {}
        return {item.pk: self._typed(item, "votes_for", "votes_against") for item in self.items}

    def _typed(self, item, *names):
        return tuple(self.cleaned_data[f"{name}{item.pk}"] for name in names)

    def clean(self):
        data = super().clean()
        if "admit_rest" in self.data:
            for item in self.items:
                data[f"outcome{item.pk}"] = data.get(f"outcome{item.pk}") or Outcome.ADMIT
        return data

    def kept(self):
        """(label, text) of what the user typed, to show again when it could not be saved."""
        return [
            (item.candidate.full_name, " – ".join(typed))
            for item, fields in self.rows()
            if (typed := [text for text in map(_shown, fields.values()) if text])
        ]


def _field(name, item):
    of = item.candidate.full_name
    if name == "outcome":
        choices = [("", "Chưa có kết luận"), *Outcome.choices]
        return forms.ChoiceField(
            label=f"Kết luận đối với {of}", required=False, initial=item.outcome, choices=choices
        )
    if name == "reason":
        return TextField(label=f"Lý do đối với {of}", required=False, max_length=300, initial=item.reason)
    if name == "number":
        return TextField(label=f"Số quyết định của {of}", required=False, max_length=60, initial=item.number)
    words = {"votes_for": "Số phiếu tán thành", "votes_against": "Số phiếu không tán thành"}[name]
    return forms.IntegerField(
        label=f"{words} đối với {of}", required=False, min_value=0, max_value=999,
        initial=getattr(item, name), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def _shown(field):
    text = str(field.value() or "")
    return dict(getattr(field.field, "choices", ())).get(text, text) if text else ""
