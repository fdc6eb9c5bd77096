"""Họp xét: one evening's meeting, recorded once for all the files that it took up."""

from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, prefetch_related_objects
from django.forms import BoundField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from admission import meetings
from admission.domain import meeting as acts
from admission.domain.facts import failed_in_a_row
from admission.forms.meeting import BLANK_ROWS, MeetingForm, MeetingStartForm
from admission.meeting_words import PAPER, WHO, Tally, conclusions_of, facts_of, result_of, tally_of
from admission.models import Candidate, Meeting, MeetingItem
from admission.states import Round, round_of
from admission.steps import refused_on_any_day
from admission.views.meeting_base import meeting_of, visible_items
from admission.views.meeting_print import overtaken, prints_of
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from partytrack.text import number_in
from units.models import Unit
from units.permissions import can
from units.policy import policy
from units.querysets import within

PAGE = 25


class Ready(NamedTuple):
    """A file that waits for a meeting, and what would refuse its act on whatever day."""

    file: Candidate
    round: Round
    reasons: list


def unit_to_meet(user, *, pk):
    """Loader: a unit in the user's scope that holds meetings."""
    unit = get_object_or_404(Unit.objects.open().in_scope_of(user, "candidate.view"), pk=pk)
    if unit.kind not in meetings.BODY_OF_KIND:
        raise Http404
    return unit


def may_meet(user, unit):
    return meetings.may_hold(user, unit, meetings.BODY_OF_KIND[unit.kind])


def may_record(user, meeting):
    return meetings.may_hold(user, meeting.unit, meeting.body)


@policy("candidate.view")
def meeting_list(request):
    """Meetings in scope, and above them the files that wait for one."""
    unit = _asked_unit(request)
    found = (
        Meeting.objects.visible_to(request.user)
        .filter(within([unit.path], "unit__path") if unit else Q())
        .select_related("unit")
        .annotate(files=Count("items"), recorded=Count("items", filter=~Q(items__outcome="")))
        .order_by("-held_on", "-id")
    )
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "unit": unit,
        "waiting": [(one, len(files)) for one, files in meetings.awaiting(request.user, under=unit).items()],
    }
    return render(request, "admission/meeting_list.html", context)


def _asked_unit(request):
    """?don-vi=: the list of one unit and those below it; None for everything in scope."""
    pk = number_in(request.GET.get("don-vi", ""))
    return pk and get_object_or_404(Unit.objects.in_scope_of(request.user, "candidate.view"), pk=pk)


@policy("candidate.view", load=unit_to_meet, allows=may_meet, methods=("GET", "POST"))
def meeting_new(request, unit):
    """Mở cuộc họp: the day, the number of members, and the files."""
    today, body = timezone.localdate(), meetings.BODY_OF_KIND[unit.kind]
    suggestion = meetings.suggested_counts(unit, today)
    form, reasons = MeetingStartForm(_data(request), unit_body=body, today=today, suggestion=suggestion), ()
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("held_on", "entitled", "picks", "request_id")}
        try:
            meeting = acts.open_meeting(actor=request.user, unit=unit, **data)
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, "Đã mở bản nháp cuộc họp. Ghi thành phần rồi ghi kết quả từng hồ sơ.")
            return redirect("admission:meeting_edit", pk=meeting.pk)
    context = {
        "unit": unit, "form": form, "reasons": reasons, "suggestion": suggestion, "body": body,
        "ready": ready(request.user, unit, today),
        "too_few": _too_few(body, today, suggestion),
        "picks": form.cleaned_data.get("picks", []) if form.is_bound else None,
        "drafts": Meeting.objects.filter(unit=unit, status="draft").order_by("-held_on", "-id"),
    }  # fmt: skip
    status = 422 if reasons or form.errors else 200
    return render(request, "admission/meeting_new.html", context, status=status)


def _too_few(body, today, suggestion):
    """Told before anything is typed; as a list of reasons."""
    reason = suggestion and meetings.too_few(body, today, suggestion.entitled)
    return [reason] if reason else []


def ready(user, unit, today, *, but=()):
    """The files that wait for a meeting of the unit, but for those with these ids."""
    body = meetings.BODY_OF_KIND[unit.kind]
    found = []
    for file in meetings.awaiting(user, under=unit).get(unit, ()):
        if file.pk not in but:
            round_ = round_of(file.state)
            act = meetings.ACT_OF[body, round_]
            found.append(Ready(file, round_, refused_on_any_day(file, act, today)))
    return found


@policy("candidate.view", load=meeting_of)
def meeting_detail(request, meeting):
    """Who only watches reads how each vote ended, not what was concluded of a person, nor why somebody was away."""
    items, gone = visible_items(meeting, request.user), overtaken(meeting)
    may_read = can(request.user, "candidate.reveal", meeting.unit)
    prints = {item: prints_of(item, gone) if may_read else [] for item in items}
    _log_access(request.user, items)
    context = {
        "meeting": meeting,
        "items": [(item, result_of(item), prints[item]) for item in items],
        "conclusions": [(item, found) for item in items if may_read and (found := conclusions_of(item))],
        "facts": facts_of(meeting),
        "prints": any(prints.values()),
        "may_read": may_read,
        "may_record": not meeting.is_closed and may_record(request.user, meeting),
        "absences": meeting.absences.order_by("id"),
    }
    return render(request, "admission/meeting_detail.html", context)


@policy("candidate.view", load=meeting_of, allows=may_record, methods=("GET", "POST"))
def meeting_edit(request, meeting):
    """The one form of a meeting. Every button saves the draft first, so that nothing typed is lost."""
    today = timezone.localdate()
    if request.method == "GET":
        if meeting.is_closed:
            return redirect("admission:meeting_detail", pk=meeting.pk)
        _log_access(request.user, visible_items(meeting, request.user))
        return _edit_page(request, meeting, _blank_form(request, meeting, today))
    if meeting.is_closed and str(meeting.saved_by_request) == request.POST.get("request_id"):
        return redirect("admission:meeting_detail", pk=meeting.pk)  # the same form, sent again
    items = visible_items(meeting, request.user)
    form = MeetingForm(request.POST, meeting=meeting, items=items, today=today)
    if not form.is_valid():
        return _edit_page(request, meeting, form, status=422)
    try:
        meeting = acts.save_draft(meeting, actor=request.user, **form.draft())
        return _go_on(request, meeting, form)
    except Conflict as refusal:
        return _conflict(request, meeting, refusal, form)
    except Refused as refusal:
        meeting.refresh_from_db()
        saved = meeting.saved_by_request == form.cleaned_data["request_id"]
        form = _blank_form(request, meeting, today) if saved else form
        return _edit_page(request, meeting, form, reasons=refusal.reasons, status=422)


def _go_on(request, meeting, form):
    """What the button asked for, after the draft was saved."""
    user, version = request.user, meeting.version
    if "record" in request.POST:
        refused = acts.record(meeting, actor=user, version=version, versions=form.versions())
        return _recorded(request, Meeting.objects.select_related("unit").get(pk=meeting.pk), refused)
    if "discard" in request.POST:
        acts.discard(meeting, actor=user, version=version)
        messages.success(request, "Đã xóa bản nháp cuộc họp.")
        return redirect("admission:meeting_list")
    if "drop" in request.POST:
        item = number_in(request.POST["drop"]) or 0
        meeting = acts.drop_item(meeting, item, actor=user, version=version)
        messages.success(request, "Đã bỏ hồ sơ khỏi cuộc họp.")
        return redirect(meeting_url("detail" if meeting.is_closed else "edit", meeting))
    messages.success(request, "Đã lưu nháp cuộc họp.")
    more = f"?dong={BLANK_ROWS}#vang" if "more" in request.POST else ""
    return redirect(meeting_url("edit", meeting) + more)


def _recorded(request, meeting, refused):
    if not refused:
        messages.success(request, "Đã ghi kết quả cuộc họp.")
        return redirect("admission:meeting_detail", pk=meeting.pk)
    form = _blank_form(request, meeting, timezone.localdate())
    return _edit_page(request, meeting, form, refused=refused, status=422)


class Row(NamedTuple):
    """One file of a draft as its page shows it."""

    item: MeetingItem
    seen: BoundField
    opinion: list  # (label, field) of what was voted
    free: list  # (label, field) of the conclusions
    number: BoundField
    reasons: tuple  # why it could not be recorded
    failed: int  # votes that fell short in a row before
    waits: bool
    tally: Tally
    open: bool  # something stands, or is wrong, in what is folded


def _edit_page(request, meeting, form, *, reasons=(), refused=None, status=200):
    items, refused = visible_items(meeting, request.user), refused or {}
    pending = {item.pk: item for item in items if not item.is_recorded}
    prefetch_related_objects([item.candidate for item in pending.values()], "resolutions")
    context = {
        "meeting": meeting, "form": form, "reasons": reasons, "paper": PAPER[meeting.body],
        "who": WHO[meeting.body], "facts": facts_of(meeting), "unrecorded": len(refused),
        "done": [(item, result_of(item), ()) for item in items if item.is_recorded],
        "rows": [
            Row(
                item, *fields, refused.get(item.pk, ()),
                failed_in_a_row(pending[item.pk].candidate, meeting.body, item.round),
                meetings.meets_for(item.candidate) == meeting.unit, tally_of(meeting, item),
                _is_open(item, fields, refused),
            )
            for item, *fields in form.rows() if item.pk in pending
        ],
        "majority": meetings.majority(meeting.body, meeting.held_on),
        "suggestion": meetings.suggested_counts(meeting.unit, meeting.held_on),
        "ready": ready(request.user, meeting.unit, timezone.localdate(), but=[one.candidate_id for one in items]),
    }  # fmt: skip
    return render(request, "admission/meeting_edit.html", context, status=status)


def _is_open(item, fields, refused):
    _, _, free, number = fields
    return item.pk in refused or any(
        field.value() or field.errors for field in [number, *(one for _, one in free)]
    )


def _blank_form(request, meeting, today):
    more = min(number_in(request.GET.get("dong", "")) or 0, 20)
    items = visible_items(meeting, request.user)
    return MeetingForm(meeting=meeting, items=items, today=today, more_rows=more)


def _log_access(user, items):
    Access.objects.bulk_create(
        Access(user=user, subject=subject_key(item.candidate), what="meeting") for item in items
    )


def meeting_url(page, meeting):
    return reverse(f"admission:meeting_{page}", kwargs={"pk": meeting.pk})


def _data(request):
    return request.POST if request.method == "POST" else None


def _conflict(request, meeting, refusal, form):
    context = {
        "reasons": refusal.reasons,
        "last": None,
        "kept": form.kept(),
        "url": meeting_url("detail", meeting),
    }
    return render(request, "409.html", context, status=409)
