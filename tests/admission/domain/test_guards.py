"""B9: what the database refuses to whoever comes past the engine."""

import uuid
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import F
from django.utils import timezone
from django_fsm import RETURN_VALUE

from admission.models import Candidate, Decision, Standing
from admission.states import State
from partytrack.journal.models import Entry
from tests.world import START, person, world

pytestmark = pytest.mark.sqlite_too
STEPS = import_module("admission.migrations.0009_transfers").STEPS


def refused(change, error=DatabaseError):
    """The database refuses the change, at once or at commit."""
    with pytest.raises(error):
        _commit(change)


@transaction.atomic
def _commit(change):
    change()
    connection.check_constraints()


def entry():
    """A later entry of the journal, as an act would write one."""
    return Entry.objects.exclude(pk__in=Candidate.objects.values("last_entry__pk")).latest("seq").uid


def as_an_act(file, **columns):
    """An update that looks like an act: version and entry move with the state."""
    return lambda: Candidate.objects.filter(pk=file.pk).update(
        version=F("version") + 1, last_entry_id=entry(), **columns
    )


def edges():
    """{(source, target)} of every edge of the state machine that moves a file."""
    field = Candidate._meta.get_field("state")
    found = set()
    for transition_ in field.get_all_transitions(Candidate):
        targets = [transition_.target]
        if isinstance(transition_.target, RETURN_VALUE):
            targets = transition_.target.allowed_states
        found |= {(str(transition_.source), str(target)) for target in targets if target}
    return {(source, target) for source, target in found if source != target}


def test_frozen_steps_are_the_edges_of_the_state_machine():
    frozen = {(source, target) for source, targets in STEPS.items() for target in targets.split()}
    assert frozen == edges()


def test_act_that_is_on_the_ladder_passes_the_guard(w):
    file = w.file()
    as_an_act(file, state=State.NURTURED)()
    assert Candidate.objects.get(pk=file.pk).state == State.NURTURED


@pytest.mark.parametrize("target", [State.DOSSIER, State.APPRAISED, State.FULL, State.REFUSED])
def test_step_that_the_ladder_lacks_is_refused(w, target):
    file = w.file()
    dates = {"decided_on": START, "ceremony_on": START, "ended_on": START}
    if target == State.FULL:
        dates |= {"recognised_on": START, "full_from": START}
    refused(as_an_act(file, state=target, **(dates if target in (State.FULL, State.REFUSED) else {})))


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({}, id="state-alone"),
        pytest.param({"version": F("version") + 1}, id="without-a-new-entry"),
        pytest.param({"last_entry_id": entry}, id="without-a-new-version"),
        pytest.param({"version": F("version") + 2, "last_entry_id": entry}, id="version-jumps"),
    ],
)
def test_state_changes_only_with_version_and_entry(w, columns):
    file = w.file()
    columns = {name: value() if callable(value) else value for name, value in columns.items()}
    refused(lambda: Candidate.objects.filter(pk=file.pk).update(state=State.NURTURED, **columns))
    assert Candidate.objects.get(pk=file.pk).state == State.SOURCE


def test_branch_changes_only_with_version_and_entry(w):
    file = w.file()
    refused(lambda: Candidate.objects.filter(pk=file.pk).update(unit=w.base_branch))
    as_an_act(file, unit=w.base_branch)()
    assert Candidate.objects.get(pk=file.pk).unit == w.base_branch


def test_plain_sql_is_refused_the_same(w):
    file = w.file()
    statement = "update admission_candidate set state = 'full' where id = %s"
    refused(lambda: connection.cursor().execute(statement, [file.pk]))


@pytest.mark.parametrize(
    ("state", "version"), [(State.NURTURED, 1), (State.FULL, 1), (State.SOURCE, 2), (State.SOURCE, 0)]
)
def test_file_is_not_inserted_halfway_up(w, state, version):
    done = w.file()
    file = Candidate(
        unit=w.branch,
        version=version,
        last_entry_id=done.last_entry_id,
        registered_on=START,
        since=START,
        **person(),
    )
    file.derive()
    if state == State.FULL:
        file.decided_on = file.ceremony_on = file.recognised_on = file.full_from = START
    file.__dict__["state"] = state
    refused(file.save)


def test_file_has_one_decision_in_each_round(w):
    file = w.climb(w.file(), to=State.DECIDED)
    again = Decision(
        candidate=file, round="admission", authority=w.district, number="999-QĐ/HU", decided_on=file.decided_on,
        signer="Phạm Văn Đức", session=w.session(file.since),
    )  # fmt: skip
    refused(again.save, IntegrityError)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Entry.objects.filter(pk=row.pk).update(event="admission.stop"),
        lambda row: Entry.objects.filter(pk=row.pk).update(at=timezone.now()),
        lambda row: Entry.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda row: models.QuerySet(Entry).filter(pk__gte=row.pk).update(body={}),
    ],
    ids=["event", "instant", "delete", "many"],
)
def test_journal_is_append_only(w, change):
    w.file()
    row = Entry.objects.latest("seq")
    before = list(Entry.objects.order_by("seq").values())
    refused(lambda: change(row))
    assert list(Entry.objects.order_by("seq").values()) == before


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        (State.ON_AGENDA, {"decided_on": START}),
        (State.ON_AGENDA, {"state": State.DECIDED}),
        (State.DECIDED, {"state": State.PROBATIONARY}),
        (State.DECIDED, {"state": State.PROBATIONARY, "ceremony_on": date(2000, 1, 1)}),
        (State.DECIDED, {"state": State.MOVED_AWAY}),
        (State.DOSSIER, {"state": State.STOPPED, "ended_on": START}),
        (State.DOSSIER, {"state": State.STOPPED, "end_reason": "age"}),
        (State.RECOGNITION_ON_AGENDA, {"state": State.FULL, "recognised_on": START}),
        (State.RECOGNITION_ON_AGENDA, {"state": State.FULL, "full_from": START}),
    ],
    ids=[
        "decided-on-the-agenda", "decided-without-a-day", "probationary-without-a-day",
        "ceremony-before-the-decision", "moved-without-a-day", "stopped-without-a-reason", "stopped-without-a-day",
        "full-without-its-day", "full-without-a-decision",
    ],
)  # fmt: skip
def test_state_has_the_facts_that_it_stands_for(w, state, columns):
    file = w.climb(w.file(), to=state)
    refused(as_an_act(file, **columns), IntegrityError)


def test_file_stands_in_one_place_at_a_time(w):
    file = w.file()
    second = Standing(
        candidate=file, unit=w.branch, state=State.NURTURED, valid_from=START, entry_id=file.last_entry_id
    )
    refused(second.save, IntegrityError)
    refused(
        lambda: Standing.objects.filter(candidate=file).update(valid_to=START - timedelta(1)), IntegrityError
    )


@pytest.mark.django_db(transaction=True)
def test_state_that_names_no_entry_fails_at_commit():
    w = world()
    file = w.file()
    unknown = {"version": F("version") + 1, "last_entry_id": uuid.uuid4()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=file.pk).update(state=State.NURTURED, **unknown)
    assert Candidate.objects.get(pk=file.pk).state == State.SOURCE
