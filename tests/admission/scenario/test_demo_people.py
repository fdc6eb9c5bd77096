"""The invented files of the demo: one at every step, on whatever day it is prepared."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction

from admission.models import Candidate, Session
from admission.routes import usual_step
from admission.scenario import demo, ground
from admission.scenario.carry_out import carry_out
from admission.scenario.demo_people import HOME, demo_plan, with_section
from admission.scenario.expand import expand
from admission.scenario.schema import read
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State

HOME_BRANCH = f"{demo.MAIN}/{HOME}"


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    """The units and accounts of the demo, for tests that let people of their own go through them."""
    with django_db_blocker.unblock(), transaction.atomic():
        tree = with_section(expand(main_scenario()))
        yield tree, ground.lay(main_scenario(), tree)
        transaction.set_rollback(True)


def main_scenario():
    return read((demo.DATA / f"{demo.MAIN}.yaml").read_text("utf-8"), name=demo.MAIN)


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2024, 2, 29)])
def test_demo_people_stand_at_every_step(today, laid):
    tree, stand = laid
    plan = demo_plan(tree, today)
    carry_out(demo.SLUG, plan.people, plan.sessions, stand)
    states = Counter(Candidate.objects.values_list("state", flat=True))
    assert set(ADMISSION_LADDER + RECOGNITION_LADDER) - set(states) == set()
    assert {State.FULL, State.STOPPED, State.REFUSED, State.MOVED_AWAY, State.STRUCK_OFF} < set(states)
    at_home = Candidate.objects.filter(unit__code=HOME_BRANCH)
    acted_on = {file.state for file in at_home if usual_step(file.state, file.route)[1] == "branch"}
    assert acted_on == {"source", "nurtured", "dossier", "certified", "decided", "probationary"}
    assert {file.remark != "" for file in at_home.filter(state="dossier")} == {True, False}
    [coming] = Session.objects.filter(status="planned")
    assert coming.held_on > today
    assert sorted(item.candidate.state for item in coming.items.all()) == [
        "on_agenda", "on_agenda", "recognition_on_agenda",
    ]  # fmt: skip
    assert Session.objects.filter(status="released", held_on__gte=today).count() == 0


@pytest.mark.parametrize("days", range(0, 800, 7))
def test_demo_plan_keeps_to_days_that_have_been(days):
    today = date(2024, 1, 1) + timedelta(days)
    tree = with_section(expand(main_scenario()))
    plan = demo_plan(tree, today)
    assert plan == demo_plan(tree, today)
    assert max(day for one in plan.people for day in one.days.values()) <= today
    assert 40 <= len(plan.people) <= 70
    assert len({one.citizen_id for one in plan.people}) == len(plan.people)
