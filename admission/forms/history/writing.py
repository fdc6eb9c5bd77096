"""What was typed into a section, as a `Part`: cleaned, never refused."""

import re
import uuid

from django import forms

from admission.personal_history.content import tidy
from admission.personal_history.fields import TICKED, Kind, Part
from partytrack.forms import TextField
from partytrack.text import clean_name, clean_text

ROW_ID = re.compile(r"[0-9a-z]{1,12}")


def new_row_id():
    return uuid.uuid4().hex[:8]


def part_from(section, data):
    """The `Part` that a POST of this section's page states, and the ids of rows that are still all blank. `data` is a
    QueryDict: blanks by their names, "row" the ids of the rows in their order, blanks of rows as "<row id>-<name>"."""
    rows = [row for row in dict.fromkeys(data.getlist("row")) if ROW_ID.fullmatch(row)]
    part = Part(
        fields={blank.name: _clean(blank, data.get(blank.name, "")) for blank in section.fields},
        rows=tuple(
            {"id": row, **{one.name: _clean(one, data.get(f"{row}-{one.name}", "")) for one in section.row_fields}}
            for row in rows if section.row_fields
        ),
        none=bool(section.none_label) and data.get("none") == TICKED,
    )  # fmt: skip
    written = tidy(part)
    return written, [row["id"] for row in part.rows if row["id"] not in {one["id"] for one in written.rows}]


def _clean(blank, text):
    if blank.kind == Kind.TICK:
        return TICKED if text == TICKED else ""
    if blank.kind == Kind.NAME:
        return clean_name(text)
    return clean_text(text, multiline=blank.kind == Kind.TEXT)


class SentForm(forms.Form):
    """What every message of a section's page carries: see `save_part`."""

    version = forms.IntegerField(min_value=0, max_value=10**6)
    page = forms.UUIDField()
    turn = forms.IntegerField(min_value=0, max_value=10**6)


class RemarkForm(forms.Form):
    """A reviewer's remark on a blank, a row or the whole section."""

    field = forms.ChoiceField(label="Nhận xét về", required=False)
    text = TextField(
        label="Cần sửa gì",
        lines=3,
        max_length=1000,
        help_text="Nói rõ sai ở đâu và sửa thế nào. Được mã hóa khi lưu",
    )

    def __init__(self, *args, places, **kwargs):
        """`places`: (field as in `FieldRemark`, words)."""
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = places
