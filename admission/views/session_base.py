"""What the pages of a session share: finding it, and answers."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from admission.models import Candidate, Session
from units.models import Unit


def session_of(user, *, pk):
    """Loader: a session of a deciding unit in the user's scope."""
    return get_object_or_404(Session.objects.visible_to(user).select_related("unit"), pk=pk)


def body_unit(user, *, pk):
    """Loader: a unit of whose sessions the user may know."""
    return get_object_or_404(Unit.objects.in_scope_of(user, "session.view"), pk=pk)


def agenda_of(session, user):
    """The items of the agenda that the user may see, in order."""
    visible = Candidate.objects.visible_to(user)
    return list(session.items.filter(candidate__in=visible).select_related("candidate__unit").order_by("id"))


def waiting_of(session, user):
    """Those of them that are still to be released."""
    return [item for item in agenda_of(session, user) if not item.published]


def data_of(request):
    return request.POST if request.method == "POST" else None


def form_page(request, template, form, reasons, **context):
    """The page of a form: 422 when something typed, or the act itself, was refused."""
    status = 422 if reasons or form.errors else 200
    return render(request, template, {"form": form, "reasons": reasons, **context}, status=status)


def back_to(session):
    return redirect("admission:session_detail", pk=session.pk)


def typed(form):
    """What somebody typed, as the page of a conflict shows it."""
    return [(field.label, str(field.value())) for field in form.visible_fields() if field.value()]


def conflict(request, session, refusal, kept=()):
    return conflict_at(request, reverse("admission:session_detail", args=[session.pk]), refusal, kept)


def conflict_at(request, url, refusal, kept=()):
    """Somebody was faster. `url`: the page as it stands now."""
    context = {"reasons": refusal.reasons, "last": None, "kept": kept, "url": url}
    return render(request, "409.html", context, status=409)
