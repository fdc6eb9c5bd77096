"""The tree as it stood on a day: names, parents and powers of that day."""

from dataclasses import dataclass

from units.models.unit import Unit, UnitLink, UnitName
from units.querysets import within

# Other apps add functions (user, units) -> {unit id: words} that say something beside a unit, such as "12 hồ sơ".
counters = []


@dataclass(frozen=True)
class Tree:
    """`parents` maps each unit in force on the day to its parent (None at the root of what was asked for);
    `names` and `units` give what each was called and the `Unit` itself."""

    parents: dict[int, int | None]
    names: dict[int, str]
    units: dict[int, Unit]

    def children(self, unit_id):
        """Ids of the units directly below, the oldest first: an order that no later change of the tree touches."""
        return sorted(pk for pk, parent in self.parents.items() if parent == unit_id)


def tree_at(day, *, paths=None):
    """The `Tree` of a day; with `paths`, only today's subtrees at these paths (enough where nothing moved since)."""
    links = UnitLink.objects.on(day)
    names = UnitName.objects.on(day)
    units = Unit.objects.all()
    if paths is not None:
        links = links.filter(within(paths, "unit__path"))
        names = names.filter(within(paths, "unit__path"))
        units = units.filter(within(paths))
    by_id = units.in_bulk()
    parents = dict(links.values_list("unit_id", "parent_id"))
    return Tree(
        parents={pk: parent if parent in parents else None for pk, parent in parents.items() if pk in by_id},
        names=dict(names.values_list("unit_id", "name")),
        units={pk: by_id[pk] for pk in parents if pk in by_id},
    )


@dataclass(frozen=True)
class Standing:
    """How one unit stood on a day. `children` and `parent` are pairs (Unit, its name on that day)."""

    name: str
    parent: tuple[Unit, str] | None
    children: list[tuple[Unit, str]]
    decides: bool


def standing_at(unit, day):
    """The `Standing` of a unit on a day, or None when it was not there."""
    link = UnitLink.objects.on(day).filter(unit=unit).select_related("parent").first()
    if link is None:
        return None
    below = UnitLink.objects.on(day).filter(parent=unit).select_related("unit").order_by("unit_id")
    children = [row.unit for row in below]
    named = [unit, *children, *([link.parent] if link.parent else [])]
    names = dict(UnitName.objects.on(day).filter(unit__in=named).values_list("unit_id", "name"))
    return Standing(
        name=names[unit.pk],
        parent=(link.parent, names[link.parent_id]) if link.parent else None,
        children=[(child, names[child.pk]) for child in children],
        decides=unit.powers.on(day).exists(),
    )
