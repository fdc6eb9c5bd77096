"""Printing the papers of a session: asked for, followed, fetched."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from admission.domain import jobs
from admission.models import Job, JobKind, JobStatus
from admission.views.session_base import session_of
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy


def job_of(user, *, pk):
    """Loader: a job on a session in the user's scope."""
    job = get_object_or_404(Job.objects.select_related("session", "unit"), pk=pk)
    session_of(user, pk=job.session_id)
    return job


@policy("session.release", load=session_of, methods=("POST",))
def job_ask(request, session):
    """Yêu cầu in."""
    kind = request.POST.get("kind")
    if kind not in JobKind.values:
        raise Http404
    job = jobs.ask(session, actor=request.user, kind=kind)
    return redirect("admission:job_detail", pk=job.pk)


@policy("session.release", load=job_of)
def job_detail(request, job):
    """How far it is; to htmx only the part that changes. A job whose worker died finds another one."""
    if not job.is_over:
        jobs.wake_for_dead(job)
    part = "session_job_progress" if request.htmx else "session_job"
    return render(request, f"admission/{part}.html", {"job": job})


@policy("session.release", load=job_of)
def job_file(request, job):
    """The papers as one PDF. Each person on them is noted as opened."""
    if job.status != JobStatus.DONE or not job.parts.exists():
        raise Http404
    people = job.session.items.values_list("candidate", flat=True)
    subjects = [subject_key(job.session), *(f"candidate:{pk}" for pk in people)]
    Access.objects.bulk_create(
        Access(user=request.user, subject=subject, what="print") for subject in subjects
    )
    answer = HttpResponse(jobs.file_of(job), content_type="application/pdf")
    name = f"phien-hop-{job.session.held_on:%Y-%m-%d}-{job.kind}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
