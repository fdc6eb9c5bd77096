"""A scenario that has one of everything: every kind of route, a stated session, people at every step."""

import yaml

from admission.scenario.ladder import POOL_STATES
from admission.scenario.schema import read

YEAR = {"from": "2018-01-08", "to": "2018-12-14"}
UNITS = [
    {
        "code": "XL", "name": "Đảng bộ huyện Hòa Bình", "kind": "superior", "decides": True,
        "children": [
            {"code": "A", "name": "Đảng bộ xã A", "kind": "base_committee", "children": [
                {"code": "B", "name": "Chi bộ ấp {n}", "kind": "branch", "count": 3},
                {"code": "S", "name": "Đảng bộ bộ phận", "kind": "section", "children": [
                    {"code": "C", "name": "Chi bộ đội {n}", "kind": "branch", "count": 2}]}]},
            {"code": "D", "name": "Đảng bộ xã tự quyết", "kind": "base_committee", "decides": True, "children": [
                {"code": "E", "name": "Chi bộ {n}", "kind": "branch", "count": 2}]},
            {"code": "F", "name": "Chi bộ cơ sở", "kind": "base_branch"},
        ],
    }
]  # fmt: skip


def document(**changes):
    """The text of a file as a mapping; `changes` replace sections."""
    return {
        "scenario": "nho-2018", "title": "Một kịch bản nhỏ", "units": UNITS,
        "periods": [{"code": "Y2018", "kind": "year", "from": "2018-01-01", "to": "2018-12-31"}],
        "members": [{"unit": "XL", "on": "2018-01-01", "full": 300, "probationary": 20, "basis": "term_start"}],
        "targets": [
            {"unit": "XL", "period": "Y2018", "by": "registered", "value": 20},
            {"unit": "A", "period": "Y2018", "by": "assigned", "value": 6, "at_least": True, "decision": "02-TB/HU"},
        ],
        "admissions": [{"unit": "A", "count": 9, **YEAR, "groups": {"female": 4}},
                       {"unit": "D", "count": 2, **YEAR}, {"unit": "F", "count": 2, **YEAR}],
        "recognitions": [{"unit": "S", "count": 2, **YEAR}, {"unit": "F", "count": 1, **YEAR}],
        "sources": [{"unit": "S", "count": 1, "state": state} for state in POOL_STATES if state != "submitted"]
        + [{"unit": "F", "count": 1, "state": "submitted"}],
        "stopped": [{"unit": "A", "count": 1, "reason": "age"}, {"unit": "D", "count": 1, "reason": "withdrew"}],
        "sessions": [{"unit": "XL", "on": "2018-03-28", "admit": 4, "defer": 2, "refer": 1, "refuse": 1}],
        "expect": [
            {"unit": "XL", "period": "Y2018", "as_of": "2018-12-31", "admitted": 13, "target": 20, "by": "registered",
             "percent": "65,00", "recognised": 3, "basis": "term_start", "members": 320, "rate": "4,06"},
            {"unit": "A", "period": "Y2018", "as_of": "2018-12-31", "admitted": 9, "group": "female", "count": 4,
             "share": "44,4", "by": "assigned", "target": 6, "percent": "150"},
            {"unit": "XL", "period": "Y2018", "as_of": "2018-03-31",
             "session": {"on": "2018-03-28", "admit": 4, "defer": 2, "refer": 1, "refuse": 1}},
        ],
        **changes,
    }  # fmt: skip


def text(**changes):
    return yaml.safe_dump(_with_days(document(**changes)), allow_unicode=True)


def small(**changes):
    return read(text(**changes), name="nho.yaml")


def _with_days(value):
    """Days as the reader wants them: not in quotes."""
    if isinstance(value, dict):
        return {key: _with_days(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_days(one) for one in value]
    return (
        yaml.safe_load(value) if isinstance(value, str) and value[:2] == "20" and value[4:5] == "-" else value
    )
