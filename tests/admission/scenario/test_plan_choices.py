"""What a plan chooses where the file leaves it open: days, branches, sessions, who was admitted before."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import yaml

from admission.scenario.expand import expand
from admission.scenario.ladder import POOL_STATES, states_of
from admission.scenario.schema import read
from tests.admission.scenario.test_plan import DATA, TREES, inside, plan

YEAR = {"from": date(2018, 1, 15), "to": date(2018, 12, 20)}
LATE = {
    "recognitions": [{"unit": "XL", "count": 2, "from": date(2019, 8, 1), "to": date(2019, 9, 30)}],
    "expect": [{"unit": "XL", "period": "Y", "as_of": date(2018, 12, 31), "admitted": 0}],
}


def scenario_of(**sections):
    period = {"code": "Y", "kind": "year", "from": date(2018, 1, 1), "to": date(2018, 12, 31)}
    document = {"scenario": "thu", "title": "Thử", "units": TREES[0], "periods": [period], **sections}
    return read(yaml.safe_dump(document), name="thu")


def test_plan_depends_on_scenario_and_seed_only():
    text = DATA[-1].read_text()
    scenario, other = read(text, name="a"), read(text.replace("xuan-loc-2021", "khac"), name="a")
    assert plan(scenario, seed="x") == plan(scenario, seed="x")
    assert plan(scenario, seed="x") != plan(scenario, seed="y")
    assert plan(scenario, seed="x").people[0].full_name != plan(other, seed="x").people[0].full_name


def test_plan_spreads_ceremonies_over_the_span_on_weekdays():
    made = plan(read(DATA[0].read_text(), name="a"), seed=1)
    ceremonies = [person.days["ceremony"] for person in made.people if person.days["ceremony"].year == 2023]
    assert set(Counter(day.month for day in ceremonies)) == set(range(1, 13))
    assert [day for day in ceremonies if day.weekday() > 4] == []


def test_plan_spreads_people_evenly_over_branches():
    scenario = read(DATA[0].read_text(), name="a")
    made = plan(scenario, seed=1)
    load = Counter(person.unit for person in made.people)
    assert {load[leaf] for leaf in expand(scenario).leaves("BN")} == {2, 3}


def test_plan_gives_a_unit_below_exactly_what_is_expected_of_it():
    scenario = scenario_of(
        admissions=[{"unit": "XL", "count": 40, **YEAR}, {"unit": "A-1", "count": 3, **YEAR}],
        expect=[
            {"unit": unit, "period": "Y", "as_of": date(2018, 12, 31), "admitted": people}
            for unit, people in (("XL", 43), ("A-1", 3), ("D", 7), ("F-1", 0))
        ],
    )
    made, tree = plan(scenario, seed=1), expand(scenario)
    assert made.warnings == ()
    for row in scenario.expect:
        assert sum(inside(tree, person, row.unit) for person in made.people) == row.admitted


def test_plan_takes_recognitions_from_the_admissions_of_the_file_first():
    scenario = scenario_of(
        admissions=[{"unit": "XL", "count": 10, "from": date(2016, 1, 1), "to": date(2018, 6, 30)}],
        recognitions=[{"unit": "XL", "count": 8, **YEAR}],
    )
    made = plan(scenario, seed=1)
    assert Counter(person.goal for person in made.people) == {"full": 8, "probationary": 2}


def test_plan_keeps_people_recognised_out_of_the_counted_admissions():
    expect = {"unit": "XL", "period": "Y", "as_of": date(2018, 12, 31), "admitted": 1}
    scenario = scenario_of(
        admissions=[{"unit": "XL", "count": 1, **YEAR}],
        recognitions=[{"unit": "XL", "count": 6, "from": date(2018, 6, 1), "to": date(2019, 12, 31)}],
        expect=[expect],
    )
    made = plan(scenario, seed=1)
    assert made.warnings == ()
    assert sum(person.days["ceremony"].year == 2018 for person in made.people) == 1
    assert sum(person.goal == "full" for person in made.people) == 6


def test_plan_lets_recognition_come_late_rather_than_change_a_counted_figure():
    made = plan(scenario_of(**LATE), seed=1)
    assert made.warnings == ()
    assert {person.days["ceremony"].year for person in made.people} == {2017}
    for person in made.people:
        steps = [person.days[step] for step in ("ceremony", "branch_recommend", "recognise")]
        assert steps == sorted(steps)
        assert steps[2] - steps[1] <= timedelta(40)


def test_plan_warns_when_somebody_recognised_must_have_been_admitted_in_a_counted_period():
    founded = [{"code": "XL", "name": "XL", "kind": "base_committee", "from": date(2017, 6, 1)}]
    made = plan(scenario_of(**LATE, units=founded), seed=1)
    assert [warning.partition(":")[0] for warning in made.warnings] == ["recognitions[0]"]


def test_plan_lets_stated_sessions_decide_the_admissions_that_can_be_theirs():
    on = date(2018, 3, 28)
    scenario = scenario_of(
        admissions=[{"unit": "XL", "count": 20, **YEAR}],
        sessions=[{"unit": "XL", "on": on, "admit": 16, "defer": 4, "refer": 1}],
    )
    made = plan(scenario, seed=1)
    goals = defaultdict(Counter)
    for person in made.people:
        goals[person.outcome][person.goal] += 1
    at_session = [person for person in made.people if person.days["decide"] == on]
    assert len(at_session) == 21
    assert goals["defer"] == {"on_agenda": 4}
    assert goals["refer"] == {"on_agenda": 1}
    assert goals["admit"]["probationary"] == 20
    assert sum(person.goal == "decided" for person in at_session) == 16 - sum(
        person.goal == "probationary" for person in at_session
    )


def test_plan_holds_ordinary_sessions_once_a_month_and_never_on_a_stated_day():
    scenario = scenario_of(
        admissions=[{"unit": "A-1", "count": 60, **YEAR}],
        sessions=[{"unit": "XL", "on": date(2018, 5, 25), "admit": 0}],
    )
    ordinary = [session.on for session in plan(scenario, seed=1).sessions if not session.stated]
    assert date(2018, 5, 24) in ordinary
    assert [(a.year, a.month) for a, b in pairwise(ordinary) if (a.year, a.month) == (b.year, b.month)] == []


def test_plan_leaves_files_in_the_pool_before_the_last_report():
    scenario = scenario_of(
        sources=[{"unit": "A-1", "count": 1, "state": state} for state in POOL_STATES],
        expect=[{"unit": "XL", "period": "Y", "as_of": date(2018, 6, 30), "admitted": 0}],
    )
    made, tree = plan(scenario, seed=1), expand(scenario)
    assert [person.goal for person in made.people] == list(POOL_STATES)
    assert [person for person in made.people if max(person.days.values()) > date(2018, 6, 30)] == []
    assert [person for person in made.people if person.goal not in states_of(tree.route(person.unit))] == []
    assert [session.on > date(2018, 6, 30) for session in made.sessions if not session.held] == [True]
