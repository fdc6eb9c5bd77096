"""A session held by its row lock while it is changed."""

from django.core.exceptions import PermissionDenied

from admission.models import Candidate, Session, SessionStatus
from admission.states import Outcome, Round
from partytrack.errors import Conflict, Reason
from units.models import Unit
from units.permissions import can

ACT_OF = {  # a file on which the level above is asked waits as a deferred one does
    (Round.ADMISSION, Outcome.ADMIT): "decide",
    (Round.ADMISSION, Outcome.DEFER): "defer",
    (Round.ADMISSION, Outcome.REFER): "refer",
    (Round.ADMISSION, Outcome.HIGHER): "defer",
    (Round.ADMISSION, Outcome.REFUSE): "refuse",
    (Round.RECOGNITION, Outcome.ADMIT): "recognise",
    (Round.RECOGNITION, Outcome.DEFER): "defer_recognition",
    (Round.RECOGNITION, Outcome.REFER): "refer_recognition",
    (Round.RECOGNITION, Outcome.HIGHER): "defer_recognition",
    (Round.RECOGNITION, Outcome.REFUSE): "refuse_recognition",
}
PREPARING = (SessionStatus.PLANNED,)
RECORDING = (SessionStatus.PLANNED, SessionStatus.LOCKED, SessionStatus.PARTLY)
RELEASED = Reason("RELEASED", "Phiên họp này đã công bố kết quả.", "Xem kết quả của phiên họp.")
LOCKED = Reason(
    "AGENDA_LOCKED",
    "Chương trình phiên họp đã chốt.",
    "Mở lại chương trình trước, hoặc đưa hồ sơ vào phiên họp sau.",
)
STALE = Reason("STALE", "Phiên họp đã thay đổi sau khi mở trang này.", "Xem lại rồi làm lại nếu còn cần.")


def locked(session, actor, action, version=None, *, while_=PREPARING):
    """The session as it is now, locked; first its unit, whose sessions one person changes at a time. Raises
    Session.DoesNotExist, PermissionDenied, or Conflict when it is in none of the statuses `while_`."""
    Unit.objects.select_for_update(no_key=True).get(pk=session.unit_id)
    session = (
        Session.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=session.pk)
    )
    if not can(actor, action, session.unit):
        raise PermissionDenied
    if session.status not in while_:
        raise Conflict(LOCKED if session.is_locked else RELEASED)
    if version is not None and session.version != version:
        raise Conflict(STALE)
    return session


def waiting_items(session):
    """What is still to be released, in the order of the agenda, with the files locked in one order for everybody."""
    waiting = session.items.filter(published=False)
    list(Candidate.objects.select_for_update().filter(pk__in=waiting.values("candidate")).order_by("pk"))
    return list(waiting.select_related("candidate__unit").order_by("id"))


def touch(session):
    session.version += 1
    session.save()
