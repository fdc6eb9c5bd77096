"""The monthly session of a deciding body: agenda, outcomes, release.

Outcomes are notes on the agenda until the session is released; then each becomes an act on its file, dated on the day
of the session, in one go.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from admission.domain.engine import perform
from admission.models import AgendaItem, Candidate, Session, SessionStatus
from admission.routes import route_of
from admission.states import Outcome, Round, State
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.models import Unit
from units.permissions import can

READY = (State.APPRAISED, State.RECOGNITION_APPRAISED)
ACT_OF = {
    (Round.ADMISSION, Outcome.ADMIT): "decide",
    (Round.ADMISSION, Outcome.DEFER): "defer",
    (Round.ADMISSION, Outcome.REFER): "refer",
    (Round.ADMISSION, Outcome.REFUSE): "refuse",
    (Round.RECOGNITION, Outcome.ADMIT): "recognise",
    (Round.RECOGNITION, Outcome.DEFER): "defer_recognition",
    (Round.RECOGNITION, Outcome.REFER): "refer_recognition",
    (Round.RECOGNITION, Outcome.REFUSE): "refuse_recognition",
}


@transaction.atomic
def plan_session(*, actor, unit, held_on, signer):
    """Mở một phiên họp của cấp có thẩm quyền. Raises Refused, PermissionDenied; returns the `Session`."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    if Session.objects.filter(unit=unit, held_on=held_on).exists():
        raise Refused(
            Reason(
                "SESSION_TWICE",
                f"Đã có phiên họp ngày {held_on:%d/%m/%Y}.",
                "Mở phiên họp đó, hoặc chọn ngày khác.",
            )
        )
    session = Session.objects.create(unit=unit, held_on=held_on, signer=signer)
    journal("admission.session_planned", subject=session, actor=actor, unit_id=unit.pk, on=held_on)
    return session


def ready_files(session, user):
    """Files that may go on the agenda: appraised, of branches for which this unit decides; oldest first."""
    files = (
        Candidate.objects.visible_to(user)
        .filter(state__in=READY)
        .select_related("unit")
        .order_by("since", "id")
    )
    routes = {}
    return [file for file in files if _route(routes, file.unit).deciding == session.unit]


def _route(known, unit):
    if unit.pk not in known:
        known[unit.pk] = route_of(unit)
    return known[unit.pk]


def add_to_agenda(session, file, *, actor, request_id, on):
    """Put one ready file on the agenda, whichever round it is in."""
    name = "put_on_agenda" if file.state == State.APPRAISED else "put_recognition_on_agenda"
    return perform(
        name, file.pk, actor=actor, version=file.version, request_id=request_id, on=on, session=session
    )


@transaction.atomic
def take_off_agenda(item, *, actor, request_id, on):
    """Rút khỏi chương trình: the file waits for a later session."""
    session = _locked(item.session, actor, "session.manage")
    file = item.candidate
    act = ACT_OF[item.round, Outcome.DEFER]
    perform(act, file.pk, actor=actor, version=file.version, request_id=request_id, on=on, session=session)
    item.delete()


@transaction.atomic
def note_outcomes(session, outcomes, *, actor, version):
    """Ghi kết luận của phiên họp. `outcomes` maps the id of an agenda item to (outcome, reason, number)."""
    session = _locked(session, actor, "session.release", version)
    for item in session.items.all():
        if item.pk in outcomes:
            item.outcome, item.reason, item.number = outcomes[item.pk]
            item.save(update_fields=["outcome", "reason", "number"])
    _touch(session)
    return session


def release_problems(session, items):
    """Why a session cannot be released yet: a list of `Reason`, empty when it can."""
    problems, numbers = [], {}
    if session.held_on > timezone.localdate():
        problems.append(
            Reason(
                "SESSION_AHEAD",
                f"Phiên họp ngày {session.held_on:%d/%m/%Y} chưa diễn ra.",
                "Chờ đến sau phiên họp.",
            )
        )
    if not session.signer:
        problems.append(
            Reason("NO_SIGNER", "Chưa ghi người ký quyết định.", "Ghi họ tên người ký của phiên họp.")
        )
    if not items:
        problems.append(
            Reason("EMPTY_AGENDA", "Chương trình chưa có hồ sơ nào.", "Đưa hồ sơ vào chương trình.")
        )
    for item in items:
        name = item.candidate.full_name
        if not item.outcome:
            problems.append(
                Reason("NO_OUTCOME", f"Chưa ghi kết luận đối với {name}.", "Chọn kết luận cho hồ sơ này.")
            )
        elif item.outcome == Outcome.ADMIT and not item.number:
            problems.append(Reason("NO_NUMBER", f"Chưa có số quyết định của {name}.", "Ghi số quyết định."))
        elif item.outcome != Outcome.ADMIT and not item.reason:
            problems.append(Reason("NO_REASON", f"Chưa ghi lý do đối với {name}.", "Ghi lý do của kết luận."))
        if item.outcome == Outcome.ADMIT and item.number:
            numbers.setdefault((item.round, item.number), []).append(name)
    for (_, number), names in numbers.items():
        if len(names) > 1:
            problems.append(
                Reason(
                    "NUMBER_TWICE",
                    f"Số {number} ghi cho nhiều người: {', '.join(names)}.",
                    "Mỗi quyết định một số.",
                )
            )
    return problems


@transaction.atomic
def release_session(session, *, actor, version):
    """Công bố kết quả: every outcome becomes an act on its file, all or none. Raises Refused with every reason.

    The request id of each act derives from the agenda item, so a release that is sent twice has one effect.
    """
    session = _locked(session, actor, "session.release", version)
    items = list(session.items.select_related("candidate", "candidate__unit"))
    problems = release_problems(session, items)
    for item in [] if problems else items:
        try:
            _carry_out(item, session, actor)
        except Refused as refusal:
            problems += [
                Reason(r.code, f"{item.candidate.full_name}: {r.sentence}", r.remedy, r.instrument, r.clause)
                for r in refusal.reasons
            ]
    if problems:
        raise Refused(*problems)
    session.status = SessionStatus.RELEASED
    _touch(session)
    counts = {outcome: sum(item.outcome == outcome for item in items) for outcome in Outcome.values}
    journal(
        "admission.session_released",
        subject=session,
        actor=actor,
        unit_id=session.unit_id,
        on=session.held_on,
        **counts,
    )
    return session


def _carry_out(item, session, actor):
    admitted = item.outcome == Outcome.ADMIT
    own = {"number": item.number} if admitted else {"reason": item.reason}
    perform(
        ACT_OF[item.round, item.outcome], item.candidate_id, actor=actor, version=item.candidate.version,
        request_id=uuid.uuid5(uuid.NAMESPACE_OID, f"release:{item.pk}:{item.candidate.version}"),
        on=session.held_on, session=session, **own,
    )  # fmt: skip


def _locked(session, actor, action, version=None):
    session = (
        Session.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=session.pk)
    )
    if not can(actor, action, session.unit):
        raise PermissionDenied
    if session.is_released:
        raise Conflict(Reason("RELEASED", "Phiên họp này đã công bố kết quả.", "Xem kết quả của phiên họp."))
    if version is not None and session.version != version:
        raise Conflict(
            Reason("STALE", "Phiên họp đã thay đổi sau khi mở trang này.", "Xem lại rồi làm lại nếu còn cần.")
        )
    return session


def _touch(session):
    session.version += 1
    session.save()


def session_of(file):
    """The agenda item that a file stands on now, or None."""
    return (
        AgendaItem.objects.filter(candidate=file, session__status=SessionStatus.PLANNED)
        .select_related("session")
        .first()
    )
