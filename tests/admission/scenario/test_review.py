"""Scenarios of other people: what a file may leave out, and what it must print all the same."""

from datetime import date

import pytest
from django.apps import apps

from admission.models import Candidate, Session
from admission.reports.build import build
from admission.scenario import expectations, run
from admission.scenario.rows import ScenarioErrors
from partytrack.errors import Refused
from partytrack.journal.models import Head
from tests.admission.scenario.small import YEAR, small
from units.models import Period, Unit

pytestmark = pytest.mark.django_db
TODAY = date(2024, 5, 20)
BARE = {"members": [], "targets": [], "admissions": [], "recognitions": [], "sources": [], "stopped": [],
        "sessions": [], "expect": []}  # fmt: skip
THIS_YEAR = {"code": "Y", "kind": "year", "from": "2024-01-01", "to": "2024-12-31"}
LAST_DAY = {"period": "Y2018", "as_of": "2018-12-31"}


def bare(**sections):
    return small(**BARE | sections)


def load(scenario):
    return run.load(scenario, run.plan_for(scenario, today=TODAY))


def printed_wrongly(scenario):
    return [row.figures for row in expectations.check(scenario) if not row.ok]


def report(scenario, unit):
    return build(
        Unit.objects.get(code=f"{scenario.slug}/{unit}"),
        Period.objects.get(code=f"{scenario.slug}/Y2018"),
        as_of=date(2018, 12, 31),
    )


def everything():
    """Rows of every table, and the head of the journal."""
    rows = {model._meta.label: model.objects.count() for model in apps.get_models()}
    return rows, list(Head.objects.values_list("seq", "hash"))


def test_late_recognition_leaves_an_earlier_counted_year_alone():
    scenario = bare(
        admissions=[{"unit": "A", "count": 2, **YEAR}],
        recognitions=[{"unit": "A", "count": 4, "from": "2019-03-01", "to": "2019-06-30"}],
        expect=[{"unit": "A", **LAST_DAY, "admitted": 2}],
    )
    loaded = load(scenario)
    assert (loaded.warnings, printed_wrongly(scenario)) == ((), [])
    assert Candidate.objects.filter(state="full", recognised_on__year=2019).count() == 4


def test_unfinished_year_without_reports_is_loaded_up_to_today():
    scenario = bare(
        periods=[THIS_YEAR],
        sources=[{"unit": "A", "count": 2, "state": "on_agenda"}, {"unit": "F", "count": 2, "state": "decided"}],
        stopped=[{"unit": "A", "count": 3, "reason": "moved"}],
    )  # fmt: skip
    plan = run.plan_for(scenario, today=TODAY)
    run.load(scenario, plan)
    assert max(day for one in plan.people for day in one.days.values()) <= TODAY
    assert Candidate.objects.filter(state="stopped", ended_on__year=2024, ended_on__lte=TODAY).count() == 3


def test_people_who_stopped_in_a_year_to_come_are_an_error_of_the_file():
    later = THIS_YEAR | {"from": "2024-06-01"}
    scenario = bare(periods=[later], stopped=[{"unit": "A", "count": 3, "reason": "moved"}])
    with pytest.raises(ScenarioErrors) as errors:
        run.plan_for(scenario, today=TODAY)
    assert errors.value.errors == ["stopped[0]: 2024-06-01 ở tương lai"]


@pytest.mark.sqlite_too
def test_refused_act_leaves_nothing_of_any_file():
    first = bare(scenario="truoc", stopped=[{"unit": "A", "count": 1, "reason": "moved"}])
    second = bare(sources=[{"unit": "A", "count": 2, "state": "branch_proposed"}])
    wrong = run.plan_for(second, today=TODAY)
    for person in wrong.people:
        person.days["certificate"] = TODAY
    before = everything()
    with pytest.raises(Refused):
        run.load_all([(first, run.plan_for(first, today=TODAY)), (second, wrong)])
    assert everything() == before


def test_percent_of_a_rate_is_compared_at_the_digits_of_the_file():
    rate = {"unit": "XL", "period": "Y2018", "by": "resolution", "rate": 2.5, "basis": "term_start"}
    expected = [
        {"unit": "XL", **LAST_DAY, "by": "resolution", "percent": percent} for percent in ("38", "37,5")
    ]
    scenario = bare(
        members=[{"unit": "XL", "on": "2018-01-01", "full": 300, "probationary": 20, "basis": "term_start"}],
        targets=[rate], admissions=[{"unit": "F", "count": 3, **YEAR}], expect=expected,
    )  # fmt: skip
    load(scenario)
    assert printed_wrongly(scenario) == []


def test_numbers_are_codes():
    units = [{"code": 7, "name": "Chi bộ cơ sở", "kind": "base_branch"}]
    period = {"code": 2018, "kind": "year", "from": "2018-01-01", "to": "2018-12-31"}
    expected = {"unit": 7, "period": 2018, "as_of": "2018-12-31", "admitted": 1}
    scenario = bare(
        units=units, periods=[period], admissions=[{"unit": 7, "count": 1, **YEAR}], expect=[expected]
    )
    load(scenario)
    assert printed_wrongly(scenario) == []
    assert [row.code for row in scenario.periods] == ["2018"]


def test_submitted_files_stand_only_where_files_are_submitted():
    load(bare(sources=[{"unit": "XL", "count": 6, "state": "submitted"}]))
    codes = set(Candidate.objects.filter(state="submitted").values_list("unit__code", flat=True))
    assert {code for code in codes if code.startswith("nho-2018/E-")} == set()
    with pytest.raises(ScenarioErrors) as errors:
        bare(sources=[{"unit": "D", "count": 1, "state": "submitted"}])
    assert errors.value.errors == ["sources[0].state: hồ sơ ở D không qua bước submitted"]


def test_top_unit_records_sessions_where_nobody_decides():
    units = [{"code": "A", "name": "Đảng ủy A", "kind": "base_committee"}]
    held = {"on": "2018-03-28", "admit": 2, "defer": 1, "refer": 1, "refuse": 1}
    scenario = bare(
        units=units, sessions=[{"unit": "A", **held}], expect=[{"unit": "A", **LAST_DAY, "session": held}]
    )
    load(scenario)
    assert printed_wrongly(scenario) == []


def test_base_branch_may_decide():
    units = [{"code": "F", "name": "Chi bộ cơ sở", "kind": "base_branch", "decides": True}]
    scenario = bare(
        units=units, admissions=[{"unit": "F", "count": 2, **YEAR}],
        sources=[{"unit": "F", "count": 1, "state": "submitted"}],
        expect=[{"unit": "F", **LAST_DAY, "admitted": 2}],
    )  # fmt: skip
    load(scenario)
    assert printed_wrongly(scenario) == []


def test_session_that_took_up_no_file_is_released_and_printed():
    held = {"on": "2018-03-28", "admit": 0, "defer": 0, "refer": 0, "refuse": 0}
    scenario = bare(sessions=[{"unit": "XL", **held}], expect=[{"unit": "XL", **LAST_DAY, "session": held}])
    load(scenario)
    assert printed_wrongly(scenario) == []
    assert [session.is_released for session in Session.objects.all()] == [True]
    lines = report(scenario, "XL").sessions
    assert [(line.on, line.admit, line.refuse) for line in lines] == [(date(2018, 3, 28), 0, 0)]
