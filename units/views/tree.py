"""The tree of today: unfolds level by level, and is searched by name."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse

from partytrack.templatetags.ui import count_of, vi_date
from partytrack.vi import fold
from units import trees
from units.forms.unit import TreeFilter
from units.models import Restructuring, RestructuringStatus, Unit
from units.permissions import may, scope_paths, units_for
from units.policy import policy, unit_in_scope

MOST = 50  # rows of a search


@dataclass
class Node:
    """What components/tree_row.html shows of a unit."""

    name: str
    url: str
    note: str
    leaf: bool
    open: bool = False
    children: list["Node"] = field(default_factory=list)
    children_url: str = ""


@policy("unit.view")
def tree(request):
    filters = TreeFilter(request.GET)
    asked = filters.cleaned_data if filters.is_valid() else {"tim": "", "dong": False}
    context = {"filters": filters, "asked": asked, **_plans(request.user)}
    if asked["tim"]:
        context |= _found(request.user, asked["tim"], closed=asked["dong"])
    else:
        context["nodes"] = _first_levels(request.user, closed=asked["dong"])
        context["shows_files"] = may(request.user, "candidate.view")
    return render(request, "units/tree.html", context)


def _plans(user):
    """Whether the user works on plans of restructuring, and how many wait for somebody like them to approve."""
    approves, waiting = may(user, "unit.approve"), 0
    if approves:
        plans = Restructuring.objects.visible_to(user)
        waiting = plans.filter(status=RestructuringStatus.SUBMITTED).count()
    return {"plans": approves or may(user, "unit.restructure"), "waiting": waiting}


@policy("unit.view", load=unit_in_scope)
def tree_children(request, unit):
    closed = "dong" in request.GET
    nodes = [node for _, node in nodes_of(request.user, _listed(unit.children, closed), closed=closed)]
    return render(request, "units/_tree_rows.html", {"nodes": nodes})


def nodes_of(user, units, *, closed=False):
    """Pairs (unit, folded `Node`), for any number of units in the same few queries."""
    units = list(units)
    below = _children_counted(units, closed)
    words = [counter(user, units) for counter in trees.counters]
    return [(unit, _node(unit, below.get(unit.pk, 0), words, closed)) for unit in units]


def _node(unit, below, words, closed):
    notes = [count_of(below, "đơn vị")] if below else []
    notes += [found[unit.pk] for found in words if unit.pk in found and unit.is_open]
    if not unit.is_open:
        notes.append(f"kết thúc hoạt động {vi_date(unit.closed_on)}")
    return Node(
        name=unit.name,
        url=reverse("units:unit_detail", args=[unit.pk]),
        note=" · ".join(notes),
        leaf=not below,
        children_url=reverse("units:tree_children", args=[unit.pk]) + ("?dong=on" if closed else ""),
    )


def _first_levels(user, *, closed):
    """The outermost units of the user's scope, each with its children below it."""
    roots = list(Unit.objects.filter(path__in=scope_paths(user, "unit.view")).order_by("path"))
    children = _listed(Unit.objects.filter(parent__in=roots), closed)
    nodes = nodes_of(user, [*roots, *children], closed=closed)
    tops = {unit.pk: node for unit, node in nodes[: len(roots)]}
    for unit, node in nodes[len(roots) :]:
        tops[unit.parent_id].children.append(node)
    for node in tops.values():
        node.open, node.children_url = True, ""
    return list(tops.values())


def _found(user, words, *, closed):
    units = _listed(units_for(user, "unit.view"), closed).select_related("parent")
    for word in fold(words).split():
        units = units.filter(search__contains=word)
    rows = nodes_of(user, units[: MOST + 1], closed=closed)
    return {"rows": rows[:MOST], "more": len(rows) > MOST, "most": MOST}


def _listed(units, closed):
    return (units if closed else units.filter(closed_on__isnull=True)).order_by("path")


def _children_counted(units, closed):
    """{unit id: number of units directly below}"""
    below = Unit.objects.filter(parent__in=units)
    if not closed:
        below = below.open()
    return dict(below.order_by().values_list("parent").annotate(Count("pk")))
