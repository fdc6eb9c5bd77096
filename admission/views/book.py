"""Tập số liệu: a province's book as a job, asked for, followed, fetched."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from admission.domain import jobs
from admission.models import BOOKS, Job, JobKind
from admission.reports.names import file_name
from admission.views.job import progress
from admission.views.official import asked
from admission.views.report import reported_unit
from partytrack.downloads import as_file
from partytrack.errors import Refused
from partytrack.journal.models import Access
from partytrack.journal.write import subject_key
from units.policy import policy

SHOWN = 10


def book_of(user, *, pk):
    """Loader: a book of a unit whose reports the user may read."""
    job = get_object_or_404(Job.objects.select_related("unit", "period").filter(kind__in=BOOKS), pk=pk)
    reported_unit(user, pk=job.unit_id)
    return job


@policy("report.view", load=reported_unit, methods=("GET", "POST"))
def book(request, unit):
    """Ask for a book of the period and day in the address, to print or for Excel; the last ones of the unit."""
    form, query = asked(request, unit)
    if request.method == "POST" and form.period:
        try:
            kind = JobKind.SHEET if "xlsx" in request.POST else JobKind.BOOK
            job = jobs.ask_book(unit, actor=request.user, period=form.period, as_of=form.as_of, kind=kind)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("admission:book_detail", pk=job.pk)
    found = Job.objects.filter(unit=unit, kind__in=BOOKS).select_related("period", "asked_by")[:SHOWN]
    context = {"unit": unit, "form": form, "query": query, "jobs": found}
    return render(request, "admission/book.html", context, status=422 if request.method == "POST" else 200)


@policy("report.view", load=book_of)
def book_detail(request, job):
    """How far it is; to htmx only the part that changes."""
    if not job.is_over:
        jobs.wake_for_dead(job)
    back = reverse("admission:book", args=[job.unit_id]), "Về tập số liệu"
    return progress(
        request, job, "book", f"{job.period.name}, số liệu đến hết ngày {job.as_of:%d/%m/%Y}", back
    )


@policy("report.view", load=book_of)
def book_file(request, job):
    try:
        content = jobs.file_of(job)
    except FileNotFoundError:
        raise Http404 from None
    Access.objects.create(user=request.user, subject=subject_key(job.unit), what=f"book.{job.ending}")
    return as_file(
        content, f"{file_name('tap-so-lieu', job.unit, job.as_of, period=job.period)}.{job.ending}"
    )
