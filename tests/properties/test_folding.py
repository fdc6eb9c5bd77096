"""Whatever is done in whatever order, told in any batches, twice and shuffled: what is folded in is what a full count
of the facts gives, and what the second count gives."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admission import rollups, second_count
from admission.folding import parents_at
from admission.models import Candidate
from admission.states import State as S
from partytrack.errors import Refused
from partytrack.journal.dispatch import paused
from partytrack.journal.models import Entry
from tests.admission.domain.shelf import Shelf
from tests.admission.test_counting import transfer
from tests.world import START
from units import hierarchy
from units.models import Kind, Period, Unit

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]
TODAY = date(2026, 6, 30)
SPANS = {
    "N2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "T03-2024": (date(2024, 3, 1), date(2024, 3, 31)),
    "NK": (date(2020, 1, 1), date(2030, 12, 31)),
}
DEEDS = ["step"] * 6 + ["correct"] * 3 + ["transfer", "stop", "resume", "move", "open", "close"]
deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 99), st.integers(0, 40)), min_size=2, max_size=6
)


@pytest.fixture
def shelf(db):
    with paused():
        yield Shelf([S.SOURCE, S.CERTIFIED, S.SUBMITTED, S.ON_AGENDA, S.DECIDED, S.PROBATIONARY, S.STOPPED])


@pytest.fixture
def periods(shelf):
    """Counted once, with the files of the shelf."""
    made = [
        Period.objects.create(code=code, kind="plan", name=code, starts=starts, ends=ends)
        for code, (starts, ends) in SPANS.items()
    ]
    rollups.recount(today=TODAY)
    return made


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=deeds, dice=st.randoms(use_true_random=False))
def test_what_is_folded_in_is_what_a_recount_gives(shelf, periods, deeds, dice):
    with transaction.atomic():
        seen = Entry.objects.latest("seq").seq
        _do(shelf, deeds, dice)
        entries = list(Entry.objects.filter(seq__gt=seen).order_by("seq"))
        _fold_in(entries, dice)
        for period in periods:
            _check(period)
        if dice.random() < 0.3:  # slow
            assert second_count.drift(dice.choice(periods)) == []
        transaction.set_rollback(True)  # nothing of an example stays


def _do(shelf, deeds, dice):
    for number, (deed, which, days) in enumerate(deeds):
        now = Candidate.objects.in_bulk([file.pk for file in shelf.files.values()])
        shelf.files = {state: now[file.pk] for state, file in shelf.files.items()}
        with suppress(Refused), transaction.atomic():
            DO[deed](shelf, list(shelf.files.values()), which, days, number)


def _step(shelf, files, which, days, number):
    file = files[which % len(files)]
    if file.state not in (S.STOPPED, S.FULL):
        shelf.w._next(file, file.since + timedelta(days))


def _transfer(shelf, files, which, days, number):
    file = files[which % len(files)]
    to = next(unit for unit in (shelf.w.base_branch, shelf.w.section_branch) if unit != file.unit)
    transfer(shelf, file, to, file.since + timedelta(days))


def _correct(shelf, files, which, days, number):
    """The person's data, while a file is collected and once the person is admitted."""
    file = files[which % len(files)]
    act = ("edit_person", "secretary") if file.is_collecting else ("correct_person", "board")
    shelf.act(file, *act, sex=("male", "female")[days % 2], ethnicity=("tay", "kinh")[which % 2])


def _stop(shelf, files, which, days, number):
    reason = ("age", "withdrew", "other")[which % 3]
    shelf.act(files[which % len(files)], "stop", "secretary", reason=reason)


def _resume(shelf, files, which, days, number):
    shelf.act(shelf.file(S.STOPPED), "resume", "secretary")


def _move(shelf, files, which, days, number):
    branch = Unit.objects.get(pk=shelf.w.branch.pk)
    parent = next(unit for unit in (shelf.w.section, shelf.w.commune) if unit.pk != branch.parent_id)
    _reshape(hierarchy.move_unit, branch, days, shelf, parent=parent)


def _open(shelf, files, which, days, number):
    parent = (shelf.w.section, shelf.w.commune)[which % 2]
    day = START + timedelta(days)
    hierarchy.create_unit(code=f"N{number}", name="Chi bộ mới", kind=Kind.BRANCH, parent=parent, on=day)


def _close(shelf, files, which, days, number):
    """The branch that was opened last; else one with files, which keep it open."""
    new = shelf.w.commune.children.filter(code__startswith="N").order_by("-pk").first()
    _reshape(hierarchy.close_unit, new or shelf.w.base_branch, days, shelf)


def _reshape(change, unit, days, shelf, **how):
    change(unit, on=date(2026, 1, 1) + timedelta(days), decision="7-QĐ/HU", actor=shelf.w.admin, **how)


DO = {
    "step": _step, "transfer": _transfer, "correct": _correct, "stop": _stop, "resume": _resume, "move": _move,
    "open": _open, "close": _close,
}  # fmt: skip


def _fold_in(entries, dice):
    """Every entry at least once, in batches of any size and order; some twice."""
    told = entries + [entry for entry in entries if dice.random() < 0.3]
    dice.shuffle(told)
    while told:
        size = dice.randint(1, 6)
        rollups.fold_entries(told[:size], today=TODAY)
        told = told[size:]


def _check(period):
    day = rollups.last_day(period, TODAY)
    stored, own = rollups.stored(period), rollups.stored_own(period)
    assert stored == rollups.totals_at(period, day)
    parents = parents_at(day)
    for unit, total in stored.items():
        below = [stored[child] for child, above in parents.items() if above == unit]
        assert total == sum(below, start=own[unit])
