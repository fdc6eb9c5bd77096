"""Counting anew, naming and repairing drift."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from admission import rollups, second_count, tasks
from admission.folding import parents_at
from partytrack.journal.dispatch import dispatch, paused
from partytrack.journal.models import Entry
from tests.admission.rollups.rows import check_all, inject, stored, total
from units.models import Period

pytestmark = pytest.mark.sqlite_too


def test_drift_is_named_by_verify_and_repaired_by_recount(counted_world, periods):
    year = periods["N2024"]
    inject(counted_world.commune, year)
    inject(counted_world.branch, year, measure="stopped:age", by=2)
    drift = [
        (counted_world.commune.code, "N2024", "admitted", 5, 1),
        (counted_world.branch.code, "N2024", "stopped:age", 2, 0),
    ]
    assert sorted(rollups.verify()) == sorted(drift)
    assert sorted(rollups.verify([year])) == sorted(drift)
    assert rollups.verify([periods["NK"]]) == []
    assert sorted(rollups.recount()) == sorted(drift)
    check_all(periods)


def test_drift_of_a_branch_s_own_figures_is_named(counted_world, periods):
    """The next act of the branch is folded in as a difference to them."""
    inject(counted_world.branch, periods["N2024"], part="own")
    drift = [(counted_world.branch.code, "N2024", "own:admitted", 5, 1)]
    assert rollups.verify() == drift
    assert rollups.recount() == drift
    check_all(periods)


def test_nightly_recount_repairs_and_journals_what_had_drifted(counted_world, periods, caplog):
    inject(counted_world.commune, periods["N2024"])
    assert tasks.recount() == 1
    entry = Entry.objects.latest("seq")
    figures = [[counted_world.commune.code, "N2024", "admitted", 5, 1]]
    assert (entry.event, entry.subject, entry.body) == (
        "admission.drift_repaired", "rollup", {"count": 1, "figures": figures},
    )  # fmt: skip
    assert len(caplog.records) == 1
    check_all(periods)
    assert tasks.recount() == 0
    assert Entry.objects.latest("seq") == entry


def test_night_names_no_drift_where_somebody_acts_while_it_counts(shelf, counted_world, periods):
    """What is not folded in yet is no drift; elsewhere it is one."""
    w, acted = counted_world, []
    w.file(w.section_branch)
    dispatch()
    inject(w.base_branch, periods["N2024"])

    def meanwhile(execute, sql, params, many, context):
        rows = execute(sql, params, many, context)
        if "admission_rollup" in sql and not acted:
            acted.append(w.file(w.section_branch))
        return rows

    drift = (w.base_branch.code, "N2024", "admitted", 4, 0)
    with paused(), connection.execute_wrapper(meanwhile):
        assert rollups.verify([periods["N2024"]]) == [drift]
    assert drift in second_count.drift(periods["N2024"])
    assert len(second_count.drift(periods["N2024"])) > 1
    dispatch()
    assert rollups.verify() == [drift]


def test_night_names_and_counts_a_period_that_nobody_counted(counted_world, periods):
    half = Period.objects.create(
        code="6T1-2024", kind="half", name="6 tháng", starts=date(2024, 1, 1), ends=date(2024, 6, 30)
    )
    Period.objects.create(
        code="N-moi", kind="year", name="Năm mới", starts=timezone.localdate(), ends=date(2099, 12, 31)
    )
    units = len(parents_at(half.ends))
    never = [(unit.code, "6T1-2024", "units", 0, units) for unit in (counted_world.district,)]
    assert rollups.verify() == never
    assert tasks.recount() == len(never)
    assert total(counted_world.district, half, "admitted") == 1
    assert rollups.verify() == []


def test_period_that_has_not_begun_has_no_figures(counted_world, periods):
    assert rollups.recount([periods["N2099"]]) == []
    assert rollups.verify([periods["N2099"]]) == []
    assert stored(periods["N2099"]) == {}


def test_period_entered_later_is_filled_by_the_recount(counted_world, periods):
    half = Period.objects.create(
        code="6T1-2024", kind="half", name="6 tháng", starts=date(2024, 1, 1), ends=date(2024, 6, 30)
    )
    assert rollups.recount() == []
    assert total(counted_world.district, half, "admitted") == 1
    check_all(periods | {"6T1-2024": half})
