"""A plan serves every figure of the file exactly, with days that the rules allow."""

import time
from collections import Counter
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import admission.scenario
from admission.groups import AGE_GROUPS, GROUPS, OCCUPATION_GROUPS, SCHOOLING_GROUPS, age_on, groups_of
from admission.rules.spans import add_months
from admission.scenario.expand import expand
from admission.scenario.ladder import (
    ADMISSION_STEPS,
    LADDER,
    POOL_STATES,
    RECOGNITION_STEPS,
    steps_of,
)
from admission.scenario.plan import plan as plan_on
from admission.scenario.rows import ScenarioErrors
from admission.scenario.schema import read

plan = partial(plan_on, today=date(2024, 5, 20))
DATA = sorted((Path(admission.scenario.__file__).parent / "data").glob("*.yaml"))
TREES = (
    [  # a district: committees, sections, one that decides itself, base branches, one without branches
        {
            "code": "XL",
            "name": "XL",
            "kind": "superior",
            "decides": True,
            "children": [
                {"code": "A", "name": "A {n}", "kind": "base_committee", "count": 2,
                 "children": [{"code": "B", "name": "B {n}", "kind": "branch", "count": 3},
                              {"code": "S", "name": "S", "kind": "section",
                               "children": [{"code": "C", "name": "C {n}", "kind": "branch", "count": 2}]}]},
                {"code": "D", "name": "D", "kind": "base_committee", "decides": True,
                 "children": [{"code": "E", "name": "E {n}", "kind": "branch", "count": 2}]},
                {"code": "F", "name": "F {n}", "kind": "base_branch", "count": 2},
                {"code": "G", "name": "G", "kind": "base_committee"},
            ],
        }
    ],
    [{"code": "XL", "name": "XL", "kind": "base_committee"}],  # decided elsewhere
)  # fmt: skip
days = st.dates(date(2012, 1, 1), date(2022, 12, 31))
spans = st.tuples(days, st.integers(0, 900)).map(
    lambda one: {"from": one[0], "to": one[0] + timedelta(one[1])}
)
REACHED_LAST = {"probationary": "ceremony", "full": "recognise", "stopped": "stop", "refused": "decide"}


@st.composite
def groups(draw, count):
    """Group counts that contradict neither each other nor the number of people."""
    chosen = {
        code: draw(st.integers(0, count))
        for code in draw(st.sets(st.sampled_from(sorted(GROUPS)), max_size=5))
    }
    chosen.pop("age_over_60", None)
    for family in (OCCUPATION_GROUPS, AGE_GROUPS, SCHOOLING_GROUPS):
        left = count
        for code in chosen.keys() & family.keys():
            chosen[code] = min(chosen[code], left)
            left -= chosen[code]
    return chosen


@st.composite
def scenarios(draw):
    index = draw(st.integers(0, len(TREES) - 1))
    units = ["XL", "A-1", "D", "F-2", "G", "A-2.S", "A-1.B-2"] if index == 0 else ["XL"]
    unit, some = st.sampled_from(units), st.integers(0, 9)
    admissions = []
    for span in draw(st.lists(spans, max_size=3)):
        count = draw(some)
        admissions.append({"unit": draw(unit), "count": count, "groups": draw(groups(count)), **span})

    def rows(**keys):
        return st.lists(st.fixed_dictionaries({"unit": unit, "count": some, **keys}), max_size=2)

    recognitions = [row | draw(spans) for row in draw(rows())]
    outcomes = dict.fromkeys(("admit", "defer", "refer", "refuse"), st.integers(0, 4))
    sessions = st.fixed_dictionaries({"unit": st.sampled_from(("XL", "D")), "on": days, **outcomes})
    unique = st.lists(sessions, max_size=3, unique_by=lambda row: (row["unit"], row["on"]))
    document = {
        "scenario": "thu",
        "title": "Thử",
        "units": TREES[index],
        "periods": [{"code": "T", "kind": "term", "from": date(2015, 1, 1), "to": date(2019, 12, 31)}],
        "admissions": admissions,
        "recognitions": recognitions,
        "sessions": draw(unique) if index == 0 else [],
        "sources": draw(rows(state=st.sampled_from(POOL_STATES))),
        "stopped": draw(rows(reason=st.sampled_from(("age", "education", "moved")))),
    }
    try:
        return read(yaml.safe_dump(document), name="thu")
    except ScenarioErrors:
        assume(False)


def inside(tree, person, unit):
    return unit in tree.chain(person.unit)


def check_ladder(tree, person):
    """The acts are those of the route, in order, within the spans of the rules."""
    route, days = tree.route(person.unit), person.days
    acts = [step for step in LADDER if step in days]
    assert acts + ["stop"] * ("stop" in days) == list(days)
    assert [days[act] for act in days] == sorted(days.values())
    first_round = [step for step in acts if step in ADMISSION_STEPS]
    assert first_round == steps_of(route)[: len(first_round)]
    assert acts[-1] == {"stopped": "assign_helper"}.get(person.goal, last_act(person))
    if "branch_vote" in days:
        assert 18 <= age_on(person.born_on, days["branch_vote"]) <= 59
        assert days["certificate"] >= add_months(days["branch_vote"], -60)
        assert days["assign_helper"] <= add_months(days["branch_vote"], -12)
        assert days["application"] >= add_months(days["branch_vote"], -12)
    if "decide" in days:
        assert days["decide"] - days["branch_vote"] <= timedelta(70)
    if "ceremony" in days:
        assert timedelta(1) <= days["ceremony"] - days["decide"] <= timedelta(25)
    if "recognise" in days:
        check_recognition(route, days, acts)


def last_act(person):
    entering = {state: step for step, state in ADMISSION_STEPS.items() if state}
    if person.outcome in ("defer", "refer"):
        return "decide"
    return REACHED_LAST.get(person.goal) or entering[person.goal]


def check_recognition(route, days, acts):
    full_year = add_months(days["ceremony"], 12)
    skipped = {
        "section_recommend": not route.section,
        "committee_recommend": not route.committee,
        "recognition_submit": not route.submits,
    }
    expected = [step for step in RECOGNITION_STEPS if not skipped.get(step)]
    assert acts[acts.index("new_member_class") + 1 :] == expected
    assert timedelta(3) <= days["branch_recommend"] - full_year <= timedelta(20)
    assert timedelta(12) <= days["recognise"] - days["branch_recommend"] <= timedelta(40)


def check_rows(scenario, tree, made):
    """People come in the order of the file: admissions first, so many a row."""
    people = iter(made.people)
    for row in scenario.admissions:
        taken = [next(people) for _ in range(row.count)]
        counts = Counter(group for person in taken for group in groups_of(person, on=person.days["ceremony"]))
        assert {group: counts[group] for group in row.groups} == row.groups
        assert [person for person in taken if not inside(tree, person, row.unit)] == []
        assert [person for person in taken if not row.starts <= person.days["ceremony"] <= row.ends] == []
        assert {person.goal for person in taken} <= {"probationary", "full"}
    recognised = Counter(person.days["recognise"] for person in made.people if "recognise" in person.days)
    assert recognised.total() == sum(row.count for row in scenario.recognitions)
    for section, goal in (("sources", "state"), ("stopped", "reason")):
        for row in getattr(scenario, section):
            assert (
                sum(
                    inside(tree, person, row.unit) and getattr(row, goal) in (person.goal, person.reason)
                    for person in made.people
                )
                >= row.count
            )


def check_sessions(scenario, tree, made):
    stated = {(row.unit, row.on): row for row in scenario.sessions}
    held = {(session.unit, session.on): session for session in made.sessions}
    assert len(held) == len(made.sessions)
    assert stated.keys() <= held.keys()
    for key, session in held.items():
        counts = Counter(outcome for _, outcome in session.outcomes)
        assert session.stated == (key in stated)
        if session.stated:
            row = stated[key]
            assert [counts[name] for name in ("admit", "defer", "refer", "refuse")] == [
                row.admit, row.defer, row.refer, row.refuse,
            ]  # fmt: skip
        else:
            assert counts.keys() <= {"admit"}
        for index, _ in session.outcomes:
            assert (tree.route(made.people[index].unit).decider, made.people[index].days["decide"]) == key
        for index in session.recognised:
            assert (tree.route(made.people[index].unit).decider, made.people[index].days["recognise"]) == key
        assert [made.people[index].goal for index in session.waiting] == ["on_agenda"] * len(session.waiting)
        assert session.held == (not session.waiting)
    shown = [index for session in made.sessions for index, _ in session.outcomes]
    assert sorted(shown) == [person.index for person in made.people if "decide" in person.days]


@settings(max_examples=150, deadline=None)
@given(scenarios())
def test_plan_serves_every_row_exactly_on_days_that_the_rules_allow(scenario):
    made, tree = plan(scenario, seed=1), expand(scenario)
    assert [person.index for person in made.people] == list(range(len(made.people)))
    assert len({person.citizen_id for person in made.people}) == len(made.people)
    for person in made.people:
        check_ladder(tree, person)
    check_rows(scenario, tree, made)
    check_sessions(scenario, tree, made)


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_plan_serves_the_scenarios_of_the_project(file):
    started = time.process_time()
    scenario = read(file.read_text(), name=file.name)
    made = plan(scenario, seed=1)
    assert time.process_time() - started < 2
    assert made.warnings == ()
    tree = expand(scenario)
    for person in made.people:
        check_ladder(tree, person)
    check_rows(scenario, tree, made)
    check_sessions(scenario, tree, made)
    for row in scenario.expect:
        period = scenario.period(row.period)
        last = min(period.ends, row.as_of)
        there = [person for person in made.people if inside(tree, person, row.unit)]
        figures = {
            "admitted": sum(
                period.starts <= person.days.get("ceremony", date.min) <= last for person in there
            ),
            "recognised": sum(
                period.starts <= person.days.get("recognise", date.min) <= last for person in there
            ),
        }
        stated = {key: getattr(row, key) for key in figures if getattr(row, key) is not None}
        assert {key: figures[key] for key in stated} == stated
