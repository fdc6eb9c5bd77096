"""The form of an act on a file: one view for all of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import MultipleChoiceField
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from admission.domain.engine import is_open, level_of, perform, why_closed
from admission.domain.session import next_deadline
from admission.forms.acts import FORMS
from admission.meetings import ACT_OF, meets_for
from admission.models import Candidate
from admission.permissions import acts_at_some_level, holds_level
from admission.routes import HOLDER
from admission.steps import ACT_OF_SLUG, WORDS, refused_on_any_day
from admission.views.answers import conflict
from admission.views.files import file_of
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


def act_of(user, *, pk, slug):
    """Loader: a file in scope, with the name of the act in the address."""
    if slug not in ACT_OF_SLUG:
        raise Http404
    file = file_of(user, pk=pk)
    file.asked = ACT_OF_SLUG[slug]
    return file


def at_its_level(user, file):
    """Does the user act at the level at which this act is done? Whatever step the file stands at.

    A return belongs to whoever holds the file. Once it is done nobody does: who sends it twice, or comes back to the
    page, is somebody who acts on the file at all, and is told where it stands.
    """
    level = level_of(file.asked)
    if level == HOLDER and not is_open(file, file.asked):
        return acts_at_some_level(file, user)
    return holds_level(file, user, level)


@policy("act", load=act_of, allows=at_its_level, methods=("GET", "POST"))
def act(request, file):
    name, today = file.asked, timezone.localdate()
    posted = request.POST if request.method == "POST" else None
    form = FORMS[name](posted, file=file, today=today, **_preset(request, FORMS[name]))
    if request.method == "GET" and not is_open(file, name):
        messages.warning(request, _not_now(file))
        return redirect("admission:candidate_detail", pk=file.pk)
    reasons, status = (), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = _perform(request.user, name, file, form)
            except Conflict as refusal:
                return conflict(request, refusal, file, form)
            except Refused as refusal:
                reasons = refusal.reasons
            else:
                _say(request, name, done)
                return redirect("admission:candidate_detail", pk=file.pk)
    context = {"file": file, "form": form, "words": WORDS[name], "reasons": reasons, "today": today}
    submits = name in ("submit", "submit_recognition")
    context["meeting_unit"] = meets_for(file) if name in ACT_OF.values() else None
    context["session_deadline"] = next_deadline(file.route.deciding, today) if submits else None
    if request.method == "GET":
        Access.objects.create(user=request.user, subject=subject_key(file), what="act")
        context["missing"] = refused_on_any_day(file, name, today)
    return render(request, "admission/act.html", context, status=status)


def _preset(request, form):
    """What the address fills in: ?person=…, where a button of the file's page stands for one of several things."""
    found = {name: request.GET.getlist(name) for name in form.preset if name in request.GET}
    many = [name for name in found if isinstance(form.base_fields[name], MultipleChoiceField)]
    return (
        {"initial": {name: got if name in many else got[-1] for name, got in found.items()}} if found else {}
    )


def _not_now(file):
    if file.offer:
        return why_closed(file).sentence
    return f"Hồ sơ đang ở bước “{file.get_state_display()}”, không còn ở bước này."


def _perform(user, name, file, form):
    fields = dict(form.cleaned_data)
    own = {key: fields.pop(key) for key in ("version", "request_id", "on")}
    try:
        return perform(name, file.pk, actor=user, **own, **fields)
    except Candidate.DoesNotExist:  # moved out of scope while the form was open
        raise PermissionDenied from None


def _say(request, name, done):
    if done.verdict and done.verdict.short:
        messages.warning(request, f"Đã ghi kết quả biểu quyết: {done.verdict.short[0].sentence}")
    else:
        messages.success(request, f"Đã ghi: {WORDS[name].title.lower()}.")
