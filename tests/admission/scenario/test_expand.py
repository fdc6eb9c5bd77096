from datetime import date

import pytest
import yaml

from admission.scenario.expand import Route, Unit, build_tree, expand
from admission.scenario.rows import UnitRow
from admission.scenario.schema import read


def tree_of(*units, **sections):
    document = {"scenario": "thu", "title": "Thử", "units": list(units), **sections}
    return expand(read(yaml.safe_dump(document, allow_unicode=True), name="thu"))


def unit(code, kind, *children, **more):
    return {"code": code, "name": f"Tên {code}", "kind": kind, "children": list(children), **more}


def test_expand_numbers_counted_units_and_carries_the_parents_code_in_front():
    section = unit("BP", "section", unit("CB", "branch", count=2), name="Bộ phận {n}")
    committee = unit("DB", "base_committee", section, unit("TT", "branch", count=2), count=2)
    tree = tree_of(
        unit("XL", "superior", committee, unit("GR", "base_committee", unit("GR-CB", "branch", count=2)))
    )
    assert list(tree.units) == [
        "XL",
        "DB-1",
        "DB-1.BP",
        "DB-1.BP.CB-1",
        "DB-1.BP.CB-2",
        "DB-1.TT-1",
        "DB-1.TT-2",
        "DB-2",
        "DB-2.BP",
        "DB-2.BP.CB-1",
        "DB-2.BP.CB-2",
        "DB-2.TT-1",
        "DB-2.TT-2",
        "GR",
        "GR-CB-1",
        "GR-CB-2",
    ]
    assert tree.units["DB-2.BP"].name == "Bộ phận 2"
    assert tree.units["DB-2.BP.CB-1"].parent == "DB-2.BP"


def test_expand_counts_from_one_even_when_there_is_only_one():
    assert list(tree_of(unit("A", "base_committee", unit("B", "branch", count=1))).units) == ["A", "B-1"]


def test_expand_hangs_units_below_others_in_any_order():
    tree = tree_of(
        unit("C", "branch", parent="B-2", count=2),
        unit("B", "base_committee", parent="A", count=2),
        unit("A", "superior"),
    )
    assert {code: one.parent for code, one in tree.units.items()} == {
        "A": None,
        "B-1": "A",
        "B-2": "A",
        "C-1": "B-2",
        "C-2": "B-2",
    }


def test_build_tree_names_parents_that_go_round_in_a_circle():
    rows = [
        UnitRow(code="A", name="A", kind="superior", parent="B", path="units[0]"),
        UnitRow(code="B", name="B", kind="province", parent="A", path="units[1]"),
    ]
    assert [error.partition(":")[0] for error in build_tree(rows)[1]] == [
        "units[0].parent",
        "units[1].parent",
    ]


SPAN = {"from": date(2021, 1, 1), "to": date(2021, 12, 1)}


@pytest.mark.parametrize(("kind", "own"), [("base_committee", "branch"), ("superior", "base_branch")])
def test_expand_makes_a_branch_where_people_are_placed_and_none_stands(kind, own):
    tree = tree_of(unit("A", kind), admissions=[{"unit": "A", "count": 1, **SPAN}])
    assert tree.units["A.CBTT"] == Unit(
        code="A.CBTT", name="Chi bộ trực thuộc", kind=own, parent="A", path="units[0]"
    )
    assert tree.leaves("A") == ["A.CBTT"]


def test_expand_makes_no_branch_where_one_stands_or_nobody_is_placed():
    tree = tree_of(
        unit("A", "superior", unit("B", "base_committee"), unit("C", "base_branch")),
        admissions=[{"unit": "A", "count": 1, **SPAN}, {"unit": "C", "count": 1, **SPAN}],
    )
    assert list(tree.units) == ["A", "B", "C"]


def test_expand_gives_a_unit_the_age_of_its_parent():
    tree = tree_of(
        unit("A", "superior", unit("B", "base_committee", unit("C", "branch")), **{"from": date(2010, 1, 1)})
    )
    assert tree.units["C"].starts == date(2010, 1, 1)


ROUTES = tree_of(
    unit(
        "P",
        "province",
        unit(
            "H",
            "superior",
            unit("K", "base_committee", unit("S", "section", unit("K1", "branch"))),
            decides=True,
        ),
        unit("U", "base_committee", unit("U1", "branch"), decides=True),
        unit("V", "superior", unit("W", "base_branch")),
        unit("X", "base_branch", decides=True),
    )
)


@pytest.mark.parametrize(
    "route",
    [
        Route("K1", section="S", base="K", committee=True, decider="H", outside=False, submits=True),
        Route("U1", section=None, base="U", committee=False, decider="U", outside=False, submits=False),
        Route("W", section=None, base="W", committee=False, decider="P", outside=True, submits=True),
        Route("X", section=None, base="X", committee=False, decider="X", outside=False, submits=True),
    ],
)
def test_tree_knows_the_route_of_a_branch(route):
    assert ROUTES.route(route.branch) == route


def test_tree_knows_whom_a_unit_decides_for():
    assert (ROUTES.jurisdiction("H"), ROUTES.jurisdiction("U"), ROUTES.jurisdiction("V")) == (
        ["K1"],
        ["U1"],
        [],
    )
    assert ROUTES.leaves("P") == ["K1", "U1", "W", "X"]


def test_a_lone_base_committee_submits_to_an_authority_outside():
    tree = tree_of(unit("A", "base_committee", unit("B", "branch")))
    assert tree.route("B") == Route(
        "B", section=None, base="A", committee=True, decider="A", outside=True, submits=True
    )
