"""Printing in the background: how far a job is; and the papers of a session, asked for, followed, fetched."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from admission.domain import jobs
from admission.models import SESSION_KINDS, Job
from admission.views.session_base import session_of
from partytrack.downloads import as_file
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


def job_of(user, *, pk):
    """Loader: a job on a session in the user's scope."""
    job = get_object_or_404(
        Job.objects.select_related("session", "unit").filter(session__isnull=False), pk=pk
    )
    session_of(user, pk=job.session_id)
    return job


@policy("session.release", load=session_of, methods=("POST",))
def job_ask(request, session):
    """Yêu cầu in."""
    kind = request.POST.get("kind")
    if kind not in SESSION_KINDS:
        raise Http404
    job = jobs.ask(session, actor=request.user, kind=kind)
    return redirect("admission:job_detail", pk=job.pk)


@policy("session.release", load=job_of)
def job_detail(request, job):
    """How far it is; to htmx only the part that changes. A job whose worker died finds another one."""
    if not job.is_over:
        jobs.wake_for_dead(job)
    back = reverse("admission:session_detail", args=[job.session_id]), "Về phiên họp"
    return progress(request, job, "job", str(job.session), back)


@policy("session.release", load=job_of)
def job_file(request, job):
    """The papers as one PDF. Each person on them is noted as opened."""
    try:
        content = jobs.file_of(job)
    except FileNotFoundError:
        raise Http404 from None
    people = job.session.items.values_list("candidate", flat=True)
    subjects = [subject_key(job.session), *(f"candidate:{pk}" for pk in people)]
    Access.objects.bulk_create(
        Access(user=request.user, subject=subject, what="print") for subject in subjects
    )
    return as_file(content, f"phien-hop-{job.session.held_on:%Y-%m-%d}-{job.kind}.pdf", keep=True)


def progress(request, job, name, title, back):
    """The page of a job. `name`: how its addresses begin; `back`: (address, words) of where it was asked for."""
    context = {
        "job": job, "title": title, "back": back,
        "here": reverse(f"admission:{name}_detail", args=[job.pk]),
        "file": reverse(f"admission:{name}_file", args=[job.pk]),
    }  # fmt: skip
    part = "job_progress" if request.htmx else "job"
    return render(request, f"admission/{part}.html", context)
