"""Counts of branches: the pool of any past day is what the journal says of that day."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from admission.counting import own_counts
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import Shelf
from tests.world import START

pytestmark = pytest.mark.sqlite_too
DAY = timedelta(1)
S = State


@pytest.fixture
def shelf(db):
    return Shelf(())


def replayed(day):
    """{unit: Counter} of the open files as the journal, read in order up to that day, leaves them."""
    where = {}
    for entry in Entry.objects.filter(subject__startswith="candidate:", on__lte=day).order_by("seq"):
        where[entry.subject] = (entry.unit_id, entry.body["target"])
    counts = {}
    for unit_id, state in where.values():
        if state in ADMISSION_LADDER or state in RECOGNITION_LADDER:
            ladder = "probation" if state in RECOGNITION_LADDER else "pool"
            counts.setdefault(unit_id, Counter())[f"{ladder}:{state}"] += 1
    return counts


def pool_at(day):
    counts = own_counts(day, day)
    pools = {
        unit: Counter({m: n for m, n in own.items() if m.startswith(("pool:", "probation:"))})
        for unit, own in counts.items()
    }
    return {unit: pool for unit, pool in pools.items() if pool}


def test_pool_of_any_past_day_equals_a_replay_of_the_journal(shelf):
    w, dice = shelf.w, random.Random(7)
    for branch in (w.branch, w.section_branch, w.base_branch):
        for state in (S.NURTURED, S.BRANCH_PROPOSED, S.DECIDED, S.PROBATIONARY):
            w.climb(w.file(branch, on=START + dice.randrange(60) * DAY), to=state, step=dice.randrange(1, 12))
    shelf.act(w.climb(w.file(), to=S.SUBMITTED), "return_to_branch", "board")
    shelf.act(w.climb(w.file(), to=S.CERTIFIED), "stop", "secretary")
    shelf.act(w.climb(w.file(), to=S.PROBATIONARY), "strike_off", "board")
    for day in (START + n * DAY for n in range(-1, 220, 3)):
        assert pool_at(day) == replayed(day), day


def test_files_of_one_day_stand_at_its_end_where_the_last_act_left_them(shelf):
    file = shelf.w.file()
    for name in ("assign_helper", "take_application"):
        file = shelf.act(file, name, "secretary", START).file
    assert pool_at(START)[file.unit_id] == Counter({"pool:dossier": 1})
    assert pool_at(START - DAY) == {}


@pytest.fixture
def admitted(shelf):
    return shelf.w.climb(shelf.w.file(), to=S.PROBATIONARY)


@pytest.mark.parametrize(
    ("starts", "ends", "count"),
    [(0, 0, 1), (-9, 0, 1), (0, 9, 1), (-9, -1, 0), (1, 9, 0)],
    ids=["the-day", "ends-with-it", "begins-with-it", "ends-before", "begins-after"],
)
@pytest.mark.parametrize(("by", "column"), [("ceremony", "ceremony_on"), ("decision", "decided_on")])
def test_admission_counts_on_the_day_that_the_installation_counts_by(
    admitted, settings, by, column, starts, ends, count
):
    settings.COUNT_ADMITTED_BY = by
    day = getattr(admitted, column)
    own = own_counts(day + starts * DAY, day + ends * DAY).get(admitted.unit_id, Counter())
    assert own["admitted"] == count


def test_groups_are_those_of_the_day_of_admission(shelf):
    w = shelf.w
    file = w.climb(
        w.file(born_on=date(1994, 3, 25), ethnicity="tay", trade_union_on=date(2024, 3, 26)), to=S.DECIDED
    )
    file = w.act(file, "ceremony", date(2024, 3, 25))
    own = own_counts(file.ceremony_on, file.ceremony_on)[file.unit_id]
    groups = {measure.partition(":")[2] for measure in own if measure.startswith("group:")}
    assert groups == {
        "female", "youth_union", "ethnic_minority", "worker", "age_18_30", "edu_upper_secondary",
    }  # fmt: skip


def test_only_the_branches_asked_for_are_counted(shelf):
    w = shelf.w
    w.file(w.branch)
    assert own_counts(START, START).keys() == {w.branch.pk, w.base_branch.pk}  # where the stranger has a file
    assert own_counts(START, START, [w.branch.pk]) == {w.branch.pk: Counter({"pool:source": 1})}
    assert own_counts(START, START, []) == {}


def test_stop_counts_in_the_span_in_which_it_was_made_and_while_it_lasts(shelf):
    file = shelf.act(shelf.w.file(), "stop", "secretary", START + DAY, reason="age").file
    file = shelf.act(file, "resume", "secretary", START + 5 * DAY).file
    seen = {n: own_counts(START, START + n * DAY)[file.unit_id]["stopped:age"] for n in (0, 1, 4, 5)}
    assert seen == {0: 0, 1: 1, 4: 1, 5: 0}
    assert own_counts(START + 2 * DAY, START + 4 * DAY).get(file.unit_id, Counter())["stopped:age"] == 0
