"""Stored figures: folding entries in, counting anew, naming and repairing drift."""

import json
import random
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from admission import rollups, second_count, tasks
from admission.domain import session as sessions
from admission.folding import parents_at
from admission.measures import ONE, from_bytes, to_bytes
from admission.models import CountedPeriod, Opening, Rollup, Standing
from admission.states import State
from partytrack.journal.dispatch import dispatch, paused
from partytrack.journal.models import Cursor, Entry
from tests.admission.domain.shelf import Shelf
from units import hierarchy
from units.models import Kind, Period

pytestmark = pytest.mark.sqlite_too
DAY = timedelta(1)
S = State


@pytest.fixture
def periods(db):
    spans = {
        "N2024": (date(2024, 1, 1), date(2024, 12, 31)),
        "Q1-2024": (date(2024, 1, 1), date(2024, 3, 31)),
        "T02-2024": (date(2024, 2, 1), date(2024, 2, 29)),
        "NK": (date(2020, 1, 1), date(2030, 12, 31)),
        "N2099": (date(2099, 1, 1), date(2099, 12, 31)),
    }
    return {
        code: Period.objects.create(code=code, kind="year", name=code, starts=starts, ends=ends)
        for code, (starts, ends) in spans.items()
    }


@pytest.fixture
def shelf(db):
    return Shelf(())


def stored(period):
    own = rollups.stored_own(period)
    return {unit: (own[unit], total) for unit, total in rollups.stored(period).items()}


def check_sums(period, day):
    """Each unit's total is its own figures and the totals of the units right below."""
    parents, rows = parents_at(day), stored(period)
    assert rows.keys() == parents.keys()
    for unit, (own, total) in rows.items():
        below = [rows[child][1] for child, above in parents.items() if above == unit]
        assert total == sum(below, start=own)


def check_all(periods):
    """What is stored of each period is what a count of the facts gives."""
    today = timezone.localdate()
    for period in periods.values():
        if period.starts <= today:
            day = min(today, period.ends)
            assert rollups.stored(period) == rollups.totals_at(period, day), period.code
            check_sums(period, day)
        else:
            assert stored(period) == {}
    assert rollups.verify() == []


def total(unit, period, measure):
    return rollups.stored(period, [unit.pk])[unit.pk][measure]


def test_admission_counts_in_every_period_that_contains_its_day(shelf, periods):
    w = shelf.w
    file = w.climb(w.file(), to=S.PROBATIONARY)
    dispatch()
    assert file.ceremony_on == date(2024, 3, 25)
    admitted = {
        code: total(w.district, period, "admitted") for code, period in periods.items() if code != "N2099"
    }
    assert admitted == {"N2024": 1, "Q1-2024": 1, "T02-2024": 0, "NK": 1}
    for unit in (w.district, w.commune, w.branch):
        assert total(unit, periods["N2024"], "group:female") == 1
    assert total(w.base_branch, periods["N2024"], "admitted") == 0
    assert total(w.district, periods["T02-2024"], f"pool:{S.SUBMITTED}") == 1
    assert total(w.district, periods["NK"], f"probation:{S.PROBATIONARY}") == 1
    check_all(periods)


def test_admission_may_count_from_the_decision(shelf, periods, settings):
    settings.COUNT_ADMITTED_BY = "decision"
    w = shelf.w
    file = w.climb(w.file(), to=S.DECIDED)
    dispatch()
    assert total(w.district, periods["N2024"], "admitted") == 1
    w.climb(file, to=S.PROBATIONARY)
    dispatch()
    assert total(w.district, periods["N2024"], "admitted") == 1
    check_all(periods)


def test_recognised_struck_off_and_stopped_are_counted(shelf, periods):
    w = shelf.w
    recognised = w.climb(w.file(), to=S.FULL)
    shelf.act(shelf.ready(w.climb(w.file(), to=S.PROBATIONARY), "strike_off"), "strike_off", "board")
    shelf.act(w.climb(w.file(), to=S.PROBATIONARY), "resign", "board")
    for reason in ("age", "age", "withdrew"):
        shelf.act(w.file(), "stop", "secretary", reason=reason)
    dispatch()
    assert recognised.recognised_on.year == 2025
    term = rollups.stored(periods["NK"], [w.district.pk])[w.district.pk]
    assert {measure: n for measure, n in term.items() if ":" not in measure or "stopped" in measure} == {
        "admitted": 3, "recognised": 1, "recognised_on_time": 1, "struck_off": 1, "resigned": 1, "stopped:age": 2,
        "stopped:withdrew": 1,
    }  # fmt: skip
    assert total(w.district, periods["N2024"], "recognised") == 0
    check_all(periods)


def test_reason_of_a_stop_stays_with_its_day_when_the_file_is_resumed(shelf, periods):
    """A past period keeps its figures whatever happens to the file later."""
    w = shelf.w
    file = shelf.act(w.file(), "stop", "secretary", date(2024, 2, 10), reason="age").file
    dispatch()
    assert total(w.district, periods["T02-2024"], "stopped:age") == 1
    file = shelf.act(file, "resume", "secretary", date(2024, 5, 5)).file
    shelf.act(file, "stop", "secretary", date(2024, 6, 6), reason="withdrew")
    dispatch()
    assert total(w.district, periods["T02-2024"], "stopped:age") == 1
    assert total(w.district, periods["N2024"], "stopped:withdrew") == 1
    assert total(w.district, periods["N2024"], "stopped:age") == 0
    check_all(periods)


def test_admissions_of_a_closed_unit_stay_with_the_unit_above(shelf, periods):
    w = shelf.w
    branch = hierarchy.create_unit(
        code="B9", name="Chi bộ Ngân hàng", kind=Kind.BASE_BRANCH, parent=w.district, on=date(2020, 1, 1)
    )
    w.climb(w.file(branch), to=S.FULL)
    hierarchy.close_unit(branch, on=date(2026, 1, 1), decision="9-QĐ/HU", actor=w.admin)
    dispatch()
    term = periods["NK"]
    assert not Rollup.objects.filter(unit=branch, period=term).exists()
    assert rollups.stored_own(periods["N2024"], [branch.pk])[branch.pk]["admitted"] == 1
    assert total(w.district, term, "admitted") == 1
    sessions.plan_session(actor=w.board, unit=w.district, held_on=date(2026, 2, 2), signer="Phạm Văn Đức")
    dispatch()
    assert total(w.district, term, "admitted") == 1
    check_all(periods)


def test_figures_follow_a_unit_that_moves(shelf, periods):
    w = shelf.w
    other = hierarchy.create_unit(
        code="C2",
        name="Đảng bộ xã Xuân Bắc",
        kind=Kind.BASE_COMMITTEE,
        parent=w.district,
        on=date(2020, 1, 1),
    )
    w.climb(w.file(), to=S.PROBATIONARY)
    dispatch()
    hierarchy.move_unit(w.branch, parent=other, on=date(2025, 7, 1), decision="7-QĐ/TU", actor=w.admin)
    dispatch()
    term, year = periods["NK"], periods["N2024"]
    assert [total(unit, term, "admitted") for unit in (w.district, w.commune, other)] == [1, 0, 1]
    assert [total(unit, year, "admitted") for unit in (w.district, w.commune, other)] == [1, 1, 0]
    check_all(periods)


def test_act_that_is_recorded_late_reaches_the_period_of_its_day(shelf, periods):
    w = shelf.w
    file = w.climb(w.file(), to=S.DECIDED)
    dispatch()
    assert total(w.district, periods["N2024"], "admitted") == 0
    w.act(file, "ceremony", file.since + DAY)
    dispatch()
    assert total(w.district, periods["Q1-2024"], "admitted") == 1
    check_all(periods)


def test_entries_folded_twice_or_in_another_order_change_nothing(shelf, periods):
    w = shelf.w
    for state in (S.PROBATIONARY, S.CERTIFIED, S.ON_AGENDA):
        w.climb(w.file(), to=state)
    shelf.act(w.file(w.base_branch), "stop", "secretary")
    dispatch()
    once = {code: stored(period) for code, period in periods.items()}
    entries = list(Entry.objects.order_by("seq"))
    rollups.fold_entries(entries)
    random.Random(1).shuffle(entries)
    for start in range(0, len(entries), 7):
        rollups.fold_entries(entries[start : start + 7])
    assert {code: stored(period) for code, period in periods.items()} == once
    check_all(periods)


@pytest.fixture
def counted_world(shelf, periods):
    shelf.w.climb(shelf.w.file(), to=S.PROBATIONARY)
    dispatch()
    return shelf.w


def inject(unit, period, part="total", measure="admitted", by=4):
    row = Rollup.objects.get(unit=unit, period=period)
    own, total = (from_bytes(kept) for kept in (row.total if row.own is None else row.own, row.total))
    wrong = {"own": own, "total": total}
    wrong[part] += by * ONE[measure]
    Rollup.objects.filter(unit=unit, period=period).update(**{name: to_bytes(n) for name, n in wrong.items()})


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


def test_cursor_says_up_to_when(counted_world):
    cursor = Cursor.objects.get(name="rollups")
    assert cursor.seq == Entry.objects.latest("seq").seq
    assert timezone.now() - cursor.at < timedelta(minutes=5)
