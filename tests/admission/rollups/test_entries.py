"""Folding entries in."""

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from admission import rollups
from admission.domain import session as sessions
from admission.models import Rollup
from admission.states import State
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Cursor, Entry
from tests.admission.rollups.rows import check_all, stored, total
from units import hierarchy
from units.models import Kind

pytestmark = pytest.mark.sqlite_too
DAY = timedelta(1)
S = State


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


def test_cursor_says_up_to_when(counted_world):
    cursor = Cursor.objects.get(name="rollups")
    assert cursor.seq == Entry.objects.latest("seq").seq
    assert timezone.now() - cursor.at < timedelta(minutes=5)
