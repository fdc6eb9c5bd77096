"""B1, B3, B6: many at once on one file, each over a connection of its own, on PostgreSQL and on SQLite in a file."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from admission.domain.engine import perform
from admission.domain.intake import register_candidate
from admission.models import Candidate, Decision, Member, Resolution, Standing
from admission.states import State
from partytrack.errors import Conflict, Refused
from partytrack.journal.models import Entry
from partytrack.journal.verify import broken_links
from tests.admission.domain.acts import CASES, MAY
from tests.admission.domain.shelf import Shelf
from tests.world import START, person, world
from units.models import User

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db(transaction=True)]
MANY = 50
DAY = timedelta(1)


def at_once(jobs):
    """Run the jobs at the same moment, each in a thread of its own; what each returned or raised, in words."""
    gate = Barrier(len(jobs))

    def run(job):
        gate.wait()
        try:
            return job()
        except Conflict:
            return "conflict"
        except (Candidate.DoesNotExist, PermissionDenied):
            return "out of sight"
        except Refused as refused:
            return refused.reasons[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def doing(shelf, file, name, actor, *, request_id=None, on=None, **fields):
    """A job: this act on this file as it is now, by this user."""
    on = on or shelf.day_of(file, name)
    fields = shelf.fields_of(file, name, on) | fields
    user, request_id = shelf.user(actor).pk, request_id or uuid.uuid4()

    def job():
        actor = User.objects.get(pk=user)
        perform(
            name, file.pk, actor=actor, version=file.version, request_id=request_id, on=on, **dict(fields)
        )
        return "done"

    return job


def entries(file, name):
    return Entry.objects.filter(subject=f"candidate:{file.pk}", event=f"admission.{name}").count()


def contiguous(file):
    rows = list(Standing.objects.filter(candidate=file).order_by("id"))
    return [row.valid_from for row in rows[1:]] + [None] == [row.valid_to for row in rows]


@pytest.mark.parametrize(
    ("name", "state", "target", "kept"),
    [
        ("branch_vote", State.CERTIFIED, State.BRANCH_PROPOSED, Resolution),
        ("decide", State.ON_AGENDA, State.DECIDED, Decision),
        ("ceremony", State.DECIDED, State.PROBATIONARY, Member),
    ],
)
def test_of_fifty_who_act_at_once_one_succeeds(name, state, target, kept):
    shelf = Shelf((state,))
    file = shelf.file(state)
    actor = "board" if name == "decide" else "secretary"
    answers = at_once([doing(shelf, file, name, actor) for _ in range(MANY)])
    assert Counter(answers) == {"done": 1, "conflict": MANY - 1}
    assert (Candidate.objects.get(pk=file.pk).state, entries(file, name)) == (target, 1)
    assert Candidate.objects.get(pk=file.pk).version == file.version + 1
    assert kept.objects.filter(candidate=file).count() == 1
    assert contiguous(file)
    assert list(broken_links()) == []


def test_of_several_who_act_at_once_one_succeeds_whatever_the_act():
    """Whoever comes late to an offer may no longer see it."""
    shelf = Shelf(())
    for case in CASES:
        file = shelf.ready(shelf.add(case.state, of_section=case.level == "section"), case.name)
        actor = sorted(MAY[case.level])[-1]
        before = entries(file, case.name)
        answers = at_once([doing(shelf, file, case.name, actor) for _ in range(4)])
        too_late = {"conflict", "out of sight"} if case.level == "receiver" else {"conflict"}
        assert answers.count("done") == 1, case.name
        assert set(answers) - {"done"} <= too_late, case.name
        after = Candidate.objects.get(pk=file.pk)
        assert (after.state, after.version) == (case.target, file.version + 1), case.name
        assert entries(file, case.name) == before + 1, case.name
        assert contiguous(file), case.name
    assert list(broken_links()) == []


def test_approval_against_return_has_one_winner():
    shelf = Shelf((State.SUBMITTED,))
    file = shelf.file(State.SUBMITTED)
    jobs = [
        doing(shelf, file, name, "board", reason="Thiếu")
        if name != "appraise"
        else doing(shelf, file, name, "board")
        for name in ("appraise", "return_to_branch", "return_to_committee") * 5
    ]
    answers = at_once(jobs)
    assert Counter(answers) == {"done": 1, "conflict": 14}
    winner = answers.index("done") % 3
    expected = (State.APPRAISED, State.DOSSIER, State.BRANCH_PROPOSED)[winner]
    assert Candidate.objects.get(pk=file.pk).state == expected
    assert contiguous(file)


def test_request_sent_ten_times_at_once_has_one_effect_and_one_answer():
    shelf = Shelf((State.CERTIFIED,))
    file, request_id = shelf.file(State.CERTIFIED), uuid.uuid4()
    answers = at_once(
        [doing(shelf, file, "branch_vote", "secretary", request_id=request_id) for _ in range(10)]
    )
    assert Counter(answers) == {"done": 10}
    assert (Resolution.objects.filter(candidate=file).count(), entries(file, "branch_vote")) == (1, 1)


def test_twenty_registrations_of_one_person_make_one_file():
    w = world()
    who = person()

    def register():
        actor = User.objects.get(pk=w.secretary.pk)
        register_candidate(actor=actor, unit=w.branch, request_id=uuid.uuid4(), on=START, **who)
        return "done"

    assert Counter(at_once([register] * 20)) == {"done": 1, "TWO_FILES": 19}
    file = Candidate.objects.get()
    assert (file.standings.count(), entries(file, "register")) == (1, 1)


def test_registration_sent_ten_times_at_once_makes_one_file():
    w = world()
    who, request_id = person(), uuid.uuid4()

    def register():
        actor = User.objects.get(pk=w.secretary.pk)
        return register_candidate(actor=actor, unit=w.branch, request_id=request_id, on=START, **who).file.pk

    assert at_once([register] * 10) == [Candidate.objects.get().pk] * 10


def test_of_fifty_forms_sent_at_once_one_is_saved_and_the_others_see_409():
    shelf = Shelf((State.COMMITTEE_PROPOSED,))
    file = shelf.file(State.COMMITTEE_PROPOSED)
    url = reverse("admission:act", kwargs={"pk": file.pk, "slug": "trinh"})
    on = file.since + DAY

    def client():
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(pk=shelf.w.officer.pk))
        return client

    def send(browser):
        form = {
            "version": file.version, "request_id": uuid.uuid4(), "on": f"{on:%d/%m/%Y}", "number": "10-TTr/ĐU",
        }  # fmt: skip
        return lambda: browser.post(url, form).status_code

    browsers = [client() for _ in range(MANY)]
    assert Counter(at_once([send(browser) for browser in browsers])) == {302: 1, 409: MANY - 1}
    assert (Candidate.objects.get(pk=file.pk).state, entries(file, "submit")) == (State.SUBMITTED, 1)
