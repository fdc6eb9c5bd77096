"""Figures of a tree: total = own + children's totals, whatever the forest and whatever was counted."""

from hypothesis import given
from hypothesis import strategies as st

from admission.folding import fold_up
from admission.measures import MEASURES, from_bytes, pack, to_bytes, unpack

SOME = ("admitted", "stopped:other", "pool:source")
counts = st.dictionaries(st.sampled_from(SOME), st.integers(0, 50)).map(pack)


@st.composite
def forests(draw):
    """A forest in any order of its units, and own counts of some of them."""
    size = draw(st.integers(1, 25))
    above = [draw(st.one_of(st.none(), st.integers(0, unit - 1))) if unit else None for unit in range(size)]
    order = draw(st.permutations(range(size)))
    own = draw(st.dictionaries(st.sampled_from(range(size)), counts))
    return {unit: above[unit] for unit in order}, own


@given(forests())
def test_total_is_own_and_the_totals_of_the_children(forest):
    parents, own = forest
    totals = fold_up(parents, own)
    assert totals.keys() == parents.keys()
    for unit in parents:
        children = [totals[child] for child, parent in parents.items() if parent == unit]
        assert totals[unit] == own.get(unit, 0) + sum(children)


@given(forests())
def test_grand_total_is_the_sum_of_all_own(forest):
    parents, own = forest
    totals = fold_up(parents, own)
    assert sum(totals[unit] for unit, parent in parents.items() if parent is None) == sum(own.values())


@given(forests(), st.randoms())
def test_moving_units_keeps_the_grand_total(forest, dice):
    parents, own = forest
    units = sorted(parents)
    elsewhere = {unit: dice.choice([None, *units[:place]]) for place, unit in enumerate(units)}
    before, after = fold_up(parents, own), fold_up(elsewhere, own)
    roots = [unit for unit, parent in parents.items() if parent is None]
    new_roots = [unit for unit, parent in elsewhere.items() if parent is None]
    assert sum(before[unit] for unit in roots) == sum(after[unit] for unit in new_roots)


@given(forests())
def test_folding_leaves_what_it_was_given(forest):
    parents, own = forest
    copy = dict(own)
    fold_up(parents, own)
    assert own == copy


@given(
    st.dictionaries(st.sampled_from(MEASURES), st.integers(1, 2**31 - 1)),
    st.dictionaries(st.sampled_from(SOME), st.integers(1, 9)),
)
def test_packed_counts_say_what_they_were_made_of(counts, more):
    packed = pack(counts)
    assert unpack(packed) == counts
    assert from_bytes(to_bytes(packed)) == packed
    assert packed + pack(more) - packed == pack(more)
