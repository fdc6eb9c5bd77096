"""Printing the papers of a session: asked for, done piece by piece, fetched."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from admission.domain import jobs
from admission.models import Job, JobKind
from partytrack.journal.models import Access
from tests.admission.sitting import appraised, planned, released

pytestmark = pytest.mark.needs("PDF")


def address(name, *args):
    return reverse(f"admission:job_{name}", args=args)


def words(pdf):
    """Its text with single spaces."""
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())


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


def test_job_whose_worker_died_goes_on_where_it_stopped(w):
    job = asked(w, released(w, appraised(w)), JobKind.RESULTS)
    jobs.run_waiting()
    job.refresh_from_db()
    total = job.total
    kept = job.parts.order_by("position").first()
    job.parts.exclude(pk=kept.pk).delete()
    long_ago = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(status="running", done=1, touched_at=timezone.now())
    assert jobs.run_waiting() == 0  # somebody is at work

    Job.objects.filter(pk=job.pk).update(touched_at=long_ago)
    assert jobs.run_waiting() == 1

    job.refresh_from_db()
    assert (job.status, job.parts.count()) == ("done", total)
    assert job.parts.order_by("position").first() == kept


def test_parts_are_sealed(w):
    job = asked(w, planned(w, appraised(w)), JobKind.DOCKET)
    jobs.run_waiting()
    with connection.cursor() as cursor:
        cursor.execute("select content from admission_jobpart where job_id = %s", [job.pk])
        assert ":" in cursor.fetchone()[0][:12]


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
