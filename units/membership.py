"""How many members a unit has on named days: the bases that rates are taken of. Lines are added, never changed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal
from units.models.target import Basis, How, MembershipCount, Target
from units.models.unit import Unit
from units.permissions import can

# The app that keeps the list of members adds its function (units, day) -> {unit id: (full, probationary)}, subtrees
# included, as the tree stood on that day.
counters = []
NOBODY_COUNTS = Reason(
    "NO_MEMBER_LIST",
    "Chưa có danh sách đảng viên để đếm.",
    "Ghi số đảng viên theo báo cáo của đơn vị.",
)


@transaction.atomic
def declare_members(*, actor, unit, on, full, probationary, basis, reason=""):
    """Ghi số đảng viên của một đơn vị vào một ngày; a later line for the same day and kind takes the place of the
    earlier one. Raises Refused, also when the earlier one was used and no reason is given; PermissionDenied."""
    if actor is not None and not can(actor, "target.enter", unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = MembershipCount.objects.filter(unit=unit, on=on, basis=basis).order_by("id").last()
    if last and (last.full, last.probationary) == (full, probationary):
        raise Refused(
            sentence=f"Số này đã được ghi cho ngày {on:%d/%m/%Y}.",
            remedy="Ghi số khác để thay, hoặc quay lại.",
        )
    return _write(
        last, actor, How.DECLARED, reason, unit=unit, on=on, basis=basis, counts=(full, probationary)
    )


@transaction.atomic
def count_members(*, actor, unit, on, basis, reason=""):
    """Đếm từ danh sách đảng viên: the unit and its direct children on a day, all or none.

    Returns the lines written; who has the counted figure already gets none. Raises Refused, PermissionDenied.
    """
    if not can(actor, "target.enter", unit):
        raise PermissionDenied
    if not counters:
        raise Refused(NOBODY_COUNTS)
    units = [unit, *unit.children.open().order_by("path")]
    ids = [one.pk for one in units]
    list(Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    found = MembershipCount.objects.filter(unit__in=ids, on=on, basis=basis).order_by("id")
    last = {line.unit_id: line for line in found}
    written = []
    for one, counts in _counted(units, on):
        before = last.get(one.pk)
        if before is None or (before.full, before.probationary, before.how) != (*counts, How.COUNTED):
            line = _write(before, actor, How.COUNTED, reason, unit=one, on=on, basis=basis, counts=counts)
            written.append(line)
    if not written:
        raise Refused(
            sentence=f"Số đếm ngày {on:%d/%m/%Y} đã được ghi và không thay đổi.", remedy="Không cần ghi lại."
        )
    return written


def _counted(units, on):
    counts = {pk: pair for count in counters for pk, pair in count(units, on).items()}
    return [(unit, counts[unit.pk]) for unit in units if unit.pk in counts]


def _write(last, actor, how, reason, *, unit, on, basis, counts):
    if last and not reason and is_used(last):
        sentence = f"{unit}: số đảng viên ngày {on:%d/%m/%Y} đã được dùng trong báo cáo hoặc chỉ tiêu."
        raise Refused(Reason("MEMBERS_USED", sentence, "Ghi lý do sửa; báo cáo đã in giữ số cũ."))
    full, probationary = counts
    line = MembershipCount.objects.create(
        unit=unit, on=on, basis=basis, full=full, probationary=probationary, how=how,
        reason=reason if last else "",
    )  # fmt: skip
    journal(
        "units.members_declared", subject=line, unit_id=unit.pk, actor=actor, on=on, full=full,
        probationary=probationary, how=how, corrects=last.pk if last else None,
    )  # fmt: skip
    return line


def is_used(line):
    """Did a report print this base, or is a rate of it asked of the unit?"""
    return bool(line.used_at) or Target.objects.filter(unit=line.unit_id, basis=line.basis).exists()


def mark_used(keys):
    """Freeze bases that a report prints. `keys`: (unit id, basis, day) of each; the lines in force now are marked."""
    keys = set(keys)
    lines = MembershipCount.objects.filter(unit__in={unit for unit, _, _ in keys}).order_by("id")
    newest = {(line.unit_id, line.basis, line.on): line for line in lines}
    fresh = [line.pk for key, line in newest.items() if key in keys and line.used_at is None]
    MembershipCount.objects.filter(pk__in=fresh).update(used_at=timezone.now())


def known(unit_ids, as_of):
    """The lines for days up to `as_of`, one for each unit, day and basis, in order of days.

    Of several for the same day the last that had been entered by the end of `as_of`: a correction does not reach back
    into figures of a day before it was made. Where all were entered later, the last one.
    """
    lines = MembershipCount.objects.filter(unit__in=unit_ids, on__lte=as_of).order_by("on", "id")
    chosen = {}
    for line in lines:
        key = line.unit_id, line.basis, line.on
        before = chosen.get(key)
        if before is None or _entered_by(line, as_of) or not _entered_by(before, as_of):
            chosen[key] = line
    return sorted(chosen.values(), key=lambda line: (line.on, line.pk))


def _entered_by(line, day):
    return line.entered_at is None or timezone.localdate(line.entered_at) <= day


def newest(unit_ids, as_of):
    """{unit id: the line of the latest day}, whatever it is the base of; of one day the counted one."""
    lines = sorted(known(unit_ids, as_of), key=lambda line: (line.on, line.how == How.COUNTED, line.pk))
    return {line.unit_id: line for line in lines}


BASIS_WORDS = {Basis.TERM_START: "đầu nhiệm kỳ", Basis.YEAR_END: "cuối năm trước", Basis.COUNTED: "thực có"}
