"""Printing the papers of a session: asked for, followed, fetched."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from admission.domain import jobs
from admission.models import SESSION_KINDS, Job
from admission.views.book import progress
from admission.views.session_base import session_of
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
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"phien-hop-{job.session.held_on:%Y-%m-%d}-{job.kind}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
