"""The demo world: files at every step in these days, and users who can sign in."""

import json
import stat
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from admission import rollups
from admission.models import Candidate, Session
from admission.reports.build import build
from admission.routes import usual_step
from admission.scenario import demo, demo_users, ground
from admission.scenario.carry_out import carry_out
from admission.scenario.demo_people import HOME, demo_plan, with_section
from admission.scenario.expand import expand
from admission.scenario.schema import read
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State
from partytrack.errors import Refused
from partytrack.journal.models import Head
from tests.world import make_unit
from units.models import Kind, Period, Unit, User

HOME_BRANCH = f"{demo.MAIN}/{HOME}"


@pytest.fixture
def passwords(tmp_path, settings):
    """The file of passwords, in a folder of the test's own."""
    settings.VAR = tmp_path
    beside = Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else tmp_path
    yield beside / "demo-users.json"
    (beside / "demo-users.json").unlink(missing_ok=True)


def main_scenario():
    return read((demo.DATA / f"{demo.MAIN}.yaml").read_text("utf-8"), name=demo.MAIN)


def prepare():
    return demo.prepare(everything=False, today=timezone.localdate(), progress=lambda done, total: None)


def everything():
    rows = {model._meta.label: model.objects.count() for model in apps.get_models()}
    return rows, Head.objects.values_list("seq", "hash").get()


@pytest.mark.sqlite_too
@pytest.mark.django_db(transaction=True)  # batches are committed, as they are outside of tests
def test_demo_is_prepared_once_and_keeps_its_passwords(passwords):
    first = prepare()
    before = everything()
    assert prepare() == first
    assert everything() == before
    assert [(one.username, one.role, one.unit.code.partition("/")[2]) for one in first] == [
        ("bithu", "branch_secretary", "GR-CB-1"), ("danguy", "committee_officer", "GR"),
        ("bantochuc", "board_officer", "XL"), ("thuky", "recorder", "XL"), ("kiemtra", "auditor", "XL"),
        ("quantri", "unit_admin", "XL"), ("tochuctinh", "board_officer", "DN"),
    ]  # fmt: skip
    assert all(User.objects.get(username=one.username).check_password(one.password) for one in first)
    assert min(len(one.password) for one in first) >= 12
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    assert json.loads(passwords.read_text("utf-8")) == {one.username: one.password for one in first}
    _figures_are_exact()
    _lost_passwords_are_drawn_anew(passwords, first)


def _figures_are_exact():
    assert rollups.verify() == []
    district = Unit.objects.get(code=f"{demo.MAIN}/XL")
    then = build(district, Period.objects.get(code=f"{demo.MAIN}/Y2021"), as_of=date(2021, 11, 30))
    assert (then.admitted, then.main_target.percent) == (137, "114,17")
    assert (
        Candidate.objects.filter(unit__code=HOME_BRANCH, state="probationary", ceremony_on__year=2021).count()
        == 0
    )
    now = build(district, Period.objects.get(code=f"N{timezone.localdate().year}"))
    assert now.main_target.value == 16
    assert set(ADMISSION_LADDER) - set(now.pool) == set()


def _lost_passwords_are_drawn_anew(passwords, first):
    passwords.unlink()
    second = prepare()
    assert not {one.password for one in first} & {one.password for one in second}
    assert all(User.objects.get(username=one.username).check_password(one.password) for one in second)


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2024, 2, 29)])
def test_demo_people_stand_at_every_step(today):
    scenario = main_scenario()
    tree = with_section(expand(scenario))
    stand = ground.lay(scenario, tree)
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


@pytest.mark.django_db
def test_demo_refuses_a_database_with_anything_else(passwords):
    make_unit("Đảng bộ huyện thật", Kind.SUPERIOR)
    with pytest.raises(Refused) as refused:
        prepare()
    assert str(refused.value) == "Cơ sở dữ liệu này có dữ liệu thật."
    assert User.objects.count() == 0
    assert not passwords.exists()


def test_invented_passwords_are_long_and_different():
    made = {demo_users.invented() for _ in range(200)}
    assert len(made) == 200
    assert min(map(len, made)) >= 12
