"""Recording a session: who attended, what was concluded, and the release."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render

from admission.domain import session as sessions
from admission.domain.number_books import body_of
from admission.domain.register import kept_for
from admission.domain.session.outcomes import minutes_of
from admission.forms.outcomes import AttendanceForm, OutcomesForm
from admission.forms.session import VersionForm
from admission.states import Outcome, Round
from admission.views.session_base import back_to, conflict, data_of, form_page, session_of, typed, waiting_of
from partytrack.errors import Conflict, Refused
from partytrack.templatetags.ui import count_of
from units.policy import policy

ATTENDANCE = ("members", "present", "absent", "chair", "secretary")


@policy("session.release", load=session_of, methods=("GET", "POST"))
def session_attendance(request, session):
    """Ghi thành phần dự họp."""
    if session.is_released and request.method != "POST":
        return back_to(session)
    minutes = minutes_of(session)
    shown = {name: getattr(minutes, name) for name in ATTENDANCE} if minutes else {}
    shown.setdefault("members", body_of(session.unit).members)
    form, reasons = AttendanceForm(data_of(request), initial={**shown, "version": session.version}), ()
    if form.is_valid():
        try:
            sessions.record_attendance(session, actor=request.user, **form.cleaned_data)
        except Conflict as refusal:
            return conflict(request, session, refusal, kept=typed(form))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu thành phần dự họp.")
            return redirect("admission:session_outcomes", pk=session.pk)
    return form_page(request, "admission/session_attendance.html", form, reasons, session=session)


@policy("session.release", load=session_of, methods=("GET", "POST"))
def session_outcomes(request, session):
    """Ghi kết luận: a draft that only those who prepare the session see."""
    if session.is_released and request.method != "POST":
        return back_to(session)
    items, minutes = waiting_of(session, request.user), minutes_of(session)
    _show_kept_numbers(session, items)
    form = OutcomesForm(
        data_of(request), items=items, with_votes=minutes is not None, initial={"version": session.version}
    )
    reasons = ()
    if form.is_valid():
        try:
            sessions.note_outcomes(
                session, form.outcomes(), actor=request.user, version=form.cleaned_data["version"],
                votes=form.votes(), number_them="number_them" in request.POST,
            )  # fmt: skip
        except Conflict as refusal:
            return conflict(request, session, refusal, kept=form.kept())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu kết luận. Chưa ai khác thấy cho đến khi công bố.")
            return redirect("admission:session_outcomes", pk=session.pk)
    context = {"session": session, "minutes": minutes}
    return form_page(request, "admission/session_outcomes.html", form, reasons, **context)


def _show_kept_numbers(session, items):
    """A number that is kept for a file is there before anything is concluded on it."""
    kept = kept_for(session)
    for item in items:
        if not item.outcome and item.candidate_id in kept:
            item.number = kept[item.candidate_id].text


@policy("session.release", load=session_of, methods=("GET", "POST"))
def session_release(request, session):
    """Công bố kết quả, after a look at what it will do."""
    if session.is_released and request.method != "POST":
        return back_to(session)
    items = waiting_of(session, request.user)
    form = VersionForm(data_of(request), initial={"version": session.version})
    reasons = () if session.is_released else sessions.release_problems(session, items)
    if form.is_valid():
        try:
            released = sessions.release_session(
                session, actor=request.user, version=form.cleaned_data["version"]
            )
        except Conflict as refusal:
            return conflict(request, session, refusal)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            _say(request, released)
            return back_to(session)
    status = 422 if request.method == "POST" else 200
    context = {"session": session, "form": form, "reasons": reasons, "consequences": _consequences(items)}
    return render(request, "admission/session_release.html", context, status=status)


def _say(request, session):
    if session.is_released:
        messages.success(request, "Đã công bố kết quả phiên họp.")
    else:
        messages.warning(request, "Đã công bố kết quả, trừ những hồ sơ nêu dưới đây.")


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
