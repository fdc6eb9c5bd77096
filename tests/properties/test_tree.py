"""Any sequence of acts on the tree keeps paths and dated rows true, and never rewrites a day before the act."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from partytrack.errors import Refused
from units import hierarchy
from units.models import Kind, Unit, UnitLink
from units.trees import tree_at

START = date(2020, 1, 1)
SPAN = 4  # days; an act may be dated before acts that were recorded earlier
PLANTED = [  # (kind, index of the parent): two committees, two sections, and a branch that can stand under any of them
    (Kind.SUPERIOR, None),
    (Kind.BASE_COMMITTEE, 0),
    (Kind.BASE_COMMITTEE, 0),
    (Kind.SECTION, 1),
    (Kind.SECTION, 1),
    (Kind.BRANCH, 3),
]

pick = st.integers(0, 6)
acts = st.lists(
    st.tuples(
        st.sampled_from(["create", "move", "move", "rename", "close"]),
        pick,
        pick,
        st.integers(0, SPAN).map(lambda n: START + timedelta(n)),
    ),
    min_size=4,
    max_size=12,
)


def plant():
    units = []
    for kind, above in PLANTED:
        units.append(create(kind, None if above is None else units[above], START))


def create(kind, parent, on):
    number = Unit.objects.count()
    return hierarchy.create_unit(code=f"U{number}", name=f"Đơn vị {number}", kind=kind, parent=parent, on=on)


def perform(name, at, to, on):
    """One act, on a unit and to a place for which it makes sense, so that few are refused for a dull reason."""
    units = list(Unit.objects.order_by("pk"))
    low = [unit for unit in units if unit.kind in (Kind.SECTION, Kind.BRANCH)]
    how = {"on": on, "decision": "1", "actor": None}
    if name == "create":
        parent = choose(at, [unit for unit in units if hierarchy.kinds_under(unit)])
        create(choose(to, hierarchy.kinds_under(parent)), parent, on)
    elif name == "move":
        unit = choose(at, low)
        fitting = [other for other in units if other.kind in hierarchy.PARENT_KINDS[Kind(unit.kind)]]
        hierarchy.move_unit(unit, parent=choose(to, fitting), **how)
    elif name == "rename":
        hierarchy.rename_unit(choose(at, units), name=f"Tên {to}", **how)
    else:
        childless = [unit for unit in low if unit.is_open and not unit.children.open().exists()]
        hierarchy.close_unit(choose(at, childless or low), **how)


def choose(number, things):
    return things[number % len(things)]


def shape(day):
    tree = tree_at(day)
    return tree.parents, tree.names


def chain(links, pk):
    """From the unit upward; a circle would never end, so it fails."""
    found = [pk]
    while links.get(found[-1]) is not None:
        found.append(links[found[-1]])
        assert len(found) <= len(links)
    return found


def check_today():
    """Names, parents and paths repeat the rows, and a subtree is the closure of the links."""
    assert list(hierarchy.path_errors()) == []
    last = {link.unit_id: link.parent_id for link in UnitLink.objects.order_by("valid_from")}
    for unit in Unit.objects.order_by("pk"):
        inside = {pk for pk in last if unit.pk in chain(last, pk)}
        assert set(Unit.objects.subtree_of(unit).values_list("pk", flat=True)) == inside


def check_every_day():
    """No circle, no parent that was not there, no unit without a name."""
    for offset in range(SPAN + 1):
        day = START + timedelta(offset)
        links = dict(UnitLink.objects.on(day).values_list("unit_id", "parent_id"))
        parents, names = shape(day)
        assert (parents, set(names)) == (links, set(links))
        assert all(chain(links, pk)[-1] in links for pk in links)


@pytest.mark.sqlite_too
class TestTree(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(acts)
    def test_any_acts_keep_the_tree_true(self, acts):
        plant()
        for name, at, to, on in acts:
            day_before = on - timedelta(1)
            before = shape(day_before)
            with suppress(Refused):
                perform(name, at, to, on)
            assert shape(day_before) == before
        check_today()
        check_every_day()
