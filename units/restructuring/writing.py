"""What a sketch changed of the tree, written at once: dated rows, units, successions, paths."""

from units.hierarchy import named, step
from units.models import Unit, UnitLink, UnitName, UnitPower, UnitSuccession
from units.querysets import within

from .hooks import Sending


def write_tree(sketch, moves):
    """Write everything that the steps changed, dated on the effective day; fills `moves.heirs` and `moves.closed`."""
    created = _create(sketch, moves)
    ids = {code: node.pk for code, node in sketch.nodes.items()}
    changed = sketch.changed
    units = Unit.objects.select_for_update().in_bulk([node.pk for node in changed])
    was = {node.pk: sketch.before[node.code] for node in changed}
    moved = [node for node in changed if node.open and node.parent != was[node.pk].parent]
    renamed = [node for node in changed if node.open and node.name != was[node.pk].name]
    gone = [node for node in changed if not node.open]
    _succeed(moves, UnitLink, {node.pk: {"parent_id": ids[node.parent]} for node in moved})
    _succeed(moves, UnitName, {node.pk: {"name": node.name} for node in renamed})
    _write_powers(moves, [node for node in changed if node.open], was)
    for model in (UnitName, UnitLink, UnitPower):
        _end(moves, model, [node.pk for node in gone])
    moves.changes.set_each((units[node.pk], {"parent": ids[node.parent]}) for node in moved)
    moves.changes.set_each((units[node.pk], named(node.name)) for node in renamed)
    moves.changes.set([units[node.pk] for node in gone], closed_on=moves.on)
    _follow(sketch, moves, gone, ids)
    _write_paths(moves, [*changed, *created])
    _follow_tags(moves)
    _record(sketch, moves, created, changed, ids)


def _create(sketch, moves):
    created = sketch.created
    dated = {"valid_from": moves.on, "decision": moves.restructuring.decision}
    rows = [Unit(code=node.code, kind=node.kind, **named(node.name)) for node in created]
    for node, unit in zip(created, moves.changes.make(Unit, rows), strict=True):
        node.pk, node.path = unit.pk, ""
    ids = {code: node.pk for code, node in sketch.nodes.items()}
    units = Unit.objects.in_bulk([node.pk for node in created])
    # Every new unit may stand under another new one, so that parents are set when all have their ids.
    moves.changes.set_each(
        (units[node.pk], {"parent": ids.get(node.parent), "path": step(node.pk)}) for node in created
    )
    links = [UnitLink(unit_id=node.pk, parent_id=ids.get(node.parent), **dated) for node in created]
    moves.changes.make(UnitLink, links)
    moves.changes.make(UnitName, [UnitName(unit_id=node.pk, name=node.name, **dated) for node in created])
    moves.changes.make(UnitPower, [UnitPower(unit_id=node.pk, **dated) for node in created if node.decides])
    return created


def _succeed(moves, model, rows):
    """End the open row of each unit and begin another: {unit id: its own fields}."""
    _end(moves, model, list(rows))
    dated = {"valid_from": moves.on, "decision": moves.restructuring.decision}
    moves.changes.make(model, [model(unit_id=pk, **fields, **dated) for pk, fields in rows.items()])


def _end(moves, model, ids):
    moves.changes.set(list(model.objects.filter(unit__in=ids, valid_to__isnull=True)), valid_to=moves.on)


def _write_powers(moves, nodes, was):
    given = [node.pk for node in nodes if node.decides and not was[node.pk].decides]
    _succeed(moves, UnitPower, {pk: {} for pk in given})
    _end(moves, UnitPower, [node.pk for node in nodes if not node.decides and was[node.pk].decides])


def _follow(sketch, moves, gone, ids):
    for node in gone:
        heir = sketch.final_heir(node.code)
        if heir is None:
            moves.closed.add(node.pk)
        else:
            moves.heirs[node.pk] = ids[heir]
    rows = [
        UnitSuccession(unit_id=pk, successor_id=heir, valid_from=moves.on, restructuring=moves.restructuring)
        for pk, heir in moves.heirs.items()
    ]
    moves.changes.make(UnitSuccession, rows)
    moves.sendings += [
        Sending(ids[old], ids[sketch.final_heir(new)], step.people) for old, new, step in sketch.divided
    ]


def _follow_tags(moves):
    """A unit belongs to every group (khối) that one of its parts belonged to."""
    held = Unit.tags.through.objects.filter(unit__in={*moves.heirs, *moves.heirs.values()}).order_by("pk")
    held = set(held.values_list("unit_id", "tag_id"))
    new = {(moves.heirs[unit], tag) for unit, tag in held if unit in moves.heirs} - held
    moves.changes.make(Unit.tags.through, [Unit.tags.through(unit_id=u, tag_id=t) for u, t in sorted(new)])


def _write_paths(moves, nodes):
    """Paths of everything at or below these units. A closed unit that went on in another lies below that one in its
    path: whoever sees the new unit sees what the old ones did, and their figures count in it."""
    rows = {unit.pk: unit for unit in below(outermost(sorted(node.path or step(node.pk) for node in nodes)))}
    heirs = UnitSuccession.objects.heirs()
    known = {}

    def path_of(pk):
        if pk is None:
            return ""
        if pk not in known:
            unit = rows.get(pk)
            above = unit and heirs.get(pk, unit.parent_id)
            known[pk] = (
                path_of(above) + step(pk) if unit else Unit.objects.values_list("path", flat=True).get(pk=pk)
            )
        return known[pk]

    moves.changes.set_each(
        (unit, {"path": path_of(pk)}) for pk, unit in rows.items() if unit.path != path_of(pk)
    )


def outermost(paths):
    """Of sorted paths those that lie in none of the others."""
    kept = []
    for path in paths:
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def below(paths):
    """The units at or below these paths, with nothing but their place."""
    for start in range(0, len(paths), 200):  # SQLite takes a thousand terms in one expression
        yield from (
            Unit.objects.filter(within(paths[start : start + 200]))
            .only("pk", "path", "parent_id")
            .order_by("path")
        )


def _record(sketch, moves, created, changed, ids):
    decision = moves.restructuring.decision
    for node in created:
        body = {
            "kind": node.kind,
            "parent": ids.get(node.parent),
            "decision": decision,
            "decides": node.decides,
        }
        moves.record("units.unit_created", f"unit:{node.pk}", node.pk, **body)
    for node in changed:
        before, subject = sketch.before[node.code], f"unit:{node.pk}"
        if not node.open:
            heir = moves.heirs.get(node.pk)
            event = "units.unit_merged" if heir else "units.unit_closed"
            moves.record(event, subject, node.pk, decision=decision, **({"into": heir} if heir else {}))
            continue
        if node.parent != before.parent:
            said = {"old": ids.get(before.parent), "new": ids.get(node.parent), "decision": decision}
            moves.record("units.unit_moved", subject, node.pk, **said)
        if node.name != before.name:
            said = {"old": before.name, "new": node.name, "decision": decision}
            moves.record("units.unit_renamed", subject, node.pk, **said)
        if node.decides != before.decides:
            moves.record("units.power_changed", subject, node.pk, decides=node.decides, decision=decision)
