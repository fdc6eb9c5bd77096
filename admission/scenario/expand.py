"""The units of a scenario written out: a tree of single units, and the way a file takes up through it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from units.hierarchy import PARENT_KINDS
from units.models.unit import BASE_KINDS, Kind

MAX_UNITS = 20_000
LEAF_KINDS = (Kind.BASE_BRANCH, Kind.BRANCH)


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: str
    parent: str | None
    decides: bool = False
    starts: date | None = None  # None: long before
    path: str = ""  # where it is written in the file


@dataclass(frozen=True)
class Route:
    """Where the file of a person in `branch` goes.

    `decider` is the nearest unit at or above the base organisation that decides. Where none does, the root of the
    tree records the decisions of an authority `outside` it.
    """

    branch: str
    section: str | None
    base: str
    committee: bool  # the base organisation is a committee that proposes, but does not decide
    decider: str
    outside: bool
    submits: bool  # not so a base committee that decides by itself


class Tree:
    """Single units by code, each after its parent."""

    def __init__(self, units):
        self.units = {unit.code: unit for unit in units}

    @cached_property
    def children(self):
        below = defaultdict(list)
        for unit in self.units.values():
            below[unit.parent].append(unit.code)
        return below

    @cached_property
    def _chains(self):
        chains = {}
        for unit in self.units.values():
            chains[unit.code] = (unit.code, *chains.get(unit.parent, ()))
        return chains

    @cached_property
    def _leaves(self):
        leaves = defaultdict(list)
        for unit in self.units.values():
            if unit.kind in LEAF_KINDS:
                for above in self._chains[unit.code]:
                    leaves[above].append(unit.code)
        return leaves

    def chain(self, code):
        """The codes from the unit up to its root, itself first."""
        return self._chains[code]

    def leaves(self, code):
        """The branches at or below the unit: the units that people belong to."""
        return self._leaves.get(code, [])

    @cached_property
    def _jurisdictions(self):
        below = defaultdict(list)
        for unit in self.units.values():
            if unit.kind in LEAF_KINDS:
                below[self.route(unit.code).decider].append(unit.code)
        return below

    def route(self, branch):
        chain = self.chain(branch)
        base = next((code for code in chain if self.units[code].kind in BASE_KINDS), chain[-1])
        at_or_above = chain[chain.index(base) :]
        decider = next((code for code in at_or_above if self.units[code].decides), None)
        is_committee = self.units[base].kind == Kind.BASE_COMMITTEE
        return Route(
            branch=branch,
            section=next((code for code in chain if self.units[code].kind == "section"), None),
            base=base,
            committee=is_committee and decider != base,
            decider=decider or chain[-1],
            outside=decider is None,
            submits=not is_committee or decider != base,
        )

    def jurisdiction(self, decider):
        """The branches that this unit decides for."""
        return self._jurisdictions.get(decider, [])


def size(rows):
    """How many units the rows expand to."""
    return sum((1 if row.count is None else row.count) * (1 + size(row.children)) for row in rows)


def build_tree(rows):
    """(tree, errors). What has no place in the tree, such as a doubled code, is named in the errors and left out."""
    if size(rows) > MAX_UNITS:
        return Tree(()), [f"units: hơn {MAX_UNITS} đơn vị sau khi mở rộng count"]
    builder = _Builder()
    for row in rows:
        if row.parent is None:
            builder.add(row, parent=None, prefix="", number=None)
    builder.attach([row for row in rows if row.parent is not None])
    return Tree(builder.units.values()), builder.errors


class _Builder:
    """A counted unit becomes CODE-1, CODE-2 …; every unit below it carries the whole code of its parent in front.

    So the children of XA-2 are XA-2.BP, XA-2.XA-CB-1 …, and those of XA-2.BP are XA-2.BP.CB-1 …; `{n}` is the number
    of the unit or, where it has none of its own, of the nearest unit above that has.
    """

    def __init__(self):
        self.units, self.errors = {}, []

    def add(self, row, *, parent, prefix, number):
        self._check_place(row, parent)
        for own in [None] if row.count is None else range(1, row.count + 1):
            n = own or number
            code = prefix + (row.code if own is None else f"{row.code}-{own}")
            if "{n}" in row.name and n is None:
                self._once(f"{row.path}.name: có {{n}} nhưng đơn vị không có count")
            if code in self.units:
                self.errors.append(f"{row.path}.code: mã {code} đã dùng ở {self.units[code].path}")
                return
            self.units[code] = Unit(
                code=code,
                name=row.name.replace("{n}", str(n or "")),
                kind=row.kind,
                parent=parent.code if parent else None,
                decides=row.decides,
                starts=row.starts or (parent and parent.starts),
                path=row.path,
            )
            below = f"{code}." if prefix or own else ""
            for child in row.children:
                self.add(child, parent=self.units[code], prefix=below, number=n)

    def attach(self, rows):
        """Hangs units below others that may themselves be attached, in whatever order they are written."""
        waiting = list(rows)
        while waiting:
            ready = [row for row in waiting if row.parent in self.units]
            if not ready:
                break
            for row in ready:
                self.add(row, parent=self.units[row.parent], prefix="", number=None)
            waiting = [row for row in waiting if row not in ready]
        for row in waiting:
            self.errors.append(
                f"{row.path}.parent: không có đơn vị {row.parent}, hoặc các đơn vị treo vòng vào nhau"
            )

    def _check_place(self, row, parent):
        above = parent and parent.kind
        if row.kind in PARENT_KINDS and above not in PARENT_KINDS[row.kind] and (above or not parent):
            where = f"không thể đứng dưới {above}" if above else "không thể đứng trên cùng"
            self._once(f"{row.path}.kind: {row.kind} {where}")
        if row.starts and parent and parent.starts and row.starts < parent.starts:
            self._once(f"{row.path}.from: có trước đơn vị cấp trên {parent.code}")

    def _once(self, error):
        if error not in self.errors:
            self.errors.append(error)


def expand(scenario):
    """The tree of a valid scenario, with a "Chi bộ trực thuộc" wherever people are placed and no branch stands.

    Its code is UNIT.CBTT. Below a base committee or section it is a branch, higher up a base branch.
    """
    tree, errors = build_tree(scenario.units)
    if errors:
        raise ValueError(errors)
    placed = [*scenario.admissions, *scenario.recognitions, *scenario.sources, *scenario.stopped]
    bare = {row.unit for row in placed if not tree.leaves(row.unit)}
    bare |= {row.unit for row in scenario.sessions if row.people and not tree.jurisdiction(row.unit)}
    return with_own_branches(tree, bare)


def with_own_branches(tree, codes):
    """The tree with a branch of their own below the units of these codes."""
    own = [_own_branch(unit) for unit in tree.units.values() if unit.code in codes]
    return Tree([*tree.units.values(), *own])


def _own_branch(unit):
    kind = "branch" if unit.kind in ("base_committee", "section") else "base_branch"
    return Unit(
        code=f"{unit.code}.CBTT",
        name="Chi bộ trực thuộc",
        kind=kind,
        parent=unit.code,
        starts=unit.starts,
        path=unit.path,
    )
