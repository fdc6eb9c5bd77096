"""The one way to act on a file.

    perform("certify", file_id, actor=user, version=7, request_id=uuid, on=day, **fields)

locks the row, then asks in this order: may the actor see it; was this very request answered before; is the file still
as the form showed it; can it take this step; has the actor the right; has the actor acted at another level of it; do
the rules hold on that day. Then the act writes its facts, the edge moves the state, and version, standing and journal
entry are written: all together or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_fsm import can_proceed, has_transition_perm

from admission import marks
from admission.domain.facts import case_for
from admission.domain.one_file import one_open_file
from admission.models import Candidate, Remark, Standing
from admission.permissions import level_taken, on_behalf_of
from admission.routes import RECEIVER
from admission.rules import judge
from admission.rules.base import Verdict
from admission.states import State
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.models import Entry
from partytrack.journal.write import subject_key
from partytrack.journal.write import write as journal


@dataclass(frozen=True)
class Step:
    """What an act decided: the edge to take, that edge's own fields, what the journal keeps of it, the words that
    the next level reads on the file (why it came back), and rows to save that name the journal entry."""

    edge: str
    fields: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    remark: str = ""
    rows: tuple = ()


@dataclass(frozen=True)
class Act:
    """`edges`: the edges it may take, the usual one first. `record(file, on=…, verdict=…, **fields)` writes the facts
    and returns the `Step`. `facts(**fields)` gives the typed values under the names that the rules know. `among(user)`:
    the files that it may be done on, as far as they can be seen at all."""

    name: str
    edges: tuple[str, ...]
    record: Callable[..., Step]
    facts: Callable[..., dict[str, Any]]
    among: Callable[..., Any]


ACTS: dict[str, Act] = {}
OFFERED = "admission.offer_transfer"
RESTRUCTURED, RESTORED = "admission.restructured", "admission.restructuring_undone"
REQUEST_USED = Reason(
    "REQUEST_USED", "Yêu cầu này đã được ghi cho một việc khác.", "Mở lại trang rồi làm lại nếu còn cần."
)


def act(*edges, facts=lambda **fields: {}, among=Candidate.objects.visible_to):
    """Register the decorated function as the act of its name."""

    def register(record):
        ACTS[record.__name__] = Act(record.__name__, edges, record, facts, among)
        return record

    return register


def level_of(name):
    """The level that an act is declared at (a name from `admission.routes`), whatever step a file stands at."""
    edge = getattr(Candidate, ACTS[name].edges[0])
    return next(iter(edge._django_fsm.transitions.values())).custom["level"]


def is_open(file, name):
    """Can the file take an edge of this act from where it stands? Of rights and rules this says nothing."""
    return any(can_proceed(getattr(file, edge)) for edge in ACTS[name].edges)


@dataclass(frozen=True)
class Done:
    file: Candidate
    entry: Entry
    verdict: Verdict | None  # None when the request had been answered before


@transaction.atomic
def perform(name, file_id, *, actor, version, request_id, on: date, **fields):
    """Do one act on one file. Raises Candidate.DoesNotExist (not visible), Conflict, Refused or PermissionDenied;
    a request that was answered before gets the same answer again and changes nothing."""
    act_ = ACTS[name]
    file = act_.among(actor).select_for_update(of=("self",)).select_related("unit").get(pk=file_id)
    past = _past(file, request_id)
    if request_id in past:
        return Done(file, Entry.objects.get(uid=request_id), None)
    if file.version != version:
        raise _conflict(file)
    if not any(event == OFFERED for *_, event, _ in past.values()):
        file.offer = None  # nor need anybody look it up
    edge = _open_edge(file, act_)
    declared = _declared_level(file, edge)
    if not has_transition_perm(getattr(file, edge), actor):
        raise PermissionDenied
    level = level_taken(file, actor, declared)
    behalf = on_behalf_of(file, actor, declared)
    _check_four_eyes(past, actor, level, answers=declared == RECEIVER)
    _check_day(file, on, past)
    verdict = judge(case_for(name, file, on, act_.facts(**fields)))
    if verdict.unmet:
        raise Refused(*verdict.unmet)
    before = vars(file).copy()
    step = act_.record(file, on=on, verdict=verdict, **fields)
    getattr(file, step.edge)(**step.fields)
    entry = _commit(
        file,
        act_,
        step,
        before=before,
        actor=actor,
        request_id=request_id,
        on=on,
        level=level,
        verdict=verdict,
        behalf=behalf,
    )
    return Done(file, entry, verdict)


def _open_edge(file, act_):
    for edge in act_.edges:
        if can_proceed(getattr(file, edge)):
            return edge
    raise Refused(why_closed(file))


def why_closed(file):
    """The reason why an act of another step is not open on the file."""
    if file.offer:
        offer = file.offer
        sentence = f"Hồ sơ đang được giới thiệu chuyển đến {offer.to_unit} theo giấy số {offer.number}."
        return Reason(
            "OFFERED", sentence, "Chờ nơi đến tiếp nhận hoặc từ chối; cần xử lý tiếp thì rút giấy giới thiệu."
        )
    sentence = f"Hồ sơ đang ở bước “{file.get_state_display()}”."
    if file.state in (State.ON_AGENDA, State.RECOGNITION_ON_AGENDA):
        return Reason("NOT_AT_THIS_STEP", sentence, "Rút hồ sơ khỏi chương trình phiên họp trước.")
    return Reason("NOT_AT_THIS_STEP", sentence, "Mở lại hồ sơ để xem bước tiếp theo.")


def _declared_level(file, edge):
    return getattr(Candidate, edge)._django_fsm.get_transition(file.state).custom["level"]


def _conflict(file):
    return Conflict(
        Reason(
            "STALE",
            "Hồ sơ đã thay đổi sau khi đồng chí mở trang này.",
            "Xem lại hồ sơ rồi làm lại nếu còn cần.",
        ),
        last=Entry.objects.select_related("actor").filter(uid=file.last_entry_id).first(),
    )


def _past(file, request_id):
    """{request id: (who acted, at which level, what, dated when)} of everything that was done to the file, in order.
    Raises Refused when the request was answered already, on something else."""
    mine = subject_key(file)
    entries = Entry.objects.filter(Q(subject=mine) | Q(uid=request_id))
    rows = list(entries.order_by("seq").values_list("uid", "actor_id", "level", "event", "on", "subject"))
    if any(subject != mine for *_, subject in rows):
        raise Refused(REQUEST_USED)
    return {uid: rest for uid, *rest, _ in rows}


def _check_four_eyes(past, actor, level, *, answers):
    """One person does not act at two levels of one file; nor does who offered it answer for the other side."""
    offered_by = [who for who, _, event, _ in past.values() if event == OFFERED]
    if answers and offered_by[-1] == actor.pk:
        raise Refused(
            Reason(
                "FOUR_EYES",
                "Đồng chí đã ký giới thiệu chuyển hồ sơ này đi.",
                "Đề nghị một đồng chí khác của nơi đến trả lời; đồng chí có thể rút giấy giới thiệu.",
            )
        )
    if any(who == actor.pk and where not in ("", level) for who, where, *_ in past.values()):
        raise Refused(
            Reason(
                "FOUR_EYES",
                "Đồng chí đã xử lý hồ sơ này ở một cấp khác.",
                "Đề nghị một đồng chí khác ở cấp này thực hiện.",
            )
        )


def _check_day(file, on, past):
    if on > timezone.localdate():
        raise Refused(Reason("FUTURE", "Ngày thực hiện ở tương lai.", "Ghi việc đã làm, vào ngày đã làm."))
    if on < file.since:
        sentence = f"Ngày {on:%d/%m/%Y} sớm hơn bước trước của hồ sơ ({file.since:%d/%m/%Y})."
        raise Refused(Reason("BACKWARDS", sentence, "Kiểm tra lại ngày thực hiện."))
    came_on = _came_by_restructuring(past)
    if came_on and on < came_on:
        sentence = f"Từ ngày {came_on:%d/%m/%Y} hồ sơ mới thuộc {file.unit}, theo phương án sắp xếp tổ chức."
        raise Refused(Reason("BEFORE_THIS_UNIT", sentence, "Ghi việc làm từ ngày đó trở đi."))


def _came_by_restructuring(past):
    """The day from which the file belongs to its unit by a restructuring that still holds; None where it does not."""
    days = []
    for *_, event, on in past.values():
        if event == RESTRUCTURED:
            days.append(on)
        elif event == RESTORED and days:
            days.pop()  # the last one is undone first
    return days[-1] if days else None


def _commit(file, act_, step, *, before, actor, request_id, on, level, verdict, behalf):
    source, recount = before["state"], []
    moved = (file.state, file.unit_id) != (source, before["unit_id"])
    file.version += 1
    file.last_entry_id = request_id
    if moved:
        file.since, file.remark = on, step.remark
    changed = _changed(file, before)
    with one_open_file():
        file.save(update_fields=changed)
    if moved:
        Standing.objects.filter(candidate=file, valid_to__isnull=True).update(valid_to=on)
        Standing.objects.create(
            candidate=file, unit=file.unit, state=file.state, valid_from=on, entry_id=request_id,
            marks=marks.of_act(file, act_.name, on),
        )  # fmt: skip
    elif not set(marks.PERSON).isdisjoint(changed):
        recount = marks.renew(file)
    if step.remark:
        Remark.objects.create(candidate=file, entry_id=request_id, text=step.remark)
    for row in step.rows:
        row.entry_id = request_id
        row.save()
    return journal(
        f"admission.{act_.name}", subject=file, actor=actor, unit_id=file.unit_id, on=on, level=level, uid=request_id,
        source=source, target=file.state, version=file.version, rules=verdict.met, **step.body,
        **({"on_behalf_of": behalf} if behalf else {}), **({"recount": recount} if recount else {}),
    )  # fmt: skip


def _changed(file, before):
    return [c.name for c in file._meta.concrete_fields if vars(file)[c.attname] != before[c.attname]]
