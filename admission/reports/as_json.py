"""Figures as plain data: what `quota_report --format json` prints."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from . import labels

KEYS = (
    "unit", "name", "period", "as_of", "counted_by", "computed_at", "admitted", "recognised", "struck_off", "resigned",
    "targets", "members", "groups", "pool", "stopped", "introduced", "sessions", "probation", "recognised_on_time",
    "recognised_late", "late", "late_pool", "late_probation", "returns", "months",
)  # fmt: skip
OF_THE_WHOLE = ("waits", "steps", "pyramid", "past", "term", "grassroots")


def to_dict(figures):
    """Only strings, integers, booleans, lists and dicts; percentages and rates are text such as "114,17"."""
    whole = {key: plain(getattr(figures, key)) for key in OF_THE_WHOLE}
    return {**_unit(figures), **whole, "children": [_unit(child) for child in figures.children]}


def _unit(figures):
    said = {key: plain(getattr(figures, key)) for key in KEYS}
    for line, base in zip(said["members"], figures.members, strict=True):
        line["total"] = base.total
    for session in said["sessions"]:  # most readers know only the other four outcomes
        if not session["higher"]:
            del session["higher"]
    return said


def plain(value):
    """A figure or a part of one without dataclasses, days and decimals."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return labels.rate(value)
    return value.isoformat() if isinstance(value, date) else value
