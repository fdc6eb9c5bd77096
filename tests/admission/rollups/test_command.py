"""manage.py rollup"""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from admission.measures import ONE, to_bytes
from admission.models import CountedPeriod, Opening, Rollup, Standing
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Cursor
from tests.admission.rollups.rows import check_all, inject, total

pytestmark = pytest.mark.sqlite_too


def command(*arguments):
    """(exit code, what it printed as JSON)"""
    said = StringIO()
    try:
        call_command("rollup", "--json", *arguments, stdout=said)
    except SystemExit as exit_:
        return exit_.code, json.loads(said.getvalue())
    return 0, json.loads(said.getvalue())


def test_command_verifies_repairs_and_rebuilds(counted_world, periods):
    assert command("--verify") == (0, {"differences": [], "repaired": False})
    inject(counted_world.commune, periods["N2024"])
    difference = {
        "unit": counted_world.commune.code, "period": "N2024", "measure": "admitted", "stored": 5, "counted": 1,
    }  # fmt: skip
    assert command("--verify") == (1, {"differences": [difference], "repaired": False})
    assert command("--verify", "--period", "NK") == (0, {"differences": [], "repaired": False})
    assert command("--verify", "--period", "N2024")[0] == 1
    assert command() == (0, {"differences": [difference], "repaired": True})
    assert command("--verify")[0] == 0
    Rollup.objects.filter(period=periods["NK"]).update(total=to_bytes(99 * ONE["admitted"]))
    assert command("--rebuild", "--period", "NK") == (0, {"differences": [], "repaired": True})
    check_all(periods)
    Rollup.objects.all().delete()
    assert command("--rebuild")[0] == 0
    check_all(periods)


def test_command_starts_afresh_where_nothing_is_stored(counted_world, periods):
    """After an upgrade of a filled database: everything is counted once, and the old journal is not folded in."""
    for model in (Rollup, CountedPeriod, Opening):
        model.objects.all().delete()
    Cursor.objects.all().delete()
    Standing.objects.update(marks=None)
    with CaptureQueriesContext(connection) as ran:
        assert command() == (0, {"differences": [], "repaired": True})
    statements = [query["sql"] for query in ran.captured_queries]
    assert [sql for sql in statements if sql.startswith('SELECT "journal_entry"')] == []
    assert dispatch() == 0
    assert total(counted_world.district, periods["N2024"], "group:female") == 1
    check_all(periods)


def test_command_says_what_it_found(counted_world, periods):
    said = StringIO()
    inject(counted_world.commune, periods["N2024"])
    with pytest.raises(SystemExit):
        call_command("rollup", "--verify", stdout=said)
    assert said.getvalue().splitlines() == [
        f"{counted_world.commune.code} N2024 admitted: lưu 5, đếm được 1", "1 khác biệt.",
    ]  # fmt: skip


def test_command_knows_its_periods(counted_world, periods):
    with pytest.raises(CommandError, match="N1999"):
        command("--period", "N1999")
    assert command("--verify", "--period", "N2099") == (0, {"differences": [], "repaired": False})
