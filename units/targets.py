"""The ledger of targets: new lines supersede, nothing is overwritten."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal
from units.models.target import MembershipCount, Target, TargetBy
from units.models.unit import Unit
from units.permissions import can

GROUPS = {"all": "Tất cả"}  # whom a target can be for: code and words; other apps add the groups they count


@transaction.atomic
def enter_target(
    *,
    actor,
    unit,
    period,
    by,
    of="all",
    value=None,
    rate=None,
    basis="",
    at_least=False,
    decided_on,
    decision,
):
    """Ghi một chỉ tiêu. A line for the same unit, period, kind and group takes the place of the earlier one.

    The line that is in force already is not written again. Raises Refused when the actor may not set this kind of
    target there, or the paper is older than the one in force.
    """
    if actor is not None and not may_enter(actor, unit, by):
        raise Refused(
            Reason(
                "TARGET_RIGHT",
                "Chỉ tiêu giao do cấp trên trực tiếp của đơn vị ghi.",
                "Đề nghị cấp trên ghi chỉ tiêu này.",
            )
        )
    Unit.objects.select_for_update().get(pk=unit.pk)
    earlier = in_force(unit_ids=[unit.pk], period=period).get((unit.pk, by, of))
    if earlier and earlier.decided_on > decided_on:
        sentence = (
            f"{unit}: chỉ tiêu đang áp dụng theo văn bản số {earlier.decision} "
            f"ngày {earlier.decided_on:%d/%m/%Y}, mới hơn văn bản này."
        )
        raise Refused(Reason("TARGET_ORDER", sentence, "Kiểm tra lại ngày văn bản."))
    said = {"value": value, "rate": rate, "basis": basis, "at_least": at_least}
    said |= {"decided_on": decided_on, "decision": decision}
    if earlier and all(getattr(earlier, name) == now for name, now in said.items()):
        return earlier
    target = Target(unit=unit, period=period, by=by, of=of, **said)
    target.save(force_insert=True)
    journal(
        "units.target_entered", subject=target, unit_id=unit.pk, actor=actor, on=decided_on,
        period=period.pk, by=by, of=of, value=value, rate=rate, decision=decision,
    )  # fmt: skip
    return target


def may_enter(user, unit, by):
    """An assigned target is set from above; what a unit registers, plans or resolves is entered by itself or above."""
    if by == TargetBy.ASSIGNED:
        return can(user, "target.assign", unit.parent or unit)
    return can(user, "target.enter", unit)


def in_force(*, unit_ids, period, as_of=None):
    """{(unit_id, by, of): Target}: the line in force on a day, for these units and one period."""
    lines = Target.objects.filter(unit__in=unit_ids, period=period).order_by("decided_on", "id")
    if as_of:
        lines = lines.filter(decided_on__lte=as_of)
    return {(line.unit_id, line.by, line.of): line for line in lines}


@transaction.atomic
def declare_members(*, actor, unit, on, full, probationary, basis):
    """Ghi số đảng viên của một đơn vị vào một ngày; a later line for the same day and kind takes the place of the
    earlier one. Raises Refused, PermissionDenied."""
    if actor is not None and not can(actor, "target.enter", unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = MembershipCount.objects.filter(unit=unit, on=on, basis=basis).order_by("id").last()
    if last and (last.full, last.probationary) == (full, probationary):
        raise Refused(
            sentence=f"Số này đã được ghi cho ngày {on:%d/%m/%Y}.",
            remedy="Ghi số khác để thay, hoặc quay lại.",
        )
    count = MembershipCount.objects.create(
        unit=unit, on=on, full=full, probationary=probationary, basis=basis
    )
    journal(
        "units.members_declared",
        subject=count,
        unit_id=unit.pk,
        actor=actor,
        on=on,
        full=full,
        probationary=probationary,
    )
    return count
