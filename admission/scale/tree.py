"""A tree of units: as wide as the size says, uneven as trees are, every name a number."""

import json
from dataclasses import dataclass

from admission.scale.loading import Loader, Table
from partytrack.vi import fold
from units import hierarchy
from units.models import Unit, UnitLink, UnitName, UnitPower
from units.models.unit import Kind

MODELS = (Unit, UnitName, UnitLink, UnitPower)
NAMES = {
    Kind.CENTRAL: "Trung ương mẫu",
    Kind.PROVINCE: "Đảng bộ tỉnh mẫu",
    Kind.SUPERIOR: "Đảng bộ xã mẫu",
    Kind.BASE_COMMITTEE: "Đảng bộ cơ sở mẫu",
    Kind.BASE_BRANCH: "Chi bộ cơ sở mẫu",
    Kind.SECTION: "Đảng bộ bộ phận mẫu",
    Kind.BRANCH: "Chi bộ mẫu",
}
SEARCH = {kind: fold(name) for kind, name in NAMES.items()}
DECIDING = (Kind.PROVINCE, Kind.SUPERIOR)


@dataclass(frozen=True)
class Node:
    """A unit that was made up: its id, kind, path and the node above."""

    pk: int
    kind: str
    path: str
    parent: "Node | None"


def grow(size, rng):
    """[Node] of a whole tree, parents before children, ids from 1."""
    nodes, above, committees, sections = [], [None], [], []
    for kind, count in size.levels:
        parents = committees if kind == Kind.SECTION else above
        row = []
        for parent in _parents(parents, count, rng):
            row.append(_node(len(nodes) + len(row) + 1, _kind(kind, len(row), size), parent))
        nodes += row
        if kind == Kind.SECTION:
            sections = row
        else:
            above, committees = row, [node for node in row if node.kind == Kind.BASE_COMMITTEE]
    for parent in _parents(committees + sections, size.units - len(nodes), rng):
        nodes.append(_node(len(nodes) + 1, Kind.BRANCH, parent))
    return nodes


def _parents(candidates, count, rng):
    """Above whom `count` units stand: each candidate once, then as it falls: a few are large, most are small."""
    weights = [1 / (1 + i % 20) for i in range(len(candidates))]
    return (candidates + rng.choices(candidates, weights, k=max(count - len(candidates), 0)))[:count]


def _kind(kind, i, size):
    """Of a hundred base organisations so many are a branch by themselves, evenly spread."""
    itself = i * size.base_branches // 100 != (i + 1) * size.base_branches // 100
    return Kind.BASE_BRANCH if kind == Kind.BASE_COMMITTEE and itself else kind


def _node(pk, kind, parent):
    return Node(pk, kind, (parent.path if parent else "") + hierarchy.step(pk), parent)


def write(nodes, chain):
    """Write the units with their dated rows and one journal entry each, as `units.hierarchy` does for one."""
    since = {"valid_from": hierarchy.LONG_AGO}
    units = Table(Unit, "id", "code", "kind", "name", "search", "parent_id", "path")
    names, links = (
        Table(UnitName, "unit_id", "name", **since),
        Table(UnitLink, "unit_id", "parent_id", **since),
    )
    powers = Table(UnitPower, "unit_id", **since)
    with Loader(chain.table, units, names, links, powers) as loader:
        for node in nodes:
            pk, parent = str(node.pk), str(node.parent.pk) if node.parent else None
            name = f"{NAMES[node.kind]} {node.pk}"
            units.add(pk, f"M{pk}", str(node.kind), name, f"{SEARCH[node.kind]} {pk}", parent, node.path)
            names.add(pk, name)
            links.add(pk, parent)
            if node.kind in DECIDING:
                powers.add(pk)
            chain.add("units.unit_created", f"unit:{pk}", pk, hierarchy.LONG_AGO, "", _body(node))
            loader.give_way()


def _body(node):
    body = {"kind": node.kind, "parent": node.parent and node.parent.pk, "decision": ""}
    return json.dumps(body | {"decides": node.kind in DECIDING}, sort_keys=True)
