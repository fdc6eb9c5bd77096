"""The units at one level below a unit, as the tree stood on a day."""

from django.db.models import Exists, OuterRef

from units.models import Kind, Unit, UnitLink
from units.models.unit import BASE_KINDS, PEOPLE_KINDS
from units.subtrees import DayTree
from units.trees import standing_at

LEVELS = {  # kinds of unit; None: whatever stands directly below
    "children": ("Đơn vị trực thuộc", None),
    "superior": ("Đảng bộ cấp trên trực tiếp cơ sở", (Kind.SUPERIOR,)),
    "base": ("Tổ chức cơ sở đảng", BASE_KINDS),
    "branch": ("Chi bộ", PEOPLE_KINDS),
}


def units_at(level, unit, day, tree=None):
    """The `Unit`s of a level of LEVELS below a unit (of a kind: itself included) on a day, in the order of today's
    tree. `tree`: the `DayTree` of the day, where it is at hand."""
    kinds = LEVELS[level][1]
    if kinds is None:
        standing = standing_at(unit, day)
        below = [child.pk for child, _ in standing.children] if standing else []
        return Unit.objects.filter(pk__in=below).order_by("path")
    there = UnitLink.objects.on(day).filter(unit=OuterRef("pk")).order_by()
    below = (tree or DayTree(day, unit)).within(unit)
    return Unit.objects.filter(below, Exists(there), kind__in=kinds).order_by("path")
