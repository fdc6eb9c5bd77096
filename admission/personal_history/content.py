"""The written sections as one text of JSON, as `PersonalHistory.content` keeps it."""

import json
from dataclasses import asdict, replace

from .fields import Part
from .sections import SECTIONS

EMPTY = Part()


def parts_in(text):
    """{key: Part} of all sections; those not begun are empty."""
    stored = json.loads(text) if text else {}
    return {section.key: _part(stored.get(section.key)) for section in SECTIONS}


def _part(stored):
    return Part(**{**stored, "rows": tuple(stored["rows"])}) if stored else EMPTY


def text_of(parts):
    """The JSON of {key: Part}. A section that was emptied again is kept, with the version that emptied it."""
    written = {key: asdict(part) for key, part in parts.items() if part.version}
    return json.dumps(written, ensure_ascii=False, sort_keys=True)


def tidy(part):
    """Without blanks that nobody filled in, and without rows that hold nothing but their id."""
    rows = ({name: text for name, text in row.items() if text} for row in part.rows)
    fields = {name: text for name, text in part.fields.items() if text}
    return replace(part, fields=fields, rows=tuple(row for row in rows if len(row) > 1))
