"""Administering the rules: changes, instruments, moved days, and a unit's own requirements."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from admission.domain.engine import Step, act
from admission.models import (
    AddedInstrument,
    ChangeStatus,
    LocalProof,
    LocalRequirement,
    MovedDay,
    RuleChange,
)
from admission.rules.book import current, forget
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.models import Unit
from units.permissions import can, rules_unit


def _check_right(actor):
    if rules_unit(actor) is None:
        raise PermissionDenied


def _check_ahead(since):
    if since <= timezone.localdate():
        raise Refused(
            Reason(
                "NOT_RETROACTIVE",
                "Quy tắc chỉ áp dụng từ một ngày sau hôm nay: việc đã làm được xét theo quy tắc của ngày đó.",
                "Chọn ngày áp dụng từ ngày mai trở đi.",
            )
        )


def _note(event, subject, actor, on, **body):
    journal(f"admission.{event}", subject=subject, actor=actor, unit_id=rules_unit(actor).pk, on=on, **body)
    transaction.on_commit(forget)


@transaction.atomic
def draft_change(*, actor, code, since, source, clause, figures, confidence, note):
    """Soạn một thay đổi: nothing is judged by it until it is switched on. Returns the `RuleChange`."""
    _check_right(actor)
    _check_ahead(since)
    change = RuleChange.objects.create(
        code=code, since=since, source=source, clause=clause, figures=figures, confidence=confidence, note=note,
        entered_by=actor,
    )  # fmt: skip
    _note("rule_drafted", change, actor, since, code=code, figures=figures)
    return change


def _locked(change):
    change = RuleChange.objects.select_for_update().get(pk=change.pk)
    if change.status != ChangeStatus.DRAFT:
        raise Conflict(
            Reason(
                "NOT_A_DRAFT", f"Thay đổi này {change.get_status_display().lower()}.", "Mở lại trang quy tắc."
            )
        )
    return change


@transaction.atomic
def switch_on(change, *, actor):
    """Bật một thay đổi: from its day on, acts are judged by it. Raises Refused when that day has come already."""
    _check_right(actor)
    change = _locked(change)
    _check_ahead(change.since)
    before = dict(current().provision(change.code, change.since).figures)
    change.status = ChangeStatus.ON
    try:
        with transaction.atomic():
            change.save(update_fields=["status"])
    except IntegrityError:
        sentence = f"Đã có thay đổi khác của quy tắc này từ ngày {change.since:%d/%m/%Y}."
        raise Refused(
            Reason("CHANGE_TWICE", sentence, "Soạn lại với ngày khác, hoặc bỏ thay đổi này.")
        ) from None
    _note(
        "rule_switched_on",
        change,
        actor,
        change.since,
        code=change.code,
        before=before,
        figures=change.figures,
    )
    return change


@transaction.atomic
def drop_change(change, *, actor):
    """Bỏ một thay đổi còn đang soạn."""
    _check_right(actor)
    change = _locked(change)
    change.status = ChangeStatus.DROPPED
    change.save(update_fields=["status"])
    _note("rule_dropped", change, actor, change.since, code=change.code)


@transaction.atomic
def add_instrument(*, actor, **fields):
    """Ghi văn bản mới: it replaces the last of its series from its day on. Returns the `AddedInstrument`."""
    _check_right(actor)
    _check_ahead(fields["since"])
    instrument = AddedInstrument.objects.create(**fields)
    _note("instrument_added", instrument, actor, fields["since"], number=fields["number"])
    return instrument


@transaction.atomic
def add_moved_day(*, actor, rests, works, decision):
    """Ghi ngày nghỉ hoán đổi."""
    _check_right(actor)
    _check_ahead(min(day for day in (rests, works) if day))
    moved = MovedDay.objects.create(rests=rests, works=works, decision=decision)
    _note("day_moved", moved, actor, rests, works=works)
    return moved


@transaction.atomic
def require(*, actor, unit, round, title, decision, since):
    """Đặt thêm một yêu cầu cho đơn vị và cấp dưới, beyond what the rules ask. Returns the `LocalRequirement`."""
    if not can(actor, "requirement.manage", unit):
        raise PermissionDenied
    _check_ahead(since)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    row = LocalRequirement.objects.create(unit=unit, round=round, title=title, decision=decision, since=since)
    journal("admission.requirement_set", subject=row, actor=actor, unit_id=unit.pk, on=since, title=title)
    return row


@transaction.atomic
def require_no_more(row, *, actor, until):
    """Thôi áp dụng một yêu cầu riêng từ một ngày."""
    if not can(actor, "requirement.manage", row.unit):
        raise PermissionDenied
    row = LocalRequirement.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    _check_ahead(until)
    if row.until or until < row.since:
        raise Refused(Reason("ENDED", "Yêu cầu này đã có ngày thôi áp dụng.", "Xem lại danh sách yêu cầu."))
    row.until = until
    row.save(update_fields=["until"])
    journal("admission.requirement_ended", subject=row, actor=actor, unit_id=row.unit_id, on=until)


@act("meet_requirement")
def meet_requirement(file, *, on, verdict, requirement, text):
    """Ghi việc đáp ứng một yêu cầu riêng của cấp trên."""
    LocalProof.objects.create(requirement=requirement, candidate=file, on=on, text=text)
    return Step("meet_requirement", body={"requirement": requirement.pk})
