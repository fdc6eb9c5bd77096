"""Every bad file is refused whole, and each error names its place."""

import copy
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, reject, settings
from hypothesis import strategies as st

import admission.scenario
from admission.scenario.plan import plan
from admission.scenario.rows import ExpectRow, MemberRow, ScenarioErrors, SessionRow, TargetRow
from admission.scenario.schema import read

DATA = sorted((Path(admission.scenario.__file__).parent / "data").glob("*.yaml"))
BRANCH = {"code": "GR-CB", "name": "Chi bộ {n}", "kind": "branch", "count": 3}
GOOD = {
    "scenario": "thu",
    "title": "Thử",
    "units": [
        {
            "code": "XL",
            "name": "Đảng bộ huyện",
            "kind": "superior",
            "decides": True,
            "children": [
                {"code": "GR", "name": "Đảng bộ thị trấn", "kind": "base_committee", "children": [BRANCH]},
                {"code": "XA", "name": "Đảng bộ xã {n}", "kind": "base_committee", "count": 2},
            ],
        },
        {
            "code": "CS",
            "name": "Chi bộ cơ sở",
            "kind": "base_branch",
            "parent": "XL",
            "from": date(2015, 1, 1),
        },
    ],
    "members": [
        {"unit": "XL", "on": date(2021, 1, 1), "full": 90, "probationary": 10, "basis": "term_start"}
    ],
    "periods": [{"code": "Y2021", "kind": "year", "from": date(2021, 1, 1), "to": date(2021, 12, 31)}],
    "targets": [
        {"unit": "XL", "period": "Y2021", "by": "assigned", "value": 8, "at_least": True},
        {
            "unit": "XL",
            "period": "Y2021",
            "by": "resolution",
            "rate": 2.5,
            "basis": "term_start",
            "of": "female",
        },
    ],
    "admissions": [
        {"unit": "GR", "count": 6, "from": date(2021, 2, 1), "to": date(2021, 11, 1), "groups": {"female": 3}}
    ],
    "recognitions": [{"unit": "XL", "count": 2, "from": date(2021, 2, 1), "to": date(2021, 11, 1)}],
    "sources": [{"unit": "GR", "count": 2, "state": "nurtured"}],
    "stopped": [{"unit": "GR", "count": 1, "reason": "works_away"}],
    "sessions": [{"unit": "XL", "on": date(2021, 3, 26), "admit": 2, "defer": 1}],
    "expect": [
        {
            "unit": "XL",
            "period": "Y2021",
            "as_of": date(2021, 12, 31),
            "admitted": 6,
            "by": "assigned",
            "percent": "75,00",
        },
        {
            "unit": "XL",
            "period": "Y2021",
            "as_of": date(2021, 3, 31),
            "session": {"on": date(2021, 3, 26), "admit": 2, "defer": 1, "refer": 0, "refuse": 0},
        },
    ],
}
GONE = object()


def changed(*changes):
    """GOOD with (path, value) changes: ("units", 0, "kind"), "branch"."""
    document = copy.deepcopy(GOOD)
    for (*way, last), value in changes:
        place = document
        for step in way:
            place = place[step]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def ways(value, way=()):
    """Every place in a document."""
    if way:
        yield way
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from ways(part, (*way, key))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | st.text(max_size=5)
    | st.sampled_from(("XL", "GR", "GR-CB-1", "XA", "XA-1", "CS", "Y2021", "branch", "section", "superior", "{n}")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(ways(GOOD))), values), min_size=1, max_size=3))
def test_read_refuses_or_takes_whatever_is_written(changes):
    """Nothing but ScenarioErrors comes out of a bad file, and what is taken can be planned."""
    try:
        text = changed(*sorted(changes, key=lambda change: -len(change[0])))
    except (TypeError, LookupError, AttributeError):
        reject()
    try:
        scenario = read(text, name="thu.yaml")
    except ScenarioErrors:
        return
    plan(scenario, seed=1, today=date(2024, 5, 20))


def errors_of(text):
    with pytest.raises(ScenarioErrors) as refused:
        read(text, name="thu.yaml")
    return refused.value.errors


def paths_of(text):
    return [error.partition(":")[0] for error in errors_of(text)]


def test_read_keeps_every_value_of_a_good_file():
    scenario = read(changed(), name="thu.yaml")
    assert (scenario.slug, scenario.title, scenario.source) == ("thu", "Thử", "")
    assert [unit.code for unit in scenario.units] == ["XL", "CS"]
    assert scenario.units[0].children[0].children[0].count == 3
    assert scenario.members == (
        MemberRow(unit="XL", on=date(2021, 1, 1), full=90, probationary=10, basis="term_start"),
    )
    assert scenario.targets == (
        TargetRow(unit="XL", period="Y2021", by="assigned", value=8, at_least=True),
        TargetRow(
            unit="XL", period="Y2021", by="resolution", rate=Decimal("2.5"), basis="term_start", of="female"
        ),
    )
    assert scenario.admissions[0].groups == {"female": 3}
    assert scenario.sessions == (SessionRow(unit="XL", on=date(2021, 3, 26), admit=2, defer=1),)
    assert scenario.expect[0] == ExpectRow(
        unit="XL", period="Y2021", as_of=date(2021, 12, 31), admitted=6, by="assigned", percent="75,00"
    )
    assert scenario.expect[1].session["on"] == date(2021, 3, 26)
    assert scenario.admissions[0].path == "admissions[0]"


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_read_takes_the_scenarios_of_the_project(file):
    assert read(file.read_text(), name=file.name).slug == file.stem


BAD = {
    "unknown key at the top": ((("extra",), 1), "extra"),
    "unknown key of a unit": ((("units", 0, "children", 0, "size"), 1), "units[0].children[0].size"),
    "unknown key of a row": ((("sources", 0, "groups"), {}), "sources[0].groups"),
    "unknown key of a session": ((("expect", 1, "session", "total"), 3), "expect[1].session.total"),
    "missing slug": ((("scenario",), GONE), "scenario"),
    "missing title": ((("title",), GONE), "title"),
    "missing units": ((("units",), GONE), "units"),
    "missing kind": ((("units", 0, "kind"), GONE), "units[0].kind"),
    "missing count": ((("admissions", 0, "count"), GONE), "admissions[0].count"),
    "bad slug": ((("scenario",), "Thử nghiệm"), "scenario"),
    "code with a slash": ((("units", 1, "code"), "A/B"), "units[1].code"),
    "empty name": ((("units", 1, "name"), " \u200b"), "units[1].name"),
    "unknown kind": ((("units", 0, "children", 1, "kind"), "xa"), "units[0].children[1].kind"),
    "flag as text": ((("units", 0, "decides"), "yes"), "units[0].decides"),
    "count of zero units": ((("units", 0, "children", 1, "count"), 0), "units[0].children[1].count"),
    "count is true": ((("admissions", 0, "count"), True), "admissions[0].count"),
    "count is a float": ((("members", 0, "full"), 90.0), "members[0].full"),
    "negative count": ((("sources", 0, "count"), -2), "sources[0].count"),
    "negative group": ((("admissions", 0, "groups", "female"), -1), "admissions[0].groups.female"),
    "unknown group": ((("admissions", 0, "groups", "women"), 1), "admissions[0].groups.women"),
    "day as text": ((("members", 0, "on"), "đầu năm"), "members[0].on"),
    "day with an hour": ((("members", 0, "on"), "2021-01-01 08:00:00"), "members[0].on"),
    "unknown basis": ((("members", 0, "basis"), "now"), "members[0].basis"),
    "unknown by": ((("targets", 0, "by"), "wish"), "targets[0].by"),
    "unknown period kind": ((("periods", 0, "kind"), "week"), "periods[0].kind"),
    "unknown state": ((("sources", 0, "state"), "full"), "sources[0].state"),
    "unknown reason": ((("stopped", 0, "reason"), "bored"), "stopped[0].reason"),
    "state that no file there passes": ((("sources", 0, "state"), "section_appraised"), "sources[0].state"),
    "state that no file of the branch to be made passes": (
        (("sources", 0), {"unit": "XA-1", "count": 1, "state": "section_appraised"}),
        "sources[0].state",
    ),
    "doubled code": ((("units", 1, "code"), "GR-CB-2"), "units[1].code"),
    "doubled period": ((("periods",), GOOD["periods"] * 2), "periods[1].code"),
    "doubled session": ((("sessions",), GOOD["sessions"] * 2), "sessions[1].on"),
    "doubled members": ((("members",), GOOD["members"] * 2), "members[1].basis"),
    "number in a name without count": ((("units", 1, "name"), "Chi bộ {n}"), "units[1].name"),
    "branch below a superior": ((("units", 1, "kind"), "branch"), "units[1].kind"),
    "section at the top": ((("units", 1), {"code": "S", "name": "S", "kind": "section"}), "units[1].kind"),
    "unit below a branch": (
        (
            ("units", 0, "children", 0, "children", 0, "children"),
            [{"code": "B", "name": "B", "kind": "branch"}],
        ),
        "units[0].children[0].children[0].children[0].kind",
    ),
    "unknown parent": ((("units", 1, "parent"), "YL"), "units[1].parent"),
    "parent of itself": ((("units", 1, "parent"), "CS"), "units[1].parent"),
    "parent inside the tree": ((("units", 0, "children", 0, "parent"), "XL"), "units[0].children[0].parent"),
    "branch that decides": (
        (("units", 0, "children", 0, "children", 0, "decides"), True),
        "units[0].children[0].children[0].decides",
    ),
    "unknown unit": ((("admissions", 0, "unit"), "ZZ"), "admissions[0].unit"),
    "unit without its number": ((("stopped", 0, "unit"), "XA"), "stopped[0].unit"),
    "unknown period": ((("targets", 0, "period"), "Y2022"), "targets[0].period"),
    "expect of an unknown unit": ((("expect", 0, "unit"), "ZZ"), "expect[0].unit"),
    "expect of an unknown period": ((("expect", 0, "period"), "Y1"), "expect[0].period"),
    "expect of an unknown session": (
        (("expect", 1, "session", "on"), date(2021, 3, 27)),
        "expect[1].session.on",
    ),
    "expect before the period": ((("expect", 0, "as_of"), date(2020, 12, 31)), "expect[0].as_of"),
    "expect of nothing": ((("expect", 1, "session"), GONE), "expect[1]"),
    "percent without by": ((("expect", 0, "by"), GONE), "expect[0].by"),
    "percent as a number": ((("expect", 0, "percent"), 75.0), "expect[0].percent"),
    "from after to": ((("admissions", 0, "from"), date(2022, 1, 1)), "admissions[0].from"),
    "period from after to": ((("periods", 0, "to"), date(2020, 1, 1)), "periods[0].from"),
    "admission before the unit": (
        (("admissions", 0), {"unit": "CS", "count": 1, "from": date(2014, 1, 1), "to": date(2016, 1, 1)}),
        "admissions[0].from",
    ),
    "women > admitted": ((("admissions", 0, "groups", "female"), 7), "admissions[0].groups.female"),
    "too many occupations": (
        (("admissions", 0, "groups"), {"worker": 4, "farmer": 3}),
        "admissions[0].groups",
    ),
    "too old": ((("admissions", 0, "groups"), {"age_over_60": 1}), "admissions[0].groups.age_over_60"),
    "value and rate": ((("targets", 0, "rate"), 3), "targets[0]"),
    "neither value nor rate": ((("targets", 0, "value"), GONE), "targets[0]"),
    "rate without a basis": ((("targets", 1, "basis"), GONE), "targets[1].basis"),
    "rate of nothing": ((("targets", 1, "rate"), 0), "targets[1].rate"),
    "rate that is no number": ((("targets", 1, "rate"), float("nan")), "targets[1].rate"),
    "rate too fine": ((("targets", 1, "rate"), 2.555), "targets[1].rate"),
    "session of a unit that does not decide": ((("sessions", 0, "unit"), "GR"), "sessions[0].unit"),
    "section that is no list": ((("sources",), {"unit": "GR"}), "sources"),
    "row that is no mapping": ((("sources", 0), "GR"), "sources[0]"),
    "too many units": ((("units", 0, "children", 1, "count"), 30_000), "units"),
    "too many people": ((("sources", 0, "count"), 60_000), "tệp"),
}


@pytest.mark.parametrize(("change", "path"), BAD.values(), ids=BAD)
def test_read_names_the_place_of_an_error(change, path):
    assert path in paths_of(changed(change))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("units: }", "dòng 1, cột 8: sai cú pháp YAML"),
        ("", "phải là một nhóm “khóa: giá trị”"),
        ("- a", "phải là một nhóm “khóa: giá trị”"),
        ("title: A\ntitle: B", "title: khóa viết hai lần (dòng 2)"),
        ("units:\n- {code: A, code: B}", "units[0].code: khóa viết hai lần (dòng 2)"),
        ("units: &a [*a]", "dòng 1: một mục chứa chính nó"),
        ("title: !!python/name:os.system x", "dòng 1, cột 8: sai cú pháp YAML"),
        ("title: \ud800", "không đọc được YAML"),
        ("x" * 1_000_001, "tệp lớn hơn 1 MB"),
        ("[" * 100_000, "các mục lồng nhau quá sâu"),
        ("a: 1\n---\nb: 2", "dòng 2, cột 1: sai cú pháp YAML"),
    ],
    ids=lambda value: value[:30],
)
def test_read_refuses_what_is_no_usable_yaml(text, error):
    assert [found[: len(error)] for found in errors_of(text)] == [error]


def test_read_refuses_aliases_that_explode():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert errors_of("\n".join(lines)) == ["tệp có hơn 200000 mục khi viết đầy đủ"]


def test_read_takes_aliases_that_only_repeat():
    aliased = changed().replace("    children:\n    - code: GR-CB", "    children: &below\n    - code: GR-CB")
    aliased = aliased.replace("    count: 2\n- code: CS", "    count: 2\n    children: *below\n- code: CS")
    assert read(aliased, name="thu.yaml").units[0].children[1].children[0].code == "GR-CB"


def test_read_names_a_code_that_is_too_long_with_the_scenario_in_front():
    text = changed((("scenario",), "x" * 50), (("units", 0, "children", 0, "children", 0, "code"), "C" * 40))
    assert paths_of(text) == ["units[0].children[0].children[0].code"]


def test_read_names_a_day_that_is_on_no_calendar():
    assert paths_of(changed().replace("2021-03-26", "2021-02-30")) == [
        "sessions[0].on",
        "expect[1].session.on",
    ]


def test_read_lists_all_errors_at_once():
    text = changed(
        (("units", 0, "children", 1, "kind"), "xa"),
        (("admissions", 0, "unit"), "ZZ"),
        (("admissions", 0, "count"), -1),
        (("sessions", 0, "refuse"), "x"),
        (("nonsense",), 1),
    )
    assert sorted(paths_of(text)) == [
        "admissions[0].count",
        "admissions[0].unit",
        "nonsense",
        "sessions[0].refuse",
        "units[0].children[1].kind",
    ]
