"""Targets and declared membership of merged units, by the rule that the draft chose."""

from collections import defaultdict

from partytrack.errors import Reason
from units.models import MembershipCount, Period, Target, TargetBy, Unit
from units.models.restructuring import TargetRule
from units.targets import in_force


def follow_targets(moves):
    """Targets of periods that have not ended by the effective day. With SUM the new unit gets the sum of what its
    parts had in numbers, and a rate that all of them shared; with REISSUE what the draft says; with KEEP nothing."""
    rule = moves.restructuring.target_rule
    for period in Period.objects.filter(ends__gte=moves.on).order_by("pk"):
        lines = _lines(moves, period)
        for line in lines:
            moves.touch("targets", line.pk, line.unit_id, moves.heirs.get(line.unit_id))
        if rule == TargetRule.SUM:
            _enter(moves, _sums_of_each_day(moves, period, lines))
    if rule == TargetRule.REISSUE:
        _enter(moves, _reissued(moves))


def later_targets(moves):
    """[`Reason`]: figures that the draft gives anew, of which there is a paper of after the effective day."""
    if moves.restructuring.target_rule != TargetRule.REISSUE:
        return
    for period in Period.objects.filter(ends__gte=moves.on).order_by("pk"):
        for line in _lines(moves, period):
            if line.decided_on > moves.on:
                sentence = (
                    f"{Unit.objects.get(pk=line.unit_id)} đã có chỉ tiêu {period.name} theo văn bản số "
                    f"{line.decision} ngày {line.decided_on:%d/%m/%Y}, sau ngày có hiệu lực của phương án."
                )
                remedy = (
                    "Chọn cách cộng chỉ tiêu của các đơn vị cũ, rồi giao lại sau khi thực hiện phương án."
                )
                yield Reason("LATER_TARGET", sentence, remedy)


def _lines(moves, period, day=None):
    """The lines in force of the units that end, and of those in which they go on: the newest, or those of a day."""
    units = {*moves.gone, *moves.heirs.values()}
    return list(in_force(unit_ids=units, period=period, as_of=day).values())


def _sums_of_each_day(moves, period, newest):
    """Of the effective day, and of each later one that brought one of the parts a new line: a restructuring may be
    carried out late."""
    days = sorted({moves.on, *(line.decided_on for line in newest if line.decided_on > moves.on)})
    return [line for day in days for line in _summed(moves, _lines(moves, period, day), period, day)]


def _summed(moves, lines, period, day):
    groups, heirs = defaultdict(list), set(moves.heirs.values())
    for line in lines:
        heir = moves.heirs.get(line.unit_id, line.unit_id)
        if heir in heirs:
            groups[heir, line.by, line.of].append(line)
    for (heir, by, of), parts in groups.items():
        if {part.unit_id for part in parts} == {heir}:
            continue  # no part of it had such a target: what the unit had itself stays in force
        if day > moves.on and all(part.decided_on < day for part in parts):
            continue  # the sum of an earlier day still holds
        said = _sum(parts)
        if said:
            yield Target(unit_id=heir, period=period, by=by, of=of, **said, **_paper(moves, day))


def _sum(parts):
    at_least = all(part.at_least for part in parts)
    if all(part.value is not None for part in parts):
        return {"value": sum(part.value for part in parts), "at_least": at_least}
    rates = {(part.rate, part.basis) for part in parts}
    if len(rates) == 1:
        rate, basis = rates.pop()
        return {"rate": rate, "basis": basis, "at_least": at_least}
    return None  # rates that differ, or a rate and a number, have no sum


def _reissued(moves):
    steps = [step for step in moves.restructuring.steps.all() if step.reissue]
    units = dict(Unit.objects.filter(code__in=[step.target for step in steps]).values_list("code", "pk"))
    for step in steps:
        for period_id, by, of, value in step.reissue:
            yield Target(
                unit_id=units[step.target],
                period_id=period_id,
                by=by,
                of=of,
                value=value,
                **_paper(moves, moves.on),
            )


def _paper(moves, day):
    return {"decided_on": day, "decision": moves.restructuring.decision}


def _enter(moves, lines):
    for line in moves.changes.make(Target, list(lines)):
        said = {
            "period": line.period_id,
            "by": line.by,
            "of": line.of,
            "value": line.value,
            "rate": line.rate,
        }
        moves.record(
            "units.target_entered", f"target:{line.pk}", line.unit_id, **said, decision=line.decision
        )


def target_sums(moves):
    """{(kind in words, period's name): people} that the units which go on, and those that went into them, are asked
    for: of a unit that has ended its last line counts until the new unit has one of its own after it."""
    totals = {}
    for period in Period.objects.filter(ends__gte=moves.on).order_by("pk"):
        lines = {(line.unit_id, line.by): line for line in _lines(moves, period) if line.of == "all"}
        for (unit_id, by), line in lines.items():
            heir = lines.get((moves.heirs.get(unit_id), by))
            replaced = heir is not None and _is_new(moves, heir)
            if line.value is not None and unit_id not in moves.closed and not replaced:
                key = TargetBy(by).label, period.name
                totals[key] = totals.get(key, 0) + line.value
    return totals


def _is_new(moves, line):
    return any(
        table == "units.target" and made and line.pk in ids for table, made, ids in moves.changes.traces
    )


def follow_members(moves):
    """Declared membership of merged units adds up where all of them declared it for the same day: the base of rates."""
    units = {*moves.heirs, *moves.heirs.values()}
    last = {}
    for count in MembershipCount.objects.filter(unit__in=units, on__lt=moves.on).order_by("on", "id"):
        last[count.unit_id, count.basis, count.on] = count
    parts, said_for = defaultdict(set), defaultdict(set)
    for unit, heir in moves.heirs.items():
        parts[heir].add(unit)
    for unit, basis, on in last:
        said_for[unit].add((basis, on))
    made = []
    for heir, old in parts.items():
        if heir in said_for:
            old = {*old, heir}
        for basis, on in sorted(set().union(*(said_for.get(unit, ()) for unit in old))):
            counts = [last[unit, basis, on] for unit in old if (unit, basis, on) in last]
            if len(counts) == len(old):
                made.append(_added(heir, basis, on, counts))
                for count in counts:
                    moves.touch("members_declared", count.pk, count.unit_id, heir)
    for count in moves.changes.make(MembershipCount, made):
        said = {"full": count.full, "probationary": count.probationary, "counted_on": count.on}
        moves.record("units.members_declared", f"membershipcount:{count.pk}", count.unit_id, **said)


def _added(unit_id, basis, on, counts):
    return MembershipCount(
        unit_id=unit_id, basis=basis, on=on, full=sum(count.full for count in counts),
        probationary=sum(count.probationary for count in counts),
    )  # fmt: skip
