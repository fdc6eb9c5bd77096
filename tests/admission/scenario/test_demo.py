"""The demo world: files at every step in these days, and users who can sign in."""

import json
import stat
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from admission import rollups
from admission.models import Candidate
from admission.reports.build import build
from admission.scenario import demo, demo_users
from admission.scenario.demo_people import HOME
from admission.states import ADMISSION_LADDER
from partytrack.errors import Refused
from partytrack.journal.models import Head
from tests.world import make_unit
from units.models import Kind, Period, Unit, User

HOME_BRANCH = f"{demo.MAIN}/{HOME}"
MAIN_FILE = demo.DATA / f"{demo.MAIN}.yaml"


@pytest.fixture
def passwords(tmp_path, settings):
    """The file of passwords, in a folder of the test's own."""
    settings.VAR = tmp_path
    beside = Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else tmp_path
    yield beside / "demo-users.json"
    (beside / "demo-users.json").unlink(missing_ok=True)


def prepare():
    """All five committees on PostgreSQL; on SQLite the one that the demo shows."""
    everything = connection.vendor == "postgresql"
    return demo.prepare(everything=everything, today=timezone.localdate(), progress=lambda done, total: None)


def everything():
    rows = {model._meta.label: model.objects.count() for model in apps.get_models()}
    return rows, Head.objects.values_list("seq", "hash").get()


@pytest.mark.sqlite_too
@pytest.mark.timeout(1500)
@pytest.mark.django_db(transaction=True)  # batches are committed, as they are outside of tests
def test_demo_is_prepared_once_and_keeps_its_passwords(passwords, capsys):
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
    _scenarios_are_exact(capsys)
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


def _scenarios_are_exact(capsys):
    """Every figure that a file of a committee expects, by the loader's comparison and read from the printed report."""
    files = sorted(demo.DATA.glob("*.yaml")) if connection.vendor == "postgresql" else [MAIN_FILE]
    capsys.readouterr()
    call_command("load_scenario", *map(str, files), json=True)
    loaded = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["unchanged"] for one in loaded] == [True] * len(files)
    assert {row["ok"] for one in loaded for row in one["expect"]} == {True}
    for file in files:
        document = yaml.safe_load(file.read_text("utf-8"))
        for row in document["expect"]:
            _compare(row, _printed(document["scenario"], row, capsys))


def _printed(slug, row, capsys):
    call_command(
        "quota_report", f"{slug}/{row['unit']}", period=f"{slug}/{row['period']}", as_of=str(row["as_of"])
    )
    return json.loads(capsys.readouterr().out)


def _compare(row, report):
    """What the file expects against what the command prints, read independently of the loader's own comparison."""
    targets = {line["by"]: line for line in report["targets"]}
    bases = {line["basis"]: line for line in report["members"]}
    printed = {
        "admitted": report["admitted"], "recognised": report["recognised"],
        "target": targets.get(row.get("by"), {}).get("value"), "percent": targets.get(row.get("by"), {}).get("percent"),
        "count": report["groups"].get(row.get("group"), {}).get("count"),
        "share": report["groups"].get(row.get("group"), {}).get("share"),
        "members": bases.get(row.get("basis"), {}).get("total"), "rate": bases.get(row.get("basis"), {}).get("rate"),
    }  # fmt: skip
    stated = {key: value for key, value in row.items() if key in printed}
    assert {key: printed[key] for key in stated} == stated


def _lost_passwords_are_drawn_anew(passwords, first):
    passwords.unlink()
    second = prepare()
    assert not {one.password for one in first} & {one.password for one in second}
    assert all(User.objects.get(username=one.username).check_password(one.password) for one in second)


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
