"""The monthly session of a deciding body: agenda, outcomes, release.

Outcomes are notes on the agenda until the session is released; then each becomes an act on its file, dated on the day
of the session, in one go. Whatever changes a session locks its row first, then the files.
"""

import re
import uuid
from collections import defaultdict
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from admission.domain.engine import perform
from admission.models import AgendaItem, Candidate, Decision, Session, SessionStatus
from admission.routes import routes_of
from admission.states import Outcome, Round, State
from partytrack.errors import Conflict, Reason, Refused
from partytrack.journal.write import write as journal
from units.models import Unit, UnitPower
from units.permissions import can, units_for
from units.querysets import within

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
RELEASED = Reason("RELEASED", "Phiên họp này đã công bố kết quả.", "Xem kết quả của phiên họp.")
OUT_OF_SCOPE = Reason(
    "OUT_OF_SCOPE",
    "Chương trình có hồ sơ của một chi bộ đã chuyển khỏi phạm vi của đồng chí.",
    "Đề nghị cấp trên chung của hai nơi rút hồ sơ đó khỏi chương trình.",
)


def deciding_units(user):
    """Units for which the user may plan sessions: those whose committee decides, and a topmost unit, which records
    what is decided elsewhere when nobody below it may decide."""
    powers = UnitPower.objects.on(timezone.localdate()).values("unit")
    return units_for(user, "session.manage").open().filter(Q(pk__in=powers) | Q(parent=None)).order_by("path")


@transaction.atomic
def plan_session(*, actor, unit, held_on, signer):
    """Mở một phiên họp của cấp có thẩm quyền. Raises Refused, PermissionDenied; returns the `Session`."""
    if not can(actor, "session.manage", unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    _check_free(unit, held_on)
    session = Session.objects.create(unit=unit, held_on=held_on, signer=signer)
    journal("admission.session_planned", subject=session, actor=actor, unit_id=unit.pk, on=held_on)
    return session


@transaction.atomic
def amend_session(session, *, actor, version, held_on, signer):
    """Sửa ngày họp, người ký. Not to a day before a file on the agenda was put there."""
    session = _locked(session, actor, "session.manage", version)
    if held_on != session.held_on:
        _check_free(session.unit, held_on)
    later = Candidate.objects.filter(agenda_items__session=session, since__gt=held_on).count()
    if later:
        sentence = f"Có {later} hồ sơ được đưa vào chương trình sau ngày {held_on:%d/%m/%Y}."
        raise Refused(Reason("BACKWARDS", sentence, "Chọn ngày muộn hơn, hoặc rút các hồ sơ đó trước."))
    session.held_on, session.signer = held_on, signer
    _touch(session)
    journal("admission.session_amended", subject=session, actor=actor, unit_id=session.unit_id, on=held_on)
    return session


def _check_free(unit, day):
    if Session.objects.filter(unit=unit, held_on=day).exists():
        sentence = f"Đã có phiên họp ngày {day:%d/%m/%Y}."
        raise Refused(Reason("SESSION_TWICE", sentence, "Mở phiên họp đó, hoặc chọn ngày khác."))


def ready_files(session, user):
    """Files that may go on the agenda: appraised, of branches for which this unit decides; oldest first."""
    files = list(
        Candidate.objects.visible_to(user)
        .filter(within([session.unit.path], "unit__path"), state__in=READY)
        .select_related("unit")
        .order_by("since", "id")
    )
    routes = routes_of({file.unit for file in files})
    return [file for file in files if routes[file.unit_id].deciding == session.unit]


def agenda_day(session, today):
    """The day on which something is put on the agenda or taken off it: a meeting that is recorded afterwards had its
    agenda on the day of the meeting at the latest, and outcomes never run backwards."""
    return min(session.held_on, today)


@transaction.atomic
def add_to_agenda(session, file, *, actor, request_id, on, version=None):
    """Put one ready file on the agenda, whichever round it is in. `version`: of the file as the actor saw it."""
    session = _locked(session, actor, "session.manage")  # no file slips in behind a release
    name = "put_on_agenda" if file.state == State.APPRAISED else "put_recognition_on_agenda"
    version = file.version if version is None else version
    return perform(name, file.pk, actor=actor, version=version, request_id=request_id, on=on, session=session)


@transaction.atomic
def take_off_agenda(item, *, actor, request_id, on):
    """Rút khỏi chương trình: the file waits for a later session."""
    session = _locked(item.session, actor, "session.manage")
    file = item.candidate
    perform(
        ACT_OF[item.round, Outcome.DEFER], file.pk, actor=actor, version=file.version, request_id=request_id,
        on=on, session=session, reason="Rút khỏi chương trình phiên họp",
    )  # fmt: skip
    item.delete()
    _touch(session)  # who confirms a release must have seen this


@transaction.atomic
def note_outcomes(session, outcomes, *, actor, version):
    """Ghi kết luận của phiên họp. `outcomes` maps the id of an agenda item to (outcome, reason, number)."""
    session = _locked(session, actor, "session.release", version)
    if ahead := _ahead(session):
        raise Refused(ahead)
    items = [item for item in session.items.select_related("candidate") if item.pk in outcomes]
    for item in items:
        item.outcome, item.reason, number = outcomes[item.pk]
        item.number = number if item.outcome == Outcome.ADMIT else ""
    if twice := _numbers_given_twice(items):
        raise Refused(*twice)
    session.items.filter(pk__in=outcomes).update(number="")  # so that two files can exchange their numbers
    AgendaItem.objects.bulk_update(items, ["outcome", "reason", "number"])
    _touch(session)
    noted = {"files": len(items)}  # the outcomes themselves stay with the session until its release
    journal(
        "admission.outcomes_noted",
        subject=session,
        actor=actor,
        unit_id=session.unit_id,
        on=session.held_on,
        **noted,
    )
    return session


def next_number(session):
    """(number, symbol) that the next decision of this authority would have, such as (216, "-QĐ/HU"); blank when
    nothing is known of it."""
    last = Decision.objects.filter(authority=session.unit).order_by("-decided_on", "-id").first()
    parts = last and re.fullmatch(r"(\d{1,5})(\D.*)", last.number)
    return (int(parts[1]) + 1, parts[2]) if parts else ("", "")


def release_problems(session, items, *, may_be_empty=False):
    """Why a session cannot be released yet: a list of `Reason`, empty when it can."""
    problems = [_ahead(session)] if _ahead(session) else []
    if not session.signer:
        sentence = "Chưa ghi người ký quyết định."
        problems.append(Reason("NO_SIGNER", sentence, "Ghi họ tên người ký của phiên họp."))
    if not items and not may_be_empty:
        sentence = "Chương trình chưa có hồ sơ nào."
        problems.append(Reason("EMPTY_AGENDA", sentence, "Đưa hồ sơ vào chương trình."))
    problems += [problem for item in items if (problem := _unfinished(item))]
    return problems + _numbers_given_twice(items) + _numbers_given_before(session, items)


def _ahead(session):
    if session.held_on > timezone.localdate():
        sentence = f"Phiên họp ngày {session.held_on:%d/%m/%Y} chưa diễn ra."
        return Reason("SESSION_AHEAD", sentence, "Chờ đến ngày họp.")


def _unfinished(item):
    name = item.candidate.full_name
    if not item.outcome:
        return Reason("NO_OUTCOME", f"Chưa ghi kết luận đối với {name}.", "Chọn kết luận cho hồ sơ này.")
    if item.outcome == Outcome.ADMIT and not item.number:
        return Reason("NO_NUMBER", f"Chưa có số quyết định của {name}.", "Ghi số quyết định.")
    if item.outcome != Outcome.ADMIT and not item.reason:
        return Reason("NO_REASON", f"Chưa ghi lý do đối với {name}.", "Ghi lý do của kết luận.")


def _numbers_given_twice(items):
    names = defaultdict(list)
    for item in items:
        if item.number:
            names[item.round, item.number].append(item.candidate.full_name)
    return [
        Reason("NUMBER_TWICE", f"Số {number} ghi cho nhiều người: {', '.join(of)}.", "Mỗi quyết định một số.")
        for (_, number), of in names.items()
        if len(of) > 1
    ]


def _numbers_given_before(session, items):
    """Numbers begin again with a term, never within a year."""
    mine = {(item.round, item.number) for item in items if item.number}
    taken = Decision.objects.filter(
        authority=session.unit,
        decided_on__year=session.held_on.year,
        number__in={number for _, number in mine},
    )
    return [
        Reason(
            "NUMBER_TAKEN",
            f"Số {decision.number} đã dùng cho quyết định ngày {decision.decided_on:%d/%m/%Y}.",
            "Ghi số khác.",
        )
        for decision in taken
        if (decision.round, decision.number) in mine
    ]


@transaction.atomic
def release_session(session, *, actor, version, may_be_empty=False):
    """Công bố kết quả: every outcome becomes an act on its file, all or none. Raises Refused with every reason.
    `may_be_empty`: also of a session of which it is known that it took up no file.

    The request id of each act derives from the agenda item, so a release that is sent twice has one effect.
    """
    session = _locked(session, actor, "session.release", version)
    items = list(session.items.select_related("candidate", "candidate__unit"))
    problems = release_problems(session, items, may_be_empty=may_be_empty)
    for item in [] if problems else items:
        try:
            _carry_out(item, session, actor)
        except Refused as refusal:
            problems += [
                replace(reason, sentence=f"{item.candidate.full_name}: {reason.sentence}")
                for reason in refusal.reasons
            ]
        except Candidate.DoesNotExist:  # its branch has moved to another authority since
            problems.append(OUT_OF_SCOPE)
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
    """The session as it is now, locked; first its unit, whose decision numbers and days no two sessions may share."""
    Unit.objects.select_for_update(no_key=True).get(pk=session.unit_id)
    session = (
        Session.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=session.pk)
    )
    if not can(actor, action, session.unit):
        raise PermissionDenied
    if session.is_released:
        raise Conflict(RELEASED)
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
