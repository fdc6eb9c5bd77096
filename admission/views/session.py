"""Phiên họp: the agenda, what was concluded, the release."""

import uuid
from collections import Counter
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.domain import session as sessions
from admission.forms.session import (
    OutcomesForm,
    PlanForm,
    ReadyForm,
    RemoveForm,
    SessionForm,
    VersionForm,
)
from admission.models import Candidate, Session
from admission.states import Outcome, Round
from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import count_of
from units.permissions import can, may
from units.policy import policy

PAGE = 25


class Step(NamedTuple):
    title: str
    label: str
    url: str
    who: str


def session_of(user, *, pk):
    """Loader: a session of a deciding unit in the user's scope."""
    return get_object_or_404(Session.objects.visible_to(user).select_related("unit"), pk=pk)


def agenda_of(session, user):
    """The items of the agenda that the user may see, in order."""
    visible = Candidate.objects.visible_to(user)
    return list(session.items.filter(candidate__in=visible).select_related("candidate__unit").order_by("id"))


@policy("session.view")
def session_list(request):
    admitted = Q(items__outcome=Outcome.ADMIT, status="released")
    found = (
        Session.objects.visible_to(request.user)
        .select_related("unit")
        .annotate(files=Count("items"), admitted=Count("items", filter=admitted))
        .order_by("-held_on", "unit__path")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_plan": may(request.user, "session.manage")}
    return render(request, "admission/session_list.html", context)


@policy("session.manage", methods=("GET", "POST"))
def session_plan(request):
    """Mở phiên họp."""
    units, reasons = sessions.deciding_units(request.user), ()
    form = PlanForm(_data(request), units=units)
    if form.is_valid():
        plan = {name: form.cleaned_data[name] for name in ("unit", "held_on", "signer")}
        try:
            session = sessions.plan_session(actor=request.user, **plan)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Đã mở phiên họp. Chọn hồ sơ đưa vào chương trình.")
            return _back_to(session)
    return _page(request, "admission/session_plan.html", form, reasons)


@policy("session.manage", load=session_of, methods=("GET", "POST"))
def session_edit(request, session):
    """Sửa ngày họp, người ký."""
    if session.is_released and request.method != "POST":
        return _back_to(session)
    shown = {"held_on": session.held_on, "signer": session.signer, "version": session.version}
    form, reasons = SessionForm(_data(request), initial=shown), ()
    if form.is_valid():
        try:
            sessions.amend_session(session, actor=request.user, **form.cleaned_data)
        except Conflict as refused:
            return _conflict(request, session, refused)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Đã sửa phiên họp.")
            return _back_to(session)
    return _page(request, "admission/session_edit.html", form, reasons, session=session)


@policy("session.view", load=session_of)
def session_detail(request, session):
    return _detail(request, session)


def _detail(request, session, form=None, refused=()):
    """The page of one session. Outcomes are shown to those who prepare it, and to everybody once it is released.

    `refused`: pairs (file, its reasons) of files that could not go on the agenda.
    """
    user = request.user
    manages, releases = can(user, "session.manage", session.unit), can(user, "session.release", session.unit)
    items = agenda_of(session, user)
    context = {"session": session, "items": items}
    if session.is_released:
        tally = [(outcome.label, sum(item.outcome == outcome for item in items)) for outcome in Outcome]
        return render(request, "admission/session_released.html", {**context, "tally": tally})
    context |= {"manages": manages, "shows_outcomes": manages or releases, "refused": refused}
    context["step"] = _next_step(session, items, manages=manages, releases=releases)
    if manages:
        context |= {"ready": sessions.ready_files(session, user), "form": form or ReadyForm()}
    status = 422 if refused or form else 200
    return render(request, "admission/session_planned.html", context, status=status)


def _next_step(session, items, *, manages, releases):
    """What components/next_step.html says. Without a url somebody else is at it."""
    if session.held_on > timezone.localdate() or not items:
        url = "#san-sang" if manages else ""
        return Step("Lập chương trình phiên họp", "Chọn hồ sơ", url, "Ban Tổ chức")
    if not releases:
        return Step("Chờ công bố kết quả phiên họp", "", "", "thư ký phiên họp")
    if all(item.outcome for item in items):
        title, label, page = "Công bố kết quả phiên họp", "Xem lại, công bố", "session_release"
    else:
        title, label, page = "Ghi kết luận của phiên họp", "Ghi kết luận", "session_outcomes"
    return Step(title, label, reverse(f"admission:{page}", args=[session.pk]), "")


@policy("session.manage", load=session_of, methods=("POST",))
def session_add(request, session):
    """Đưa hồ sơ vào chương trình: each by itself, so that one that cannot go does not hold up the others."""
    if session.is_released:
        return _conflict(request, session, Conflict(sessions.RELEASED))
    form = ReadyForm(request.POST)
    if not form.is_valid():
        return _detail(request, session, form=form)
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
    return _detail(request, session, refused=refused) if refused else _back_to(session)


@policy("session.manage", load=session_of, methods=("POST",))
def session_remove(request, session):
    """Rút một hồ sơ khỏi chương trình."""
    form = RemoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    item = next(
        (item for item in agenda_of(session, request.user) if item.pk == form.cleaned_data["item"]), None
    )
    if item is None:  # the second click, or a colleague was faster
        messages.info(request, "Hồ sơ này không còn trong chương trình.")
        return _back_to(session)
    day = sessions.agenda_day(session, timezone.localdate())
    request_id = uuid.uuid5(uuid.NAMESPACE_OID, f"take off:{item.pk}")
    try:
        sessions.take_off_agenda(item, actor=request.user, request_id=request_id, on=day)
    except Conflict as refusal:
        return _conflict(request, session, refusal)
    except Refused as refusal:
        messages.error(request, " ".join(f"{one.sentence} {one.remedy}" for one in refusal.reasons))
        return _back_to(session)
    messages.success(request, f"Đã rút hồ sơ của {item.candidate.full_name} khỏi chương trình.")
    return _back_to(session)


@policy("session.release", load=session_of, methods=("GET", "POST"))
def session_outcomes(request, session):
    """Ghi kết luận: a draft that only those who prepare the session see."""
    if session.is_released and request.method != "POST":
        return _back_to(session)
    form = OutcomesForm(
        _data(request), items=agenda_of(session, request.user), next_number=sessions.next_number(session),
        initial={"version": session.version},
    )  # fmt: skip
    reasons = ()
    if form.is_valid():
        try:
            sessions.note_outcomes(
                session, form.outcomes(), actor=request.user, version=form.cleaned_data["version"]
            )
        except Conflict as refusal:
            return _conflict(request, session, refusal, kept=form.kept())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu kết luận. Chưa ai khác thấy cho đến khi công bố.")
            return redirect("admission:session_outcomes", pk=session.pk)
    return _page(request, "admission/session_outcomes.html", form, reasons, session=session)


@policy("session.release", load=session_of, methods=("GET", "POST"))
def session_release(request, session):
    """Công bố kết quả, after a look at what it will do."""
    if session.is_released and request.method != "POST":
        return _back_to(session)
    items = agenda_of(session, request.user)
    form = VersionForm(_data(request), initial={"version": session.version})
    reasons = () if session.is_released else sessions.release_problems(session, items)
    if form.is_valid():
        try:
            sessions.release_session(session, actor=request.user, version=form.cleaned_data["version"])
        except Conflict as refusal:
            return _conflict(request, session, refusal)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã công bố kết quả phiên họp.")
            return _back_to(session)
    status = 422 if request.method == "POST" else 200
    context = {"session": session, "form": form, "reasons": reasons, "consequences": _consequences(items)}
    return render(request, "admission/session_release.html", context, status=status)


def _consequences(items):
    """What a release does, in sentences."""
    counts = Counter((item.round, item.outcome) for item in items)
    sentences = [
        (counts[Round.ADMISSION, Outcome.ADMIT], "người được quyết định kết nạp."),
        (counts[Round.RECOGNITION, Outcome.ADMIT], "người được quyết định công nhận đảng viên chính thức."),
        *(
            (sum(counts[round_, outcome] for round_ in Round), f"hồ sơ: {outcome.label.lower()}.")
            for outcome in Outcome
            if outcome != Outcome.ADMIT
        ),
    ]
    told = [count_of(count, words) for count, words in sentences if count]
    return [*told, "Các chi bộ, đảng ủy thấy ngay kết quả; kết quả đã công bố thì không sửa được nữa."]


def _data(request):
    return request.POST if request.method == "POST" else None


def _page(request, template, form, reasons, **context):
    """The page of a form: 422 when something typed, or the act itself, was refused."""
    status = 422 if reasons or form.errors else 200
    return render(request, template, {"form": form, "reasons": reasons, **context}, status=status)


def _back_to(session):
    return redirect("admission:session_detail", pk=session.pk)


def _conflict(request, session, refusal, kept=()):
    url = reverse("admission:session_detail", args=[session.pk])
    context = {"reasons": refusal.reasons, "last": None, "kept": kept, "url": url}
    return render(request, "409.html", context, status=409)
