"""Phiên họp: the calendar of a year, and the page of one session."""

from types import SimpleNamespace
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from admission.domain import session as sessions
from admission.domain.number_books import body_of, symbol_of
from admission.domain.register import kept_for
from admission.forms.session import BodyForm, PlanForm, ReadyForm, SessionForm, UnlockForm, YearForm
from admission.models import JobKind, Session
from admission.states import Outcome
from admission.views.session_base import (
    agenda_of,
    back_to,
    body_unit,
    conflict,
    conflict_at,
    data_of,
    form_page,
    session_of,
    typed,
)
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


@policy("session.view")
def session_list(request):
    """Lịch phiên họp: the sessions of one year, by day."""
    today, seen = timezone.localdate(), Session.objects.visible_to(request.user)
    held = [day.year for day in seen.dates("held_on", "year")]
    years = sorted({*held, today.year})
    year = _year_asked(request, held, today)
    admitted = Q(items__outcome=Outcome.ADMIT, items__published=True)
    found = (
        seen.filter(held_on__year=year)
        .select_related("unit")
        .annotate(files=Count("items"), admitted=Count("items", filter=admitted))
        .order_by("held_on", "unit__path")
    )
    units = list(sessions.deciding_units(request.user)[:2])
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "today": today,
        "year": year,
        "tabs": [
            SimpleNamespace(label=f"Năm {y}", url=f"?nam={y}", current=y == year, count=None) for y in years
        ],
        "may_plan": may(request.user, "session.manage"),
        "unit": units[0] if len(units) == 1 else None,
    }
    return render(request, "admission/session_list.html", context)


def _year_asked(request, held, today):
    """The year in the address; else this one, or the last in which there was a session."""
    asked = request.GET.get("nam", "")
    if asked in map(str, held):
        return int(asked)
    return today.year if today.year in held or not held else held[-1]


@policy("session.manage", methods=("GET", "POST"))
def session_plan(request):
    """Mở phiên họp."""
    units, reasons = sessions.deciding_units(request.user), ()
    form = PlanForm(data_of(request), units=units, user=request.user)
    if form.is_valid():
        plan = {name: form.cleaned_data[name] for name in ("unit", "held_on", "signer", "submit_by")}
        try:
            session = sessions.plan_session(actor=request.user, **plan)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Đã mở phiên họp. Chọn hồ sơ đưa vào chương trình.")
            return back_to(session)
    return form_page(request, "admission/session_plan.html", form, reasons)


@policy("session.manage", methods=("GET", "POST"))
def session_year(request):
    """Lập lịch cả năm: one session in each month."""
    today, reasons = timezone.localdate(), ()
    form = YearForm(
        data_of(request), units=sessions.deciding_units(request.user), user=request.user, today=today
    )
    if form.is_valid():
        data = form.cleaned_data
        when = {name: data[name] for name in ("day", "week", "weekday")}
        days = sessions.year_days(data["year"], after=today, **when)
        try:
            planned = sessions.plan_year(
                actor=request.user, unit=data["unit"], days=days, signer=data["signer"]
            )
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"Đã mở {count_of(len(planned), 'phiên họp')} của năm {data['year']}.")
            return redirect(reverse("admission:session_list") + f"?nam={data['year']}")
    return form_page(request, "admission/session_year.html", form, reasons)


@policy("session.manage", load=session_of, methods=("GET", "POST"))
def session_edit(request, session):
    """Sửa ngày họp, hạn nộp, người ký."""
    if session.is_released and request.method != "POST":
        return back_to(session)
    shown = {name: getattr(session, name) for name in ("held_on", "submit_by", "signer", "version")}
    form, reasons = SessionForm(data_of(request), initial=shown), ()
    if form.is_valid():
        try:
            sessions.amend_session(session, actor=request.user, **form.cleaned_data)
        except Conflict as refused:
            return conflict(request, session, refused, kept=typed(form))
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Đã sửa phiên họp.")
            return back_to(session)
    return form_page(request, "admission/session_edit.html", form, reasons, session=session)


@policy("session.manage", load=body_unit, methods=("GET", "POST"))
def session_body(request, unit):
    """Cài đặt phiên họp của một cấp quyết định."""
    body = body_of(unit)
    shown = {
        "submit_days_before": body.submit_days_before,
        "symbol": symbol_of(unit),
        "members": body.members,
        "version": body.version,
    }
    form = BodyForm(data_of(request), initial=shown)
    if form.is_valid():
        try:
            sessions.set_body(unit, actor=request.user, **form.cleaned_data)
        except Conflict as refusal:
            return conflict_at(request, request.path, refusal, kept=typed(form))
        messages.success(request, "Đã lưu cài đặt phiên họp. Các phiên mở sau đây theo cài đặt mới.")
        return redirect("admission:session_list")
    return form_page(request, "admission/session_body.html", form, (), unit=unit)


@policy("session.view", load=session_of)
def session_detail(request, session):
    return detail(request, session)


def detail(request, session, form=None, refused=(), unlock=None):
    """The page of one session. Outcomes are shown to those who prepare it, and to everybody once they are released.

    `refused`: pairs (file, its reasons) of files that could not go on the agenda; `form`, `unlock`: as they were sent.
    """
    user, today = request.user, timezone.localdate()
    manages, releases = can(user, "session.manage", session.unit), can(user, "session.release", session.unit)
    items = agenda_of(session, user)
    waiting = [item for item in items if not item.published]
    context = {
        "session": session, "today": today, "manages": manages, "releases": releases, "refused": refused,
        "jobs": session.jobs.order_by("-id")[:5] if releases else (),
    }  # fmt: skip
    if session.is_published:
        context |= {
            "items": [item for item in items if item.published], "tally": _tally(items),
            "left_behind": waiting if manages or releases else (), "prints": (JobKind.RESULTS, JobKind.MINUTES),
        }  # fmt: skip
        return render(request, "admission/session_released.html", context)
    _show_kept_numbers(session, items)
    context |= {
        "items": items, "prints": (JobKind.DOCKET,) if items else (), "shows_outcomes": manages or releases,
        "step": _next_step(session, items, manages=manages, releases=releases),
    }  # fmt: skip
    if manages and session.is_planned:
        ready = sessions.ready_files(session, user)
        context |= {
            "ready": [file for file in ready if not file.late], "late": [file for file in ready if file.late],
            "ready_count": len(ready),
            "form": form or ReadyForm(),
        }  # fmt: skip
    elif manages:
        context["unlock"] = unlock or UnlockForm(initial={"version": session.version})
    status = 422 if refused or form or unlock else 200
    return render(request, "admission/session_planned.html", context, status=status)


def _tally(items):
    concluded = [item.outcome for item in items if item.published]
    return [(outcome.label, concluded.count(outcome)) for outcome in Outcome if outcome in concluded]


def _show_kept_numbers(session, items):
    """Beside each file on the agenda the number that is kept for it."""
    kept = kept_for(session)
    for item in items:
        item.kept = kept[item.candidate_id].text if item.candidate_id in kept else ""


def _next_step(session, items, *, manages, releases):
    """What components/next_step.html says. Without a url somebody else is at it."""
    ahead = session.held_on > timezone.localdate()
    if not items or (ahead and session.is_planned and not manages):
        url = "#san-sang" if manages else ""
        return Step("Lập chương trình phiên họp", "Chọn hồ sơ", url, "Ban Tổ chức")
    if session.is_planned and manages and not any(item.outcome for item in items):
        url = reverse("admission:session_lock", args=[session.pk])
        return Step("Chốt chương trình phiên họp", "Xem lại, chốt chương trình", url, "")
    if ahead:
        return Step(f"Họp ngày {session.held_on:%d/%m/%Y}", "", "", "ngày họp")
    if not releases:
        return Step("Chờ công bố kết quả phiên họp", "", "", "thư ký phiên họp")
    if all(item.outcome for item in items):
        title, label, page = "Công bố kết quả phiên họp", "Xem lại, công bố", "session_release"
    else:
        title, label, page = "Ghi kết luận của phiên họp", "Ghi kết luận", "session_outcomes"
    return Step(title, label, reverse(f"admission:{page}", args=[session.pk]), "")
