"""Loading goes through the pipeline, prints what the file says, and can be repeated."""

import uuid
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

import admission.scenario
from admission.domain.intake import register_candidate
from admission.models import Candidate
from admission.scenario import expectations, run
from admission.scenario.ground import period_name
from admission.scenario.rows import ScenarioErrors
from partytrack.errors import Refused
from partytrack.journal.models import Head
from tests.admission.scenario.small import YEAR, small
from tests.world import make_unit, make_user, person
from units.models import Kind, Role, Target, User

DATA = sorted((Path(admission.scenario.__file__).parent / "data").glob("*.yaml"))
TODAY = date(2024, 5, 20)
pytestmark = pytest.mark.django_db


def load(scenario, **options):
    return run.load(scenario, run.plan_for(scenario, today=TODAY), **options)


def everything():
    """Rows of every table, and the head of the journal."""
    rows = {model._meta.label: model.objects.count() for model in apps.get_models()}
    return rows, list(Head.objects.values_list("seq", "hash"))


@pytest.mark.sqlite_too
def test_load_twice_changes_nothing():
    scenario = small(admissions=[], recognitions=[], expect=[])
    first = load(scenario)
    before = everything()
    second = load(scenario)
    assert (first.unchanged, second.unchanged, second.acts) == (False, True, 0)
    assert everything() == before


def test_load_that_is_broken_off_leaves_nothing():
    class Broken(Exception):
        pass

    def break_off(done, total):
        assert 0 < done < total
        raise Broken

    scenario, before = small(), everything()
    with pytest.raises(Broken):
        load(scenario, progress=break_off)
    assert everything() == before


def test_load_refuses_other_content_under_a_known_name():
    load(small(admissions=[], recognitions=[], sources=[], sessions=[], expect=[]))
    before = everything()
    with pytest.raises(Refused) as refused:
        load(small(admissions=[], recognitions=[], sources=[], sessions=[], expect=[], title="Tên khác"))
    assert str(refused.value) == "Kịch bản nho-2018 đã có, với nội dung khác."
    assert everything() == before


def test_load_of_a_file_without_people_is_complete():
    bare = small(admissions=[], recognitions=[], sources=[], stopped=[], sessions=[], expect=[])
    assert load(bare).unchanged is False
    assert load(bare).unchanged is True


def test_load_gives_nobody_a_citizen_id_that_is_taken():
    scenario = small(admissions=[], recognitions=[], sessions=[], expect=[])
    plan = run.plan_for(scenario, today=TODAY)
    elsewhere = make_unit("Chi bộ cơ sở khác", Kind.BASE_BRANCH)
    taken = plan.people[0].citizen_id
    register_candidate(
        actor=make_user(Role.BRANCH_SECRETARY, elsewhere), unit=elsewhere, request_id=uuid.uuid4(), on=TODAY,
        **person(citizen_id=taken),
    )  # fmt: skip
    run.load(scenario, plan)
    ids = [file.citizen_id for file in Candidate.objects.exclude(unit=elsewhere)]
    assert len(ids) == len(set(ids)) == len(plan.people)
    assert taken not in ids


def test_load_leaves_no_account_that_could_be_used():
    load(small(admissions=[], recognitions=[], sources=[], sessions=[], expect=[]))
    assert User.objects.filter(is_active=True).count() == 0
    assert [user.has_usable_password() for user in User.objects.all()] == [False] * 5


def test_plan_for_refuses_what_can_only_happen_in_the_future():
    scenario = small(expect=[], sessions=[{"unit": "XL", "on": "2024-05-21", "admit": 1}],
                     admissions=[{"unit": "A", "count": 1, "from": "2024-06-01", "to": "2024-07-01"}])  # fmt: skip
    with pytest.raises(ScenarioErrors) as errors:
        run.plan_for(scenario, today=TODAY)
    assert errors.value.errors == [
        "admissions[0].from: 2024-06-01 ở tương lai",
        "sessions[0].on: 2024-05-21 ở tương lai",
    ]


def test_plan_for_keeps_to_days_that_have_been():
    year = [{"code": "Y2018", "kind": "year", "from": "2024-01-01", "to": "2024-12-31"}]
    scenario = small(
        periods=year, members=[], targets=[], recognitions=[], sessions=[],
        admissions=[{"unit": "A", "count": 12, "from": "2024-01-02", "to": "2024-12-31"}],
        expect=[{"unit": "A", "period": "Y2018", "as_of": "2024-12-31", "admitted": 12}],
    )  # fmt: skip
    plan = run.plan_for(scenario, today=TODAY)
    assert max(day for one in plan.people for day in one.days.values()) <= TODAY
    assert sum("ceremony" in one.days for one in plan.people) == 12


def test_targets_without_a_paper_are_of_the_periods_first_day():
    load(small(admissions=[], recognitions=[], sources=[], stopped=[], sessions=[], expect=[]))
    rows = Target.objects.order_by("by").values_list("by", "decided_on", "decision")
    first = date(2018, 1, 1)
    assert list(rows) == [("assigned", first, "02-TB/HU"), ("registered", first, "Không rõ số")]


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "name"),
    [
        ("year", date(2021, 1, 1), date(2021, 12, 31), "Năm 2021"),
        ("year", date(2021, 7, 1), date(2022, 6, 30), "Năm từ 01/07/2021 đến 30/06/2022"),
        ("half", date(2022, 1, 1), date(2022, 6, 30), "6 tháng đầu năm 2022"),
        ("half", date(2022, 7, 1), date(2022, 12, 31), "6 tháng cuối năm 2022"),
        ("quarter", date(2022, 1, 1), date(2022, 3, 31), "Quý I năm 2022"),
        ("quarter", date(2022, 10, 1), date(2022, 12, 31), "Quý IV năm 2022"),
        ("quarter", date(2022, 2, 1), date(2022, 4, 30), "Quý từ 01/02/2022 đến 30/04/2022"),
        ("month", date(2024, 2, 1), date(2024, 2, 29), "Tháng 2 năm 2024"),
        ("month", date(2024, 2, 1), date(2024, 2, 28), "Tháng từ 01/02/2024 đến 28/02/2024"),
        ("term", date(2020, 8, 1), date(2025, 7, 31), "Nhiệm kỳ 2020-2025"),
        ("plan", date(2023, 1, 1), date(2025, 7, 31), "Giai đoạn 2023-2025"),
    ],
)
def test_periods_are_called_as_people_call_them(kind, starts, ends, name):
    assert period_name(kind, starts, ends) == name


def test_check_names_the_figure_that_differs():
    expected = {"admitted": 4, "by": "assigned", "percent": "50,00"}
    scenario = small(
        admissions=[{"unit": "A", "count": 3, **YEAR}], recognitions=[], sources=[], sessions=[], stopped=[],
        expect=[{"unit": "A", "period": "Y2018", "as_of": "2018-12-31", **expected}],
    )  # fmt: skip
    load(scenario)
    [row] = expectations.check(scenario)
    assert (row.path, row.ok, row.figures) == (
        "expect[0]",
        False,
        {"admitted": (4, 3), "percent": ("50,00", "50,00")},
    )
