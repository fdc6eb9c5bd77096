"""The agenda of a session: files go on it, come off it, and it is locked."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from admission.domain import session as sessions
from admission.forms.session import ReadyForm, RemoveForm, UnlockForm, VersionForm
from admission.models import Candidate
from admission.views.session import detail
from admission.views.session_base import agenda_of, back_to, conflict, data_of, session_of, typed
from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import count_of
from units.policy import policy


@policy("session.manage", load=session_of, methods=("GET", "POST"))
def session_add(request, session):
    """Đưa hồ sơ vào chương trình: each by itself, so that one that cannot go does not hold up the others."""
    if request.method == "GET":  # the address of a page that said what was refused
        return back_to(session)
    if not session.is_planned:
        return conflict(
            request, session, Conflict(sessions.LOCKED if session.is_locked else sessions.RELEASED)
        )
    form = ReadyForm(request.POST)
    if not form.is_valid():
        return detail(request, session, form=form)
    picks = form.cleaned_data["picks"]
    files = Candidate.objects.visible_to(request.user).in_bulk(picks)
    if len(files) < len(picks):
        raise Http404
    day, refused = sessions.agenda_day(session, timezone.localdate()), []
    for pk, version in picks.items():
        request_id = uuid.uuid5(form.cleaned_data["request_id"], str(pk))
        try:
            sessions.add_to_agenda(
                session, files[pk], actor=request.user, version=version, request_id=request_id, on=day
            )
        except Refused as refusal:
            refused.append((files[pk], refusal.reasons))
    if len(refused) < len(picks):
        messages.success(request, f"Đã đưa {count_of(len(picks) - len(refused), 'hồ sơ')} vào chương trình.")
    return detail(request, session, refused=refused) if refused else back_to(session)


@policy("session.manage", load=session_of, methods=("POST",))
def session_remove(request, session):
    """Rút một hồ sơ khỏi chương trình."""
    form = RemoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data["item"]
    item = next((item for item in agenda_of(session, request.user) if item.pk == asked), None)
    if item is None:  # the second click, or a colleague was faster
        messages.info(request, "Hồ sơ này không còn trong chương trình.")
        return back_to(session)
    day = sessions.agenda_day(session, timezone.localdate())
    request_id = uuid.uuid5(uuid.NAMESPACE_OID, f"take off:{item.pk}")
    try:
        sessions.take_off_agenda(item, actor=request.user, request_id=request_id, on=day)
    except Conflict as refusal:
        return conflict(request, session, refusal)
    except Refused as refusal:
        _say(request, refusal.reasons)
        return back_to(session)
    messages.success(request, f"Đã rút hồ sơ của {item.candidate.full_name} khỏi chương trình.")
    return back_to(session)


@policy("session.manage", load=session_of, methods=("GET", "POST"))
def session_lock(request, session):
    """Chốt chương trình, after a look at what it will do."""
    if not session.is_planned and request.method == "GET":
        return back_to(session)
    form = VersionForm(data_of(request), initial={"version": session.version})
    if not form.is_valid():
        return _lock_page(request, session, form)
    try:
        session, fallen = sessions.lock_agenda(
            session, actor=request.user, version=form.cleaned_data["version"], on=timezone.localdate()
        )
    except Conflict as refusal:
        return conflict(request, session, refusal)
    except Refused as refusal:
        _say(request, refusal.reasons)
        return back_to(session)
    if session.is_locked:
        messages.success(request, "Đã chốt chương trình và giữ số quyết định cho từng hồ sơ.")
    for file, reasons in fallen:
        said = " ".join(f"{reason.sentence} {reason.remedy}" for reason in reasons)
        messages.warning(request, f"Không đưa ra phiên họp được: {file.full_name}. {said}")
    return back_to(session)


def _lock_page(request, session, form):
    items = agenda_of(session, request.user)
    judged = [(item, sessions.why_not(item.candidate, item.round, session)) for item in items]
    falling = [(item, reasons) for item, reasons in judged if reasons]
    consequences = [
        f"{count_of(len(items) - len(falling), 'hồ sơ')} được giữ số quyết định theo thứ tự chương trình."
    ]
    if falling:
        consequences.append(f"{count_of(len(falling), 'hồ sơ')} chưa đủ điều kiện trở lại chờ phiên họp sau.")
    consequences.append("Sau khi chốt, chương trình không nhận thêm và không rút hồ sơ, trừ khi mở lại.")
    context = {"session": session, "form": form, "falling": falling, "consequences": consequences}
    return render(request, "admission/session_lock.html", context, status=422 if form.errors else 200)


@policy("session.manage", load=session_of, methods=("GET", "POST"))
def session_unlock(request, session):
    """Mở lại chương trình đã chốt."""
    if request.method == "GET":  # the address of a page that said what was refused
        return back_to(session)
    form = UnlockForm(request.POST)
    if not form.is_valid():
        return detail(request, session, unlock=form)
    try:
        sessions.unlock_agenda(session, actor=request.user, **form.cleaned_data)
    except Conflict as refusal:
        return conflict(request, session, refusal, kept=typed(form))
    except Refused as refusal:
        _say(request, refusal.reasons)
        return detail(request, session, unlock=form)
    messages.success(request, "Đã mở lại chương trình; các số đã giữ được trả lại sổ.")
    return back_to(session)


def _say(request, reasons):
    messages.error(request, " ".join(f"{one.sentence} {one.remedy}" for one in reasons))
