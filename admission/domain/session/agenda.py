"""What goes on the agenda of a session."""

from datetime import date

from django.db import transaction

from admission.domain.engine import perform
from admission.domain.register import give_back, kept_for
from admission.models import Candidate, SessionStatus, Standing
from admission.routes import routes_of
from admission.states import Outcome, State
from units.querysets import within

from .held import ACT_OF, PREPARING, locked, touch
from .release import settle

READY = (State.APPRAISED, State.RECOGNITION_APPRAISED)
SUBMITTED = (State.SUBMITTED, State.RECOGNITION_SUBMITTED)
TAKEN_OFF = "Rút khỏi chương trình phiên họp"


def ready_files(session, user):
    """Files that may go on the agenda: appraised, of branches for which this unit decides. What the certificate and
    the papers are judged on lies behind them; what can still run out is the span for the decision, and whose ends
    first comes first. Each has `late`: it was submitted after the last day for this session."""
    files = list(
        Candidate.objects.visible_to(user)
        .filter(within([session.unit.path], "unit__path"), state__in=READY)
        .with_clocks()
        .select_related("unit")
        .order_by("since", "id")
    )
    routes = routes_of({file.unit for file in files})
    ready = [file for file in files if routes[file.unit_id].deciding == session.unit]
    submitted = _submitted_on(ready)
    for file in ready:
        file.submitted_on = submitted.get(file.pk, file.since)
        file.late = session.submit_by is not None and file.submitted_on > session.submit_by
    return sorted(ready, key=lambda file: file.due_on or date.max)


def _submitted_on(files):
    """{file id: the day on which it was last submitted}; not of those that nobody submits."""
    standings = Standing.objects.filter(candidate__in=files, state__in=SUBMITTED).order_by("id")
    return dict(standings.values_list("candidate", "valid_from"))


def agenda_day(session, today):
    """The day on which something is put on the agenda or taken off it: a meeting that is recorded afterwards had its
    agenda on the day of the meeting at the latest, and outcomes never run backwards."""
    return min(session.held_on, today)


@transaction.atomic
def add_to_agenda(session, file, *, actor, request_id, on, version=None):
    """Put one ready file on the agenda, whichever round it is in. `version`: of the file as the actor saw it."""
    session = locked(session, actor, "session.manage")  # no file slips in behind a release
    name = "put_on_agenda" if file.state == State.APPRAISED else "put_recognition_on_agenda"
    version = file.version if version is None else version
    return perform(name, file.pk, actor=actor, version=version, request_id=request_id, on=on, session=session)


@transaction.atomic
def take_off_agenda(item, *, actor, request_id, on):
    """Rút khỏi chương trình: the file waits for a later session. Of a session that is released in part, a file that
    stayed behind in it."""
    while_ = (*PREPARING, SessionStatus.PARTLY)
    session = locked(item.session, actor, "session.manage", while_=while_)
    file = item.candidate
    perform(
        ACT_OF[item.round, Outcome.DEFER], file.pk, actor=actor, version=file.version, request_id=request_id,
        on=on, session=session, reason=TAKEN_OFF,
    )  # fmt: skip
    kept = kept_for(session).get(file.pk)
    give_back([kept] if kept else [], TAKEN_OFF)
    item.delete()
    settle(session)
    touch(session)  # who confirms a release must have seen this
