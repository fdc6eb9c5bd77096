"""Printing that takes longer than a page may.

A request only writes the `Job`. A worker takes it up within seconds (Celery beat asks), or, where there is no Redis, a
thread of this process. Parts are kept one by one as they are ready; a job whose worker died is taken up again after a
while and goes on with those that are missing. When all are there they become one file of the vault.
"""

import base64
import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from admission.domain.job_work import work_of
from admission.models import Job, JobKind, JobPart, JobStatus
from admission.reports.render import PdfUnavailable
from partytrack import vault
from partytrack.errors import Refused
from partytrack.journal.write import write as journal
from units.permissions import can
from units.trees import standing_at

log = logging.getLogger(__name__)
DEAD_AFTER = timedelta(minutes=2)  # without a sign of life; one part takes some seconds
ATTEMPTS = 5  # then it is the job that brings its workers down
BROKEN = "Có lỗi khi in. Thử in lại; nếu vẫn lỗi, báo người quản trị."
AT_WORK = (JobStatus.WAITING, JobStatus.RUNNING)


@transaction.atomic
def ask(session, *, actor, kind):
    """Yêu cầu in giấy tờ của phiên họp. Returns the `Job`: one that is still at work on the same is asked for once."""
    if not can(actor, "session.release", session.unit):
        raise PermissionDenied
    what = {"unit": session.unit, "session": session, "kind": kind}
    return _asked(what, actor, "admission.print_asked", subject=session, kind=kind)


@transaction.atomic
def ask_book(unit, *, actor, period, as_of=None, kind=JobKind.BOOK):
    """Yêu cầu lập tập số liệu of a unit and all below it; `kind`: one of BOOKS. Returns the `Job`, as above. Raises
    Refused."""
    if not can(actor, "report.view", unit):
        raise PermissionDenied
    day = min(as_of or timezone.localdate(), period.ends)
    if standing_at(unit, day) is None:
        raise Refused(
            sentence=f"{unit} không hoạt động vào ngày {day:%d/%m/%Y}.", remedy="Chọn ngày hoặc kỳ khác."
        )
    what = {"unit": unit, "kind": kind, "period": period, "as_of": day}
    return _asked(what, actor, "admission.book_asked", subject=unit, on=day, period=period.code)


def _asked(what, actor, event, **entry):
    at_work = Job.objects.filter(**what, status__in=AT_WORK).first()
    if at_work:
        return at_work
    job = Job.objects.create(**what, asked_by=actor)
    journal(event, actor=actor, unit_id=job.unit_id, **entry)
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
    _give_up()
    while job := _take():
        _work(job)
        done += 1
    return done


def _dead():
    return Q(status=JobStatus.RUNNING, touched_at__lt=timezone.now() - DEAD_AFTER)


def _give_up():
    """Jobs whose worker died once more than is chance."""
    Job.objects.filter(_dead(), attempts__gte=ATTEMPTS).update(status=JobStatus.FAILED, message=BROKEN)


@transaction.atomic
def _take():
    dead = _dead() & Q(attempts__lt=ATTEMPTS)
    free = Job.objects.select_for_update(skip_locked=True).filter(Q(status=JobStatus.WAITING) | dead)
    job = free.order_by("id").first()
    if job:
        job.status, job.touched_at, job.attempts = JobStatus.RUNNING, timezone.now(), job.attempts + 1
        job.save(update_fields=["status", "touched_at", "attempts"])
    return job


def _work(job):
    try:
        work = work_of(job, frozen=lambda make: _frozen(job, make))
        kept = set(_parts(job).values_list("position", flat=True))
        Job.objects.filter(pk=job.pk).update(total=work.total, done=len(kept))
        for position, pdf in work.printed([at for at in range(work.total) if at not in kept]):
            _keep(job, position, base64.b64encode(pdf).decode())
        _bind(job, work)
    except PdfUnavailable as reason:
        _fail(job, str(reason)[:200])
    except Exception:  # the job says so on its page; the next one is done all the same
        log.exception("job %s failed", job.pk)
        _fail(job, BROKEN)


def _parts(job):
    return job.parts.filter(position__gte=0)


def _frozen(job, make):
    """What a job prints, as text, made once: a worker that goes on with it prints the same."""
    found = job.parts.filter(position=JobPart.FROZEN).first()
    return found.content if found else _keep(job, JobPart.FROZEN, make())


@transaction.atomic
def _keep(job, position, content):
    part, _ = JobPart.objects.get_or_create(job=job, position=position, defaults={"content": content})
    Job.objects.filter(pk=job.pk).update(done=_parts(job).count(), touched_at=timezone.now())
    return part.content


def _bind(job, work):
    pdfs = (base64.b64decode(part.content) for part in _parts(job).order_by("position").iterator())
    pdf = work.bind([pdf for pdf in pdfs if pdf])
    name = vault.put(pdf)
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, file="")
        kept = mine.update(status=JobStatus.DONE, file=name, message="", touched_at=timezone.now())
        job.parts.all().delete()
    if not kept:  # another worker, who took this one for dead, was faster
        vault.drop(name)


def _fail(job, message):
    """Unless another worker took it up meanwhile, or did it."""
    mine = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)
    mine.update(status=JobStatus.FAILED, message=message, touched_at=timezone.now())


def file_of(job):
    """The papers of a finished job as one PDF. Raises FileNotFoundError when it is kept no longer."""
    if not job.file:
        raise FileNotFoundError
    return vault.get(job.file)


def purge(now=None):
    """Let go of what was printed long ago, finished or not. Returns how many jobs had something left."""
    before = (now or timezone.now()) - timedelta(days=settings.JOBS_KEPT_DAYS)
    old = Job.objects.filter(asked_at__lt=before).exclude(status__in=AT_WORK, touched_at__gte=before)
    left = list(old.filter(~Q(file="") | Q(parts__isnull=False)).distinct())
    for job in left:
        with transaction.atomic():
            job.parts.all().delete()
            Job.objects.filter(pk=job.pk).update(file="")
        if job.file:
            vault.drop(job.file)
    return len(left)
