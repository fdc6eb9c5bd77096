"""The units that the steps of a restructuring name, as they stand: read in a few queries, whatever their number."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from units.hierarchy import line
from units.models import StepKind, Unit, UnitLink, UnitName, UnitPower


@dataclass
class Node:
    """One unit; `pk` is None for one that a step creates. `since`: {"link" | "name" | "power": day of its last row}."""

    code: str
    kind: str
    name: str
    parent: str | None
    pk: int | None = None
    path: str = ""
    decides: bool = False
    open: bool = True
    heir: str | None = None
    since: dict[str, date] = field(default_factory=dict)


def read_nodes(steps):
    """{code: `Node`} of the units that the steps name, of what stands directly below them, and of all above."""
    named = {step.target for step in steps} | {step.parent for step in steps if step.parent}
    named |= {code for step in steps for code in step.sources}
    losing = {
        code for step in steps if step.kind in (StepKind.MERGE, StepKind.CLOSE) for code in step.sources
    }
    units = list(Unit.objects.filter(Q(code__in=named) | Q(parent__code__in=losing)).order_by("path"))
    above = {path for unit in units for path in line(unit.path)} - {unit.path for unit in units}
    units += Unit.objects.filter(path__in=above).order_by("path")
    ids, codes = [unit.pk for unit in units], {unit.pk: unit.code for unit in units}
    parents = {link.unit_id: link for link in UnitLink.objects.filter(unit__in=ids).order_by("valid_from")}
    names = dict(
        UnitName.objects.filter(unit__in=ids).order_by("valid_from").values_list("unit_id", "valid_from")
    )
    powers = {row.unit_id: row for row in UnitPower.objects.filter(unit__in=ids).order_by("valid_from")}
    nodes = {}
    for unit in units:
        since, power = {"link": parents[unit.pk].valid_from, "name": names[unit.pk]}, powers.get(unit.pk)
        if power:
            since["power"] = power.valid_to or power.valid_from
        nodes[unit.code] = Node(
            code=unit.code, kind=unit.kind, name=unit.name, parent=codes.get(unit.parent_id), pk=unit.pk,
            path=unit.path, decides=bool(power and power.valid_to is None), open=unit.is_open, since=since,
        )  # fmt: skip
    return nodes
