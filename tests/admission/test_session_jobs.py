"""Printing the papers of a session: asked for, done piece by piece, fetched."""

import base64
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from admission.domain import jobs
from admission.domain.job_work import work_of
from admission.models import Job, JobKind, JobPart
from partytrack import vault
from partytrack.journal.models import Access
from tests import scans
from tests.admission.sitting import HELD_ON, appraised, planned, released

pytestmark = pytest.mark.needs("PDF")


def address(name, *args):
    return reverse(f"admission:job_{name}", args=args)


def words(pdf):
    """Its text with single spaces."""
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())


def kept_bytes(part):
    return base64.b64decode(part.content)


def asked(w, session, kind):
    return jobs.ask(session, actor=w.board, kind=kind)


def test_job_waits_is_done_and_is_fetched(w, as_user):
    session, client = released(w, appraised(w)), as_user(w.recorder)
    answer = client.post(address("ask", session.pk), {"kind": JobKind.RESULTS})
    job = Job.objects.get()
    assert (answer.url, job.status) == (address("detail", job.pk), "waiting")
    assert client.get(address("file", job.pk)).status_code == 404

    assert jobs.run_waiting() == 1

    job.refresh_from_db()
    assert (job.status, job.done) == ("done", job.total)
    text = words(client.get(address("file", job.pk)).content)
    assert ("1-QĐ/HU" in text, "Nguyễn Thị Hoa" in text) == (True, True)
    subjects = set(Access.objects.filter(what="print", user=w.recorder).values_list("subject", flat=True))
    assert subjects == {f"session:{session.pk}", f"candidate:{session.items.get().candidate_id}"}


def test_progress_is_followed_until_it_is_over(w, as_user):
    job, client = asked(w, planned(w, appraised(w)), JobKind.DOCKET), as_user(w.board)
    partial = client.get(address("detail", job.pk), headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in partial, "hx-get" in partial) == (False, True)
    jobs.run_waiting()
    assert "hx-get" not in client.get(address("detail", job.pk)).content.decode()


def test_same_job_is_asked_for_once(w):
    session = planned(w, appraised(w))
    assert asked(w, session, JobKind.DOCKET) == asked(w, session, JobKind.DOCKET)
    jobs.run_waiting()
    assert asked(w, session, JobKind.DOCKET).status == "waiting"


def test_job_whose_worker_died_goes_on_with_what_is_missing(w):
    job = asked(w, released(w, appraised(w)), JobKind.RESULTS)
    kept = JobPart.objects.create(job=job, position=1, content=base64.b64encode(scans.pdf()).decode())
    Job.objects.filter(pk=job.pk).update(status="running", touched_at=timezone.now())
    assert jobs.run_waiting() == 0  # somebody is at work

    Job.objects.filter(pk=job.pk).update(touched_at=timezone.now() - timedelta(minutes=5))
    assert jobs.run_waiting() == 1

    job.refresh_from_db()
    assert (job.status, job.done, job.parts.count()) == ("done", job.total, 0)
    assert words(kept_bytes(kept)) in words(jobs.file_of(job))


def test_late_failure_does_not_undo_what_another_worker_did(w, monkeypatch):
    job = asked(w, planned(w, appraised(w)), JobKind.DOCKET)

    def overtaken(slow, *, frozen):
        Job.objects.filter(pk=slow.pk).update(touched_at=timezone.now() - timedelta(minutes=5))
        monkeypatch.setattr(jobs, "work_of", work_of)
        assert jobs.run_waiting() == 1
        raise OSError

    monkeypatch.setattr(jobs, "work_of", overtaken)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.status, job.file != "", job.attempts) == ("done", True, 2)


def test_job_that_brings_its_workers_down_is_given_up(w, as_user):
    job = asked(w, planned(w, appraised(w)), JobKind.DOCKET)
    dead = {"status": "running", "touched_at": timezone.now() - timedelta(minutes=5)}
    Job.objects.filter(pk=job.pk).update(**dead, attempts=jobs.ATTEMPTS)
    assert jobs.run_waiting() == 0
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", jobs.BROKEN)


def test_parts_and_file_are_sealed(w):
    job = asked(w, planned(w, appraised(w)), JobKind.DOCKET)
    JobPart.objects.create(job=job, position=0, content="JVBERi0xLjcK")
    with connection.cursor() as cursor:
        cursor.execute("select content from admission_jobpart where job_id = %s", [job.pk])
        assert ":" in cursor.fetchone()[0][:12]
    job.parts.all().delete()
    jobs.run_waiting()
    job.refresh_from_db()
    path = Path(settings.MEDIA_ROOT) / "sealed" / job.file[:2] / job.file
    assert b"%PDF" not in path.read_bytes()


def test_old_prints_are_let_go(w, as_user):
    session = released(w, appraised(w))
    old, new = asked(w, session, JobKind.RESULTS), asked(w, session, JobKind.MINUTES)
    jobs.run_waiting()
    unfinished = asked(w, planned(w, appraised(w), held_on=HELD_ON + timedelta(7)), JobKind.DOCKET)
    JobPart.objects.create(job=unfinished, position=0)
    long_ago = timezone.now() - timedelta(days=settings.JOBS_KEPT_DAYS + 1)
    Job.objects.filter(pk__in=[old.pk, unfinished.pk]).update(asked_at=long_ago)
    Job.objects.filter(pk=unfinished.pk).update(status="failed")

    stored = set(vault.names())
    assert (jobs.purge(), jobs.purge()) == (2, 0)

    client = as_user(w.board)
    assert [client.get(address("file", job.pk)).status_code for job in (old, new)] == [404, 200]
    assert "hết hạn giữ" in client.get(address("detail", old.pk)).content.decode()
    assert len(stored - set(vault.names())) == 1


def test_job_is_for_who_releases(w, as_user):
    session = planned(w, appraised(w))
    job = asked(w, session, JobKind.DOCKET)
    for user, status in ((w.auditor, 403), (w.officer, 404)):
        client = as_user(user)
        assert client.post(address("ask", session.pk), {"kind": "docket"}).status_code == status
        assert [client.get(address(name, job.pk)).status_code for name in ("detail", "file")] == [
            status,
            status,
        ]
    assert as_user(w.board).post(address("ask", session.pk), {"kind": "x"}).status_code == 404
