"""Figures of a tree: total = own + children's totals, whatever the forest and whatever was counted."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from admission.rollups import fold_up

MEASURES = ("admitted", "group:female", "pool:source")
counts = st.dictionaries(st.sampled_from(MEASURES), st.integers(0, 50)).map(Counter)


@st.composite
def forests(draw):
    """A forest in any order of its units, and own counts of some of them."""
    size = draw(st.integers(1, 25))
    above = [draw(st.one_of(st.none(), st.integers(0, unit - 1))) if unit else None for unit in range(size)]
    order = draw(st.permutations(range(size)))
    own = draw(st.dictionaries(st.sampled_from(range(size)), counts))
    return {unit: above[unit] for unit in order}, own


def added(parts):
    total = Counter()
    for part in parts:
        total.update(part)
    return +total


@given(forests())
def test_total_is_own_and_the_totals_of_the_children(forest):
    parents, own = forest
    totals = fold_up(parents, own)
    assert totals.keys() == parents.keys()
    for unit in parents:
        children = [totals[child] for child, parent in parents.items() if parent == unit]
        assert +totals[unit] == added([own.get(unit, Counter()), *children])


@given(forests())
def test_grand_total_is_the_sum_of_all_own(forest):
    parents, own = forest
    totals = fold_up(parents, own)
    assert added(totals[unit] for unit, parent in parents.items() if parent is None) == added(own.values())


@given(forests(), st.randoms())
def test_moving_units_keeps_the_grand_total(forest, dice):
    parents, own = forest
    units = sorted(parents)
    elsewhere = {unit: dice.choice([None, *units[:place]]) for place, unit in enumerate(units)}
    before, after = fold_up(parents, own), fold_up(elsewhere, own)
    roots = [unit for unit, parent in parents.items() if parent is None]
    new_roots = [unit for unit, parent in elsewhere.items() if parent is None]
    assert added(before[unit] for unit in roots) == added(after[unit] for unit in new_roots)


@given(forests())
def test_folding_leaves_what_it_was_given(forest):
    parents, own = forest
    copy = {unit: Counter(counted) for unit, counted in own.items()}
    fold_up(parents, own)
    assert own == copy
