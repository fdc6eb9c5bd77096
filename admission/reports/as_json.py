"""Figures as plain data: what `quota_report --format json` prints."""

from dataclasses import asdict

from . import labels


def to_dict(figures):
    """Only strings, integers, booleans, lists and dicts; percentages and rates are text such as "114,17"."""
    return {**_unit(figures), "children": [_unit(child) for child in figures.children]}


def _unit(figures):
    return {
        "unit": figures.unit,
        "name": figures.name,
        "period": figures.period,
        "as_of": figures.as_of.isoformat(),
        "counted_by": figures.counted_by,
        "computed_at": figures.computed_at.isoformat(),
        "admitted": figures.admitted,
        "recognised": figures.recognised,
        "struck_off": figures.struck_off,
        "resigned": figures.resigned,
        "targets": [_target(line) for line in figures.targets],
        "members": [_base(line) for line in figures.members],
        "groups": {code: asdict(line) for code, line in figures.groups.items()},
        "pool": dict(figures.pool),
        "stopped": dict(figures.stopped),
        "sessions": [_session(line) for line in figures.sessions],
    }


def _target(line):
    return {
        **asdict(line),
        "rate": None if line.rate is None else labels.rate(line.rate),
        "decided_on": line.decided_on.isoformat(),
    }


def _session(line):
    """`higher` only where a file was referred to a higher body: most readers know the other four."""
    said = {**asdict(line), "on": line.on.isoformat()}
    return said if line.higher else {key: value for key, value in said.items() if key != "higher"}


def _base(line):
    return {**asdict(line), "on": line.on.isoformat(), "total": line.total}
