"""The ledger of targets: new lines supersede, nothing is overwritten."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.hierarchy import STEP
from units.models.target import Target, TargetBy
from units.models.unit import Unit
from units.permissions import can, scope_paths

GROUPS = {"all": "Tất cả"}  # whom a target can be for: code and words; other apps add the groups they count
RIGHT = Reason(
    "TARGET_RIGHT",
    "Chỉ tiêu giao do cấp trên trực tiếp của đơn vị ghi.",
    "Đề nghị cấp trên ghi chỉ tiêu này.",
)
AHEAD = Reason(
    "TARGET_AHEAD",
    "Ngày văn bản ở tương lai.",
    "Ghi ngày ban hành văn bản; chỉ tiêu cho kỳ sau thì chọn kỳ đó.",
)


@dataclass(frozen=True)
class Asked:
    """What is asked of one unit: people, or a rate of a named base; `at_least`: a floor."""

    value: int | None = None
    rate: Decimal | None = None
    basis: str = ""
    at_least: bool = False


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
    reason="",
):
    """Ghi một chỉ tiêu: `enter_targets` for one unit. Returns the line in force."""
    asked = {unit: Asked(value, rate, basis, at_least)}
    paper = {"decided_on": decided_on, "decision": decision, "reason": reason}
    return enter_targets(asked, actor=actor, period=period, by=by, of=of, **paper)[0]


@transaction.atomic
def enter_targets(asked, *, actor, period, by, of="all", decided_on, decision, reason="", seen=None):
    """Ghi chỉ tiêu của nhiều đơn vị theo một văn bản, all or none. `asked`: {unit: Asked}.

    A line for the same unit, period, kind and group takes the place of the earlier one; one that is in force already is
    not written again. `seen`: id of the newest line that the actor was shown. Raises Conflict when one of these units
    got a line since; Refused when the actor may not set this kind of target there, the paper is of a day to come or
    older than the one in force, or a person changes a figure without a reason. A plan ahead is a paper of today for a
    period to come. Returns the lines in force, in the order of `asked`.
    """
    if actor is not None and not all(may_enter(actor, unit, by) for unit in asked):
        raise Refused(RIGHT)
    if decided_on > timezone.localdate():
        raise Refused(AHEAD)
    ids = [unit.pk for unit in asked]
    list(Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    earlier = {unit: line for (unit, kind, group), line in in_force(unit_ids=ids, period=period).items()
               if (kind, group) == (by, of)}  # fmt: skip
    _refuse_stale(asked, earlier, seen)
    paper = {"decided_on": decided_on, "decision": decision}
    changes = {
        unit: one for unit, one in asked.items() if not _is_said(earlier.get(unit.pk), asdict(one) | paper)
    }
    _refuse(changes, earlier, decided_on, reason or actor is None)
    lines = {unit: Target(unit=unit, period=period, by=by, of=of, reason=reason if unit.pk in earlier else "",
                          **asdict(one), **paper)
             for unit, one in changes.items()}  # fmt: skip
    for line in lines.values():
        line.save(force_insert=True)
        journal(
            "units.target_entered", subject=line, unit_id=line.unit_id, actor=actor, on=decided_on,
            period=period.pk, by=by, of=of, value=line.value, rate=line.rate, decision=decision,
            supersedes=line.unit_id in earlier,
        )  # fmt: skip
    return [lines.get(unit) or earlier[unit.pk] for unit in asked]


def _is_said(line, said):
    return line is not None and all(getattr(line, name) == now for name, now in said.items())


def _refuse_stale(asked, earlier, seen):
    if seen is None:
        return
    newer = [unit for unit in asked if unit.pk in earlier and earlier[unit.pk].pk > seen]
    if newer:
        names = ", ".join(unit.name for unit in newer)
        sentence = f"Sau khi đồng chí mở trang này, đã có người ghi chỉ tiêu mới cho: {names}."
        raise Conflict(Reason("STALE", sentence, "Xem lại số đang giao rồi ghi lại nếu còn cần."))


def _refuse(changes, earlier, decided_on, has_reason):
    replaced = [(unit, earlier[unit.pk]) for unit in changes if unit.pk in earlier]
    reasons = [
        Reason(
            "TARGET_ORDER",
            f"{unit}: chỉ tiêu đang áp dụng theo văn bản số {line.decision} "
            f"ngày {line.decided_on:%d/%m/%Y}, mới hơn văn bản này.",
            "Kiểm tra lại ngày văn bản.",
        )
        for unit, line in replaced
        if line.decided_on > decided_on
    ]
    if replaced and not has_reason:
        names = ", ".join(unit.name for unit, _ in replaced)
        sentence = f"Chưa ghi lý do điều chỉnh chỉ tiêu đã có của: {names}."
        reasons.append(Reason("TARGET_REASON", sentence, "Ghi lý do điều chỉnh rồi lưu lại."))
    if reasons:
        raise Refused(*reasons)


def may_enter(user, unit, by):
    """An assigned target is set from above, at the top by the unit itself; what a unit registers, plans or resolves is
    entered by itself or above. Asks the database once for each user object."""
    if by == TargetBy.ASSIGNED:
        above = unit.path[:-STEP] or unit.path
        return any(above.startswith(path) for path in scope_paths(user, "target.assign"))
    return can(user, "target.register" if by == TargetBy.REGISTERED else "target.enter", unit)


def in_force(*, unit_ids, period, as_of=None, upto=None):
    """{(unit_id, by, of): Target}: the line in force on a day, for these units and one period. `upto`: among the lines
    up to this id only, as a page has shown them."""
    lines = Target.objects.filter(unit__in=unit_ids, period=period).order_by("decided_on", "id")
    if as_of:
        lines = lines.filter(decided_on__lte=as_of)
    if upto is not None:
        lines = lines.filter(pk__lte=upto)
    return {(line.unit_id, line.by, line.of): line for line in lines}
