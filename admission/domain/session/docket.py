"""Chốt chương trình: from then on the agenda stands, every file has been asked again, numbers are kept."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from admission.domain.engine import perform
from admission.domain.facts import case_for
from admission.domain.number_books import locked_book
from admission.domain.register import give_back, kept_for, reserve
from admission.models import Candidate, SessionStatus
from admission.rules import judge
from admission.states import Outcome, State
from partytrack.errors import Reason, Refused
from partytrack.journal.write import write as journal

from .agenda import agenda_day
from .held import ACT_OF, locked, touch, waiting_items

ON_AGENDA = (State.ON_AGENDA, State.RECOGNITION_ON_AGENDA)
FELL_OFF = "Hồ sơ không đưa ra phiên họp được"
EMPTY = Reason("EMPTY_AGENDA", "Chương trình chưa có hồ sơ nào.", "Đưa hồ sơ vào chương trình.")
NOT_LOCKED = Reason("NOT_LOCKED", "Chương trình phiên họp này chưa chốt.", "Xem lại phiên họp.")
HAS_OUTCOMES = Reason(
    "HAS_OUTCOMES",
    "Đã ghi kết luận đối với hồ sơ trong chương trình.",
    "Ghi “Để lại phiên sau” cho hồ sơ cần rút.",
)
ELSEWHERE = Reason(
    "ELSEWHERE",
    "Chi bộ đã chuyển khỏi phạm vi của cấp quyết định này.",
    "Đề nghị cấp trên chung của hai nơi rút hồ sơ đó khỏi chương trình.",
)


@transaction.atomic
def lock_agenda(session, *, actor, version, on):
    """Chốt chương trình. Every file is judged as it will be on the day of the session; one that cannot be decided goes
    back to wait, with the reason. The others get their decision numbers, in the order of the agenda.

    Returns (session, [(file, its reasons)] of those that fell off). Raises Refused when nothing is on the agenda.
    """
    session = locked(session, actor, "session.manage", version)
    items = waiting_items(session)
    if not items:
        raise Refused(EMPTY)
    session.items.update(problems="")  # of an earlier try; each file is asked anew
    fallen = [(item, reasons) for item in items if (reasons := why_not(item.candidate, item.round, session))]
    for item, reasons in fallen:
        _fall_off(item, session, reasons, actor=actor, on=on)
    fit, kept = list(session.items.filter(problems="").order_by("id")), kept_for(session)
    for item in fit:
        if item.candidate_id not in kept:  # it may have one from an outcome that was noted and taken back
            reserve(locked_book(session.unit, item.round, session.held_on), item.candidate_id, session)
    session.status = SessionStatus.LOCKED if fit else SessionStatus.PLANNED
    touch(session)
    journal(
        "admission.agenda_locked", subject=session, actor=actor, unit_id=session.unit_id, on=session.held_on,
        files=len(fit), fallen=len(fallen),
    )  # fmt: skip
    return session, [(item.candidate, reasons) for item, reasons in fallen]


def why_not(file, round_, session):
    """Reasons for which the session could not decide on a file; none when it can."""
    if file.state not in ON_AGENDA:
        sentence = f"Hồ sơ đang ở bước “{file.get_state_display()}”."
        return [Reason("NOT_AT_THIS_STEP", sentence, "Mở lại hồ sơ để xem bước tiếp theo.")]
    if file.route.deciding.pk != session.unit_id:
        return [ELSEWHERE]
    return judge(case_for(ACT_OF[round_, Outcome.ADMIT], file, session.held_on, {})).unmet


def _fall_off(item, session, reasons, *, actor, on):
    """The file goes back to wait. One that this actor cannot send back stays, and says so when it is released."""
    file = item.candidate
    if file.state in ON_AGENDA:
        try:
            perform(
                ACT_OF[item.round, Outcome.DEFER], file.pk, actor=actor, version=file.version,
                request_id=uuid.uuid5(uuid.NAMESPACE_OID, f"fall off:{item.pk}:{file.version}"),
                on=agenda_day(session, on), session=session,
                reason=" ".join(reason.sentence for reason in reasons),
            )  # fmt: skip
        except (Candidate.DoesNotExist, PermissionDenied, Refused):
            item.problems = "\n".join(f"{reason.sentence} {reason.remedy}" for reason in reasons)
            return item.save(update_fields=["problems"])
    kept = kept_for(session).get(item.candidate_id)
    give_back([kept] if kept else [], FELL_OFF)
    item.delete()


@transaction.atomic
def unlock_agenda(session, *, actor, version, reason):
    """Mở lại chương trình, as long as no outcome is noted. The numbers kept for it are given back."""
    session = locked(
        session, actor, "session.manage", version, while_=(SessionStatus.PLANNED, SessionStatus.LOCKED)
    )
    if not session.is_locked:
        raise Refused(NOT_LOCKED)
    if session.items.exclude(outcome="").exists():
        raise Refused(HAS_OUTCOMES)
    give_back(kept_for(session).values(), "Mở lại chương trình phiên họp")
    session.status, session.unlocked_because = SessionStatus.PLANNED, reason
    touch(session)
    journal(
        "admission.agenda_unlocked", subject=session, actor=actor, unit_id=session.unit_id, on=session.held_on
    )
    return session
