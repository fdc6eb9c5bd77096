"""What a sealed report says, and what it would say today. Reads only.

The figures of a report are kept as canonical JSON: sorted keys, no spaces, with the instant at which they were
counted. Two reports are compared figure by figure; percentages are left out, for they follow from the counts.
"""

import hashlib
import json
from dataclasses import dataclass

from admission.models import ReportKind, SealedReport
from admission.reports import as_json, as_paper
from admission.reports.build import build as build_quota
from admission.reports.official import as_json as official_json
from admission.reports.official import as_paper as official_paper
from admission.reports.official.build import build as build_official
from admission.reports.seal_words import figure_name
from admission.states import RECOGNITION_LADDER
from partytrack import vault
from partytrack.fields import WrongKey
from partytrack.journal.models import Entry
from partytrack.journal.verify import is_as_written
from partytrack.journal.write import subject_key

SEALED = "admission.report_sealed"
FLEETING = {"stored"}
DERIVED = {"percent", "share"}
# What tells the members of a list apart.
NAMES = ("unit", "key", "state", "group", "first", "by", "of", "basis", "on", "starts")
SPARSE = {"pool", "probation", "stopped", "introduced", "waits", "returns"}  # zeros are left out of them
# Lines that reports have told since they have this key: one without it said nothing of them.
SINCE = {
    "late_probation": lambda part, line="", *_: part == "waits" and line in RECOGNITION_LADDER,
    "introduced": lambda part, line="", *_: part == "targets" and "/introduced:" in line,
}


@dataclass(frozen=True)
class Form:
    """One kind of report: figures of (unit, period, as_of=…), those as plain data, and as the page that is printed."""

    build: callable
    to_dict: callable
    to_html: callable


FORMS = {
    ReportKind.QUOTA: Form(build_quota, as_json.to_dict, as_paper.to_html),
    ReportKind.OFFICIAL: Form(build_official, official_json.to_dict, official_paper.to_html),
}


@dataclass(frozen=True)
class Change:
    """One figure that is no longer what was sent. None: the report does not have it."""

    unit: str
    figure: str
    before: int | str | None
    after: int | str | None

    @property
    def difference(self):
        """ "+3"; "" where there is nothing to subtract."""
        numbers = isinstance(self.before, int) and isinstance(self.after, int)
        return f"{self.after - self.before:+d}" if numbers else ""


def canonical(data):
    return json.dumps(_lasting(data), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(content):
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _lasting(data):
    if isinstance(data, dict):
        return {key: _lasting(value) for key, value in data.items() if key not in FLEETING}
    return [_lasting(one) for one in data] if isinstance(data, list | tuple) else data


def changes_since(sealed):
    """`Change`s between a sealed report and the same report counted now, in the order of the report.

    Raises Refused when the unit is no longer known on that day.
    """
    form = FORMS[sealed.kind]
    now = form.to_dict(form.build(sealed.unit, sealed.period, as_of=sealed.as_of))
    return changes(json.loads(sealed.figures), json.loads(canonical(now)))


def changes(before, after):
    """What both reports know by the same name, where it differs. Figures that the program which wrote the earlier one
    did not have are not compared."""
    units = {one["unit"]: one["name"] for one in (*_units(after), *_units(before))}
    pairs = [({one["unit"]: one for one in _units(data)}) for data in (before, after)]
    return [
        change
        for code, name in units.items()
        for change in _of_unit(name, *(pair.get(code) for pair in pairs))
    ]


def _units(data):
    return [{key: value for key, value in data.items() if key != "children"}, *data.get("children", ())]


def _of_unit(name, before, after):
    common = (before or after).keys() & (after or before).keys()
    old, new = (
        dict(_flat({key: one[key] for key in one if key in common})) if one else {} for one in (before, after)
    )
    unsaid = [is_line for key, is_line in SINCE.items() if before and key not in before]
    for path in dict.fromkeys((*new, *old)):
        if any(is_line(*path) for is_line in unsaid):
            continue
        zero = 0 if path[0] in SPARSE else None
        was, is_now = old.get(path, before and zero), new.get(path, after and zero)
        if was != is_now:
            yield Change(name, figure_name(path), was, is_now)


def _flat(value, path=()):
    """(path, figure) of everything that is a number, or text that stands for one."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in DERIVED:
                yield from _flat(one, (*path, key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _flat(one, (*path, _name(one, at)))
    elif path[-1] in ("value", "rate") or isinstance(value, int) and not isinstance(value, bool):
        yield path, value


def _name(one, at):
    said = [str(one[key]) for key in NAMES if key in one] if isinstance(one, dict) else []
    return "/".join(said) or str(at)


def said_of(sealed):
    """What the journal says of a sealed report; of the person who sent it, the entry itself."""
    said = {"kind": sealed.kind, "number": sealed.label, "period": sealed.period.code}
    said |= {"figures": sealed.figures_hash, "file": sealed.file_hash}
    return said | ({"restates": sealed.earlier.label} if sealed.earlier else {})


def broken_seals():
    """Yield a sentence for each sealed report that is not what was sealed, and for each one that is gone."""
    for sealed in (
        SealedReport.objects.select_related("entry", "unit", "period", "earlier").order_by("id").iterator()
    ):
        for fault in _faults(sealed):
            yield f"báo cáo niêm phong số {sealed.label} của {sealed.unit}: {fault}"
    known = set(SealedReport.objects.order_by().values_list("entry", flat=True))
    for entry in Entry.objects.filter(event=SEALED).order_by("seq"):
        if entry.uid not in known:
            yield f"dòng {entry.seq} của nhật ký ghi một báo cáo niêm phong không còn nữa"


def _faults(sealed):
    if sha256(sealed.figures) != sealed.figures_hash:
        yield "số liệu không còn như khi được niêm phong"
    try:
        if sha256(vault.get(sealed.file)) != sealed.file_hash:
            yield "tệp không còn như khi được niêm phong"
    except FileNotFoundError:
        yield "tệp đã mất"
    except WrongKey:
        yield "tệp không mở được bằng khóa hiện nay"
    entry = sealed.entry
    written = (entry.event, entry.subject, entry.unit_id, entry.on, entry.body)
    if written != (SEALED, subject_key(sealed), sealed.unit_id, sealed.as_of, entry.body | said_of(sealed)):
        yield "nhật ký ghi khác"
    if not is_as_written(entry):
        yield f"dòng {entry.seq} của nhật ký không còn như khi được ghi"
