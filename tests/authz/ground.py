"""The units of the matrix, of every kind, and where one stands seen from another."""

from dataclasses import dataclass

from tests.world import World, make_unit, make_user
from units.models import Kind, Role

TREE = {  # unit: the unit above it
    "province": None,
    "district": "province",
    "commune": "district",
    "section": "commune",
    "section_branch": "section",
    "section_branch_2": "section",
    "branch": "commune",
    "branch_2": "commune",
    "base_branch": "district",
    "commune_2": "district",
    "commune_2_branch": "commune_2",
    "district_2": "province",
    "commune_3": "district_2",
    "branch_3": "commune_3",
    "other_province": None,
    "other_district": "other_province",
    "other_commune": "other_district",
    "other_branch": "other_commune",
}
KINDS = {
    "province": Kind.PROVINCE,
    "district": Kind.SUPERIOR,
    "commune": Kind.BASE_COMMITTEE,
    "section": Kind.SECTION,
}
BRANCHES = (
    "section_branch",
    "section_branch_2",
    "branch",
    "branch_2",
    "commune_2_branch",
    "branch_3",
    "other_branch",
)


def above(unit):
    """The units above, nearest first."""
    found = []
    while unit := TREE[unit]:
        found.append(unit)
    return found


def relation(of, to):
    """Where the unit `of` stands, seen from the unit `to`."""
    if of == to:
        return "own"
    if of in above(to):
        return "parent" if TREE[to] == of else "ancestor"
    if to in above(of):
        return "child" if TREE[of] == to else "descendant"
    if TREE[of] and TREE[of] == TREE[to]:
        return "sibling"
    same_tree = [of, *above(of)][-1] == [to, *above(to)][-1]
    return "cousin" if same_tree else "other"


def units_standing(column, to):
    """The units meant by a column of matrix.yml: a unit of the tree by name, or every unit in that relation."""
    return [column] if column in TREE else [unit for unit in TREE if relation(unit, to) == column]


def _kind(name):
    if name == "base_branch":
        return Kind.BASE_BRANCH
    if name in BRANCHES:
        return Kind.BRANCH
    return next(kind for word, kind in KINDS.items() if word in name)


@dataclass
class Grounds:
    """`units` by the names of TREE; `world` acts in the first district."""

    units: dict
    world: World

    def user(self, role, unit):
        return make_user(role, self.units[unit], f"{Role(role).label} {unit}")

    def unit(self, name):
        return self.units[name]


def grounds():
    units = {}
    for name, parent in TREE.items():
        decides = name in ("district", "district_2", "other_district")
        units[name] = make_unit(f"Đơn vị {name}", _kind(name), parent and units[parent], decides=decides)
    district = units["district"]
    world = World(
        **{
            name: units[name]
            for name in ("district", "commune", "section", "branch", "section_branch", "base_branch")
        },
        secretary=make_user(Role.BRANCH_SECRETARY, district),
        officer=make_user(Role.COMMITTEE_OFFICER, units["commune"]),
        section_officer=make_user(Role.COMMITTEE_OFFICER, units["section"]),
        board=make_user(Role.BOARD_OFFICER, district),
        recorder=make_user(Role.RECORDER, district),
        auditor=make_user(Role.AUDITOR, district),
        admin=make_user(Role.UNIT_ADMIN, units["province"]),
    )
    return Grounds(units, world)
