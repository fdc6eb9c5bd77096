"""Printing that takes longer than a page may.

A request only writes the `Job`. A worker takes it up within seconds (Celery beat asks), or, where there is no Redis, a
thread of this process. Papers are kept one by one as they are ready; a job whose worker died is taken up again after a
while and goes on behind the last one.
"""

import base64
import logging
import threading
from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from pypdf import PdfWriter

from admission.models import Job, JobPart, JobStatus
from admission.papers import render
from admission.reports.render import PdfUnavailable
from admission.session_papers import papers_of
from partytrack.journal.write import write as journal
from units.permissions import can

log = logging.getLogger(__name__)
DEAD_AFTER = timedelta(minutes=2)  # without a sign of life; one paper takes a second or two
BROKEN = "Có lỗi khi in. Thử in lại; nếu vẫn lỗi, báo người quản trị."


@transaction.atomic
def ask(session, *, actor, kind):
    """Yêu cầu in. Returns the `Job`: one that is still at work on the same is asked for once."""
    if not can(actor, "session.release", session.unit):
        raise PermissionDenied
    at_work = session.jobs.filter(kind=kind, status__in=(JobStatus.WAITING, JobStatus.RUNNING)).first()
    if at_work:
        return at_work
    job = Job.objects.create(unit=session.unit, session=session, kind=kind, asked_by=actor)
    journal("admission.print_asked", subject=session, actor=actor, unit_id=session.unit_id, kind=kind)
    transaction.on_commit(wake)
    return job


def wake():
    """See that somebody works: without a Celery worker, a thread of this process."""
    if settings.REDIS_URL:
        return
    if settings.JOBS_IN_THREAD:
        threading.Thread(target=_in_thread, daemon=True).start()
    else:
        run_waiting()


def wake_for_dead(job):
    """Somebody waits for a job: if its worker died with the process, start another."""
    if (job.touched_at or job.asked_at) < timezone.now() - DEAD_AFTER:
        wake()


def _in_thread():
    try:
        run_waiting()
    finally:
        connection.close()


def run_waiting():
    """Do every job that waits, and those whose worker died. Returns how many."""
    done = 0
    while job := _take():
        _work(job)
        done += 1
    return done


@transaction.atomic
def _take():
    dead = Q(status=JobStatus.RUNNING, touched_at__lt=timezone.now() - DEAD_AFTER)
    free = Job.objects.select_for_update(skip_locked=True).filter(Q(status=JobStatus.WAITING) | dead)
    job = free.order_by("id").first()
    if job:
        job.status, job.touched_at = JobStatus.RUNNING, timezone.now()
        job.save(update_fields=["status", "touched_at"])
    return job


def _work(job):
    try:
        papers = papers_of(job.session, job.kind)
        Job.objects.filter(pk=job.pk).update(total=len(papers))
        for position in range(job.parts.count(), len(papers)):
            pages = papers[position]()
            _keep(job, position, render.pdf(pages) if pages else b"")
        _end(job, JobStatus.DONE, "")
    except PdfUnavailable as reason:
        _end(job, JobStatus.FAILED, str(reason)[:200])
    except Exception:  # the job says so on its page; the next one is done all the same
        log.exception("job %s failed", job.pk)
        _end(job, JobStatus.FAILED, BROKEN)


@transaction.atomic
def _keep(job, position, pdf):
    content = base64.b64encode(pdf).decode()
    JobPart.objects.get_or_create(job=job, position=position, defaults={"content": content})
    Job.objects.filter(pk=job.pk).update(done=position + 1, touched_at=timezone.now())


def _end(job, status, message):
    Job.objects.filter(pk=job.pk).update(status=status, message=message, touched_at=timezone.now())


def file_of(job):
    """The papers of a finished job as one PDF."""
    whole, out = PdfWriter(), BytesIO()
    for part in job.parts.exclude(content="").order_by("position"):
        whole.append(BytesIO(base64.b64decode(part.content)))
    whole.compress_identical_objects()  # the fonts, once for all
    whole.write(out)
    return out.getvalue()
