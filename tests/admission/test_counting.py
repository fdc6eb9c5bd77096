"""Counts of branches: the pool of any past day is what the journal says of that day."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from admission import counting
from admission.measures import pack, unpack
from admission.models import Candidate
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import Shelf
from tests.world import START, make_user
from units.models import Role

pytestmark = pytest.mark.sqlite_too
DAY = timedelta(1)
S = State


@pytest.fixture
def shelf(db):
    return Shelf(())


def own_counts(starts, as_of):
    """{branch: Counter}; the count of all branches and that of a list of them agree."""
    span = (starts, as_of)
    packed = counting.own_counts(*span)
    branches = Candidate.objects.values_list("unit_id", flat=True).distinct().order_by("unit_id")
    here = counting.own_counts_of([*branches, *packed], {span, (starts, as_of + DAY)})[span]
    assert {unit: own for unit, own in here.items() if own} == packed
    return defaultdict(Counter, {unit: unpack(own) for unit, own in packed.items()})


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


def transfer(shelf, file, to, on=None):
    """The file, offered to another branch and taken on a day: a week on, unless told."""
    file = shelf.act(
        file, "offer_transfer", "secretary" if file.route.committee is None else "officer", on, to_unit=to
    )
    receiver = shelf.w.actor_of("receive")
    if file.entry.actor == receiver:
        receiver = make_user(Role.BRANCH_SECRETARY, to)
    return shelf.act(file.file, "receive", receiver, on).file


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
    shelf.act(shelf.ready(w.climb(w.file(), to=S.PROBATIONARY), "strike_off"), "strike_off", "board")
    transfer(shelf, w.climb(w.file(), to=S.SUBMITTED), w.base_branch)
    transfer(shelf, w.climb(w.file(), to=S.PROBATIONARY), w.section_branch)
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


def test_all_facts_of_a_count_are_read_at_one_moment(admitted, django_assert_num_queries):
    """One statement: nobody is at two steps, or at none, because of what is done meanwhile."""
    span = (START, admitted.ceremony_on)
    with django_assert_num_queries(1):
        counting.own_counts(*span)
    with django_assert_num_queries(1):
        counting.own_counts_of([admitted.unit_id], {span, (START, START)})


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
    span = (START, START)
    assert counting.own_counts_of([w.branch.pk], {span}) == {span: {w.branch.pk: pack({"pool:source": 1})}}


def test_stop_counts_in_the_span_in_which_it_was_made_and_while_it_lasts(shelf):
    file = shelf.act(shelf.w.file(), "stop", "secretary", START + DAY, reason="age").file
    file = shelf.act(file, "resume", "secretary", START + 5 * DAY).file
    seen = {n: own_counts(START, START + n * DAY)[file.unit_id]["stopped:age"] for n in (0, 1, 4, 5)}
    assert seen == {0: 0, 1: 1, 4: 1, 5: 0}
    assert own_counts(START + 2 * DAY, START + 4 * DAY).get(file.unit_id, Counter())["stopped:age"] == 0


@pytest.mark.parametrize("by", ["ceremony", "decision"])
def test_figures_of_an_act_stay_with_the_branch_where_it_was_done(shelf, settings, by):
    """An admission, a recognition, a removal and an exit, each before or after the file moves."""
    settings.COUNT_ADMITTED_BY = by
    w = shelf.w
    moved = transfer(shelf, w.climb(w.file(), to=S.PROBATIONARY), w.section_branch)
    ends = {
        "recognised": w.climb(moved, to=S.FULL),
        "struck_off": _ended(shelf, "strike_off"),
        "resigned": _ended(shelf, "resign"),
    }
    counts = own_counts(START, START + 900 * DAY)
    assert (counts[w.branch.pk]["admitted"], counts[w.section_branch.pk]["admitted"]) == (3, 0)
    for measure in ends:
        assert (counts[w.branch.pk][measure], counts[w.section_branch.pk][measure]) == (0, 1), measure


def _ended(shelf, act):
    file = transfer(shelf, shelf.w.climb(shelf.w.file(), to=S.PROBATIONARY), shelf.w.section_branch)
    return shelf.act(shelf.ready(file, act), act, "board").file


def test_file_that_moves_on_the_day_of_its_ceremony_is_admitted_once(shelf):
    w = shelf.w
    file = w.climb(w.file(), to=S.PROBATIONARY)
    transfer(shelf, file, w.section_branch, file.ceremony_on)
    counts = own_counts(START, file.ceremony_on)
    assert (counts[w.branch.pk]["admitted"], counts[w.section_branch.pk]["admitted"]) == (1, 0)
    assert counts[w.section_branch.pk][f"probation:{S.PROBATIONARY}"] == 1


@pytest.mark.parametrize("seed", range(2))
def test_transfers_lose_and_double_nobody_and_leave_earlier_days_as_they_were(shelf, seed):
    w, dice = shelf.w, random.Random(seed)
    branches = [w.branch, w.section_branch, w.base_branch]
    for state in (S.NURTURED, S.BRANCH_PROPOSED, S.SUBMITTED, S.DECIDED, S.PROBATIONARY, S.PROBATIONARY):
        w.climb(w.file(dice.choice(branches), on=START + dice.randrange(30) * DAY), to=state)
    last = max(Candidate.objects.values_list("since", flat=True))
    before = {day: own_counts(START, day) for day in (last - 30 * DAY, last)}
    own = before[last]
    for file in Candidate.objects.order_by("pk"):
        for step in range(1, dice.randrange(1, 4)):
            to = dice.choice([branch for branch in branches if branch != file.unit])
            file = transfer(shelf, file, to, last + step * DAY)
    assert {day: own_counts(START, day) for day in before} == before
    after = own_counts(START, last + 9 * DAY)
    assert _sum(after, "admitted") == _sum(own, "admitted") == 2
    assert _sum(after, "pool:", "probation:") == _sum(own, "pool:", "probation:")


def _sum(counts, *prefixes):
    return sum(n for own in counts.values() for measure, n in own.items() if measure.startswith(prefixes))
