"""The ranges of a day hold the very units that the tree of that day holds below a unit."""

import random
from datetime import date, timedelta

import pytest

from partytrack.errors import Refused
from tests.properties.test_tree import SPAN, START, perform, plant
from units import subtrees
from units.models import Unit
from units.subtrees import DayTree
from units.trees import tree_at

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


def shake(seed, acts=12):
    """A small forest after any acts on it."""
    by_chance = random.Random(seed)
    plant()
    for _ in range(acts):
        name = by_chance.choice(["create", "move", "move", "move", "close"])
        on = START + timedelta(by_chance.randint(0, SPAN))
        try:
            perform(name, by_chance.randrange(7), by_chance.randrange(7), on)
        except Refused:
            continue


def below(unit_id, day):
    """Ids of the units whose figures count in those of a unit on the day: those that were not there then count where
    the nearest unit above them stands, in today's tree."""
    parents, today = tree_at(day).parents, dict(Unit.objects.values_list("pk", "parent_id"))
    found = set()
    for pk in today:
        at = pk
        while at is not None and at not in parents:
            at = today[at]
        while at is not None and at != unit_id:
            at = parents[at]
        found |= {pk} if at == unit_id else set()
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_subtree_of_any_day_is_that_of_its_tree(seed):
    shake(seed)
    for day in (START + timedelta(n) for n in range(SPAN + 1)):
        then = DayTree(day)
        for pk in tree_at(day).parents:
            unit = Unit.objects.get(pk=pk)
            tree = DayTree(day, unit) if seed % 2 else then
            found = Unit.objects.filter(tree.within(unit)).values_list("pk", flat=True)
            assert set(found) == below(pk, day)


def test_many_ranges_are_the_same_as_few(w, monkeypatch):
    day = date(2024, 3, 1)
    then = DayTree(day)
    few = set(Unit.objects.filter(then.within(w.commune)))
    monkeypatch.setattr(subtrees, "MANY", 0)
    monkeypatch.setattr(subtrees, "CHUNK", 1)
    assert set(Unit.objects.filter(then.within(w.commune))) == few
