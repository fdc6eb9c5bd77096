"""The way of a restructuring: drafted, rehearsed, submitted, approved by a second person, applied, undone.

Each function checks the right, locks the plan, refuses a version that is not the newest, and writes the journal.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key, write_all
from partytrack.journal.write import write as journal
from units.hierarchy import lock_tree
from units.models import Restructuring, RestructuringStatus, RestructuringStep, RestructuringTrace
from units.permissions import can

from . import hooks
from .carry_out import carry_out
from .changes import undo as set_back
from .reach import check_reach
from .rehearsal import is_ready, told
from .rehearsal import rehearse as run_through
from .undoing import check_tree, dependents, restored_entries

DRAFTS, APPROVES, TARGETS = "unit.restructure", "unit.approve", "target.view"
S = RestructuringStatus


@transaction.atomic
def draft(*, actor, unit, **fields):
    """Soạn phương án. `fields`: title, decision, decided_on, effective_on, target_rule, grant_rule."""
    if not can(actor, DRAFTS, unit):
        raise PermissionDenied
    plan = Restructuring.objects.create(unit=unit, drafted_by=actor, **fields)
    _record("drafted", plan, actor)
    return plan


@transaction.atomic
def amend(plan, *, actor, version, **fields):
    """Sửa thông tin chung of a draft."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    _changed(plan, **fields)
    _record("amended", plan, actor)
    return plan


@transaction.atomic
def add_steps(plan, rows, *, actor, version):
    """Thêm việc at the end: `rows` are fields of `RestructuringStep`. Raises Refused when one reaches beyond the units
    for which the actor drafts; whether they can be carried out the rehearsal tells."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    last = plan.steps.order_by("position").last()
    first = last.position + 1 if last else 1
    steps = [
        RestructuringStep(restructuring=plan, position=at, **row) for at, row in enumerate(rows, start=first)
    ]
    RestructuringStep.objects.bulk_create(steps)
    return _amended(plan, actor, steps=len(rows))


@transaction.atomic
def drop_step(plan, position, *, actor, version):
    """Bỏ một việc; those after it move up."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    plan.steps.filter(position=position).delete()
    for at, step in enumerate(plan.steps.order_by("position"), start=1):
        plan.steps.filter(pk=step.pk).update(position=at)
    _changed(plan)
    _record("amended", plan, actor, dropped=position)
    return plan


@transaction.atomic
def change_step(plan, position, row, *, actor, version):
    """Sửa một việc in its place; `row` as for `add_steps`. New figures stay with a step of the same kind."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    old = plan.steps.get(position=position)
    figures = {"reissue": old.reissue} if row["kind"] == old.kind else {}
    RestructuringStep(pk=old.pk, restructuring=plan, position=position, **figures, **row).save()
    return _amended(plan, actor, changed=position)


@transaction.atomic
def shift_step(plan, position, by, *, actor, version):
    """Chuyển một việc lên (`by` -1) hoặc xuống (1) một bậc; the first stays first, the last stays last."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    steps = list(plan.steps.order_by("position"))
    at = next((at for at, step in enumerate(steps) if step.position == position), None)
    if at is None or not 0 <= at + by < len(steps):
        return plan
    one, other = steps[at], steps[at + by]
    for step, place in ((one, len(steps) + position + 1), (other, one.position), (one, other.position)):
        plan.steps.filter(pk=step.pk).update(position=place)
    return _amended(plan, actor, shifted=position)


@transaction.atomic
def reissue(plan, figures, *, actor, version):
    """Ghi chỉ tiêu giao lại: {position of the step: [[period id, by, of, value]]}, by who may see those in force."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    if not can(actor, TARGETS, plan.unit):
        raise PermissionDenied
    for position, rows in figures.items():
        plan.steps.filter(position=position).update(reissue=rows)
    _changed(plan)
    _record("amended", plan, actor, reissued=len(figures))
    return plan


@transaction.atomic
def rehearse(plan, *, actor, version):
    """Chạy thử, by whoever drafts or approves."""
    plan = _locked(plan, actor, None, version, S.DRAFT, S.SUBMITTED, S.APPROVED)
    run_through(plan)
    _save(plan)
    _record("rehearsed", plan, actor, problems=len(plan.rehearsal["problems"]))
    return plan


@transaction.atomic
def submit(plan, *, actor, version):
    """Trình phê duyệt: rehearsed as things stand, without a problem."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    _check_ready(plan)
    check_reach(plan, actor, DRAFTS)
    plan.status, plan.submitted_by, plan.returned_because = S.SUBMITTED, actor, ""
    _save(plan)
    _record("submitted", plan, actor)
    return plan


@transaction.atomic
def give_back(plan, *, actor, version, reason):
    """Trả lại để sửa; also of one that was approved, as long as it is not applied."""
    plan = _locked(plan, actor, None, version, S.SUBMITTED, S.APPROVED)
    plan.status, plan.returned_because = S.DRAFT, reason
    plan.approved_by = plan.approved_at = None
    _save(plan)
    _record("returned", plan, actor)
    return plan


@transaction.atomic
def approve(plan, *, actor, version):
    """Phê duyệt, by a person who had no hand in it. Raises Refused when the rehearsal is out of date."""
    plan = _locked(plan, actor, APPROVES, version, S.SUBMITTED)
    if actor.pk in authors(plan):
        raise Refused(
            Reason(
                "TWO_PEOPLE",
                "Đồng chí đã soạn, sửa hoặc trình phương án này.",
                "Đề nghị một đồng chí khác có quyền phê duyệt.",
            )
        )
    _check_ready(plan)
    check_reach(plan, actor, APPROVES)
    plan.status, plan.approved_by, plan.approved_at = S.APPROVED, actor, timezone.now()
    _save(plan)
    _record("approved", plan, actor)
    return plan


@transaction.atomic
def apply(plan, *, actor, version):
    """Thực hiện phương án, all of it or nothing. Without an actor the task of beat does it."""
    plan = _locked(plan, actor, None, version, S.APPROVED)
    if plan.effective_on > timezone.localdate():
        sentence = f"Phương án có hiệu lực từ {plan.effective_on:%d/%m/%Y}."
        remedy = "Hệ thống tự thực hiện vào ngày đó, hoặc đồng chí thực hiện từ ngày đó trở đi."
        raise Refused(Reason("NOT_YET", sentence, remedy))
    outcome = carry_out(plan, actor)
    if outcome.problems:
        raise Refused(*(problem.reason for problem in outcome.problems))
    moves = outcome.moves
    RestructuringTrace.objects.bulk_create(
        RestructuringTrace(restructuring=plan, table=table, made=made, rows=rows)
        for table, made, rows in moves.changes.traces
    )
    plan.status, plan.applied_by, plan.applied_at = S.APPLIED, actor, timezone.now()
    plan.rehearsal, plan.rehearsed_at = told(outcome), plan.applied_at  # the page shows what was done indeed
    _save(plan)
    counts = {section: len(rows) for section, rows in moves.touched.items()}
    moves.record("units.restructured", plan, plan.unit_id, decision=plan.decision, **counts)
    write_all(moves.entries)
    return plan


@transaction.atomic
def undo(plan, *, actor, version):
    """Hoàn tác: everything as it was. Raises Refused, naming what has come to depend on the new units."""
    plan = _locked(plan, actor, APPROVES, version, S.APPLIED)
    lock_tree()
    if found := dependents(plan):
        raise Refused(*found)
    plan.undone_by, plan.undone_at = actor, timezone.now()
    traces = list(plan.traces.order_by("-id"))
    entries = restored_entries(plan, traces, actor)
    set_back(traces, {table: _restorer(table, plan, entries) for table in hooks.restorers})
    check_tree(traces)
    plan.traces.all().delete()
    plan.status = S.UNDONE
    _save(plan)
    write_all([*entries, {**_entry("undone", plan, actor), "event": "units.restructuring_undone"}])
    return plan


@transaction.atomic
def discard(plan, *, actor, version):
    """Bỏ bản thảo."""
    plan = _locked(plan, actor, DRAFTS, version, S.DRAFT)
    _record("discarded", plan, actor)
    plan.delete()


def authors(plan):
    """Ids of all who ever drafted, changed or submitted the plan, by the journal: none of them approves it."""
    events = [f"units.plan_{word}" for word in ("drafted", "amended", "submitted")]
    entries = Entry.objects.filter(subject=subject_key(plan), event__in=events)
    return set(entries.order_by().values_list("actor_id", flat=True))


def due(today):
    """Plans that are approved and in effect, the oldest first."""
    return Restructuring.objects.filter(status=S.APPROVED, effective_on__lte=today).order_by(
        "effective_on", "id"
    )


def _locked(plan, actor, action, version, *states):
    """The plan as it is now. `action` None: whoever drafts or approves; no actor: the system."""
    plan = Restructuring.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    actions = (action,) if action else (DRAFTS, APPROVES)
    if actor is not None and not any(can(actor, one, plan.unit) for one in actions):
        raise PermissionDenied
    if version is not None and plan.version != version:
        last = (
            Entry.objects.filter(subject=subject_key(plan)).select_related("actor").order_by("-seq").first()
        )
        sentence = "Phương án đã thay đổi sau khi đồng chí mở trang này."
        raise Conflict(Reason("STALE", sentence, "Xem lại phương án rồi làm lại nếu còn cần."), last=last)
    if plan.status not in states:
        sentence = f"Phương án đang ở bước “{plan.get_status_display()}”."
        raise Refused(Reason("PLAN_STATE", sentence, "Mở lại phương án để xem bước tiếp theo."))
    return plan


def _amended(plan, actor, **said):
    """The draft says something else; whoever draws it up reaches all that it touches."""
    check_reach(plan, actor, DRAFTS)
    _changed(plan)
    _record("amended", plan, actor, **said)
    return plan


def _changed(plan, **fields):
    """A draft that was changed has yet to be rehearsed."""
    for name, value in {**fields, "rehearsal": None, "rehearsed_seq": None, "rehearsed_at": None}.items():
        setattr(plan, name, value)
    _save(plan)


def _save(plan):
    plan.version += 1
    plan.save()


def _check_ready(plan):
    if is_ready(plan):
        return
    sentence = "Chưa chạy thử, hoặc dữ liệu đã thay đổi sau lần chạy thử."
    if plan.rehearsal and plan.rehearsal["problems"]:
        sentence = "Lần chạy thử còn vướng mắc."
    raise Refused(Reason("NOT_REHEARSED", sentence, "Chạy thử lại, xem kết quả, rồi tiếp tục."))


def _restorer(table, plan, entries):
    return lambda rows: hooks.restorers[table](plan, rows, entries)


def _entry(word, plan, actor, **body):
    return {
        "event": f"units.plan_{word}", "subject": plan, "actor": actor, "unit_id": plan.unit_id,
        "on": plan.effective_on, **body,
    }  # fmt: skip


def _record(word, plan, actor, **body):
    journal(**_entry(word, plan, actor, **body))
