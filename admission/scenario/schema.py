"""Reads a scenario file: either a whole `Scenario`, or every error that is in it."""

from admission.groups import GROUPS
from admission.scenario import fields, rows
from admission.scenario.checks import check
from admission.scenario.expand import build_tree
from admission.scenario.fields import Optional, one_of
from admission.scenario.ladder import POOL_STATES
from admission.scenario.rows import Scenario, ScenarioErrors, UnitRow
from partytrack import yamltext

_WHERE = {"unit": fields.code, "count": fields.count}
_WHEN = {"from": fields.day, "to": fields.day}
_OUTCOMES = dict.fromkeys(rows.OUTCOMES, Optional(fields.count))


def _session(value, path, fail):
    return fields.mapping({"on": fields.day, **_OUTCOMES}, value, path, fail)


UNIT = {
    "code": fields.code,
    "name": fields.text(180),
    "kind": one_of(rows.KINDS),
    "decides": Optional(fields.flag),
    "from": Optional(fields.day),
    "count": Optional(fields.positive),
    "parent": Optional(fields.code),
    "children": Optional(lambda value, path, fail: None),  # read by _unit
}
SECTIONS = {
    "members": (
        rows.MemberRow,
        {
            "unit": fields.code,
            "on": fields.day,
            "full": fields.count,
            "probationary": fields.count,
            "basis": one_of(rows.BASES),
        },
    ),
    "periods": (rows.PeriodRow, {"code": fields.code, "kind": one_of(rows.PERIOD_KINDS), **_WHEN}),
    "targets": (
        rows.TargetRow,
        {
            "unit": fields.code,
            "period": fields.code,
            "by": one_of(rows.AUTHORITIES),
            "value": Optional(fields.count),
            "rate": Optional(fields.rate),
            "basis": Optional(one_of(rows.BASES)),
            "at_least": Optional(fields.flag),
            "of": Optional(one_of(("all", *GROUPS))),
            "decided_on": Optional(fields.day),
            "decision": Optional(fields.text(120)),
        },
    ),
    "admissions": (rows.AdmissionRow, {**_WHERE, **_WHEN, "groups": Optional(fields.counts_of(GROUPS))}),
    "recognitions": (rows.RecognitionRow, {**_WHERE, **_WHEN}),
    "sources": (rows.SourceRow, {**_WHERE, "state": one_of(POOL_STATES)}),
    "stopped": (rows.StoppedRow, {**_WHERE, "reason": one_of(rows.STOP_REASONS)}),
    "sessions": (rows.SessionRow, {"unit": fields.code, "on": fields.day, **_OUTCOMES}),
    "expect": (
        rows.ExpectRow,
        {
            "unit": fields.code,
            "period": fields.code,
            "as_of": fields.day,
            "admitted": Optional(fields.count),
            "recognised": Optional(fields.count),
            "by": Optional(one_of(rows.AUTHORITIES)),
            "target": Optional(fields.count),
            "percent": Optional(fields.percent),
            "group": Optional(one_of(GROUPS)),
            "count": Optional(fields.count),
            "share": Optional(fields.percent),
            "basis": Optional(one_of(rows.BASES)),
            "members": Optional(fields.count),
            "rate": Optional(fields.percent),
            "session": Optional(_session),
        },
    ),
}
HEAD = {"scenario": fields.slug, "title": fields.text(200), "source": Optional(fields.text(300))}


def read(text, *, name):
    """The scenario in the text of a YAML file. Raises ScenarioErrors with every error, each named by its path.

    `name` is what the file is called in the message.
    """
    try:
        document = yamltext.parse(text)
    except yamltext.YamlErrors as error:
        raise ScenarioErrors(name, error.errors) from error
    errors = []

    def fail(path, sentence):
        errors.append(f"{path}: {sentence}" if path else sentence)

    later = Optional(lambda value, path, fail: None)
    head = fields.mapping(HEAD | {"units": later} | dict.fromkeys(SECTIONS, later), document, "", fail)
    if head is None:
        raise ScenarioErrors(name, errors)
    units = [_unit(value, path, fail) for value, path in fields.items(document.get("units"), "units", fail)]
    units = tuple(unit for unit in units if unit)
    if not document.get("units"):
        fail("units", "phải có ít nhất một đơn vị")
    tree, misplaced = build_tree(units)
    errors.extend(misplaced)
    sections = {
        section: [
            (path, fields.mapping(known, value, path, fail))
            for value, path in fields.items(document.get(section), section, fail)
        ]
        for section, (_, known) in SECTIONS.items()
    }
    readable = {section: [(path, row) for path, row in found if row] for section, found in sections.items()}
    check(head.get("scenario", ""), readable, units, tree, fail)
    if errors:
        raise ScenarioErrors(name, errors)
    return Scenario(
        slug=head["scenario"],
        title=head["title"],
        source=head.get("source", ""),
        units=units,
        **{
            section: tuple(_build(SECTIONS[section][0], row, path) for path, row in found)
            for section, found in readable.items()
        },
    )


def _unit(value, path, fail, *, top=True):
    """The row of a unit, also when some of it is wrong, so that the rest of the file can be checked against it."""
    known = UNIT if top else {key: field for key, field in UNIT.items() if key != "parent"}
    row = fields.mapping(known, value, path, fail)
    if row is None:
        return None
    below = fields.items(value.get("children"), f"{path}.children", fail)
    children = [_unit(child, place, fail, top=False) for child, place in below]
    if "code" not in row:
        return None
    complete = {"name": "", "kind": ""} | row | {"children": tuple(child for child in children if child)}
    return _build(UnitRow, complete, path)


def _build(cls, row, path):
    renamed = {"from": "starts", "to": "ends"}
    return cls(path=path, **{renamed.get(key, key): value for key, value in row.items()})
