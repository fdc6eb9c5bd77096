"""Answers that several pages give."""

from types import SimpleNamespace

from django.shortcuts import render
from django.urls import reverse

from admission.history import told


def conflict(request, refusal, file, form):
    """409: somebody was faster. Says who did what, and shows what this user typed, to copy."""
    entry = refusal.last
    last = entry and SimpleNamespace(who=entry.actor or "Hệ thống", what=told(entry), when=entry.at)
    context = {
        "reasons": refusal.reasons,
        "last": last,
        "kept": form.kept(),
        "url": reverse("admission:candidate_detail", kwargs={"pk": file.pk}),
    }
    return render(request, "409.html", context, status=409)
