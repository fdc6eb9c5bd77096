"""What acts wait for, and what folds do to each other: real connections, one for each thread."""

import itertools
import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from admission import rollups, second_count
from admission.states import State
from partytrack.journal.dispatch import dispatch, paused
from partytrack.journal.models import Cursor, Entry, Head
from tests.admission.domain.shelf import Shelf
from tests.admission.domain.test_race import at_once, doing
from tests.world import START
from units.models import Period

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf():
    with paused():
        return Shelf([State.SOURCE])


@pytest.fixture
def year():
    return Period.objects.create(
        code="N2024", kind="year", name="Năm 2024", starts=date(2024, 1, 1), ends=date(2024, 12, 31)
    )


def waits():
    """(how many backends wait for a lock, the tables whose rows they wait for)"""
    with connection.cursor() as cursor:
        cursor.execute("select count(distinct pid) from pg_locks where not granted")
        [count] = cursor.fetchone()
        cursor.execute("select distinct relation::regclass::text from pg_locks where locktype = 'tuple'")
        return count, {table for (table,) in cursor.fetchall()}


def test_acts_in_different_branches_wait_for_nothing_but_the_head_of_the_journal(shelf, year):
    """Both have done everything else by then, while somebody holds the head."""
    w = shelf.w
    files = [w.file(w.branch), w.file(w.section_branch)]
    jobs = [doing(shelf, file, "assign_helper", "secretary", on=START) for file in files]
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            Head.objects.select_for_update().get()
            done = threads.submit(at_once, jobs)
            deadline = time.monotonic() + 10
            while waits()[0] < len(jobs) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert waits() == (2, {"journal_head"})
        assert done.result() == ["done", "done"]


@pytest.mark.sqlite_too
def test_folds_at_once_count_everything_once(shelf, year, settings):
    """C5: a fold that was thought dead works on beside its successor; a recount runs among them, and people act."""
    settings.REDIS_URL = "redis://nobody"  # nothing is folded in by the acts themselves
    dispatch()
    file = shelf.file(State.SOURCE)
    w = shelf.w
    files = [w.file(w.branch), w.file(w.section_branch), w.file(w.base_branch)]
    acts = [doing(shelf, one, "assign_helper", "secretary", on=START) for one in files[:2]]
    assert at_once([dispatch, dispatch, rollups.recount, *acts])[3:] == ["done", "done"]
    assert file.state == State.SOURCE
    assert rollups.recount() == []  # what is not folded in yet is no drift
    dispatch()
    assert second_count.drift(year) == []
    assert Cursor.objects.get(name="rollups").seq == Entry.objects.latest("seq").seq


def killed_at(statement):
    """In a process of its own: hand out what waits, and be killed before that statement. Returns the exit code."""
    connection.close()
    folder = multiprocessing.get_context("fork").Process(target=_dispatch_until, args=[statement])
    folder.start()
    folder.join()
    return folder.exitcode


def _dispatch_until(statement):
    ran = itertools.count(1)

    def kill(execute, *call):
        if next(ran) == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*call)

    with connection.execute_wrapper(kill):
        dispatch()


@pytest.mark.sqlite_too
def test_folds_that_are_killed_at_any_point_lose_and_double_nothing(shelf, year, settings):
    """C1: at each statement of a fold, one after the other; each time with something more to fold in."""
    settings.REDIS_URL = "redis://nobody"
    dispatch()
    w, exits = shelf.w, []
    while 0 not in exits:
        w.file((w.branch, w.section_branch)[len(exits) % 2])
        exits.append(killed_at(len(exits) + 1))
    assert len(exits) > 10
    assert set(exits[:-1]) == {-signal.SIGKILL}
    assert second_count.drift(year) == []
    assert Cursor.objects.get(name="rollups").seq == Entry.objects.latest("seq").seq


def test_what_is_recorded_while_a_recount_reads_is_folded_in_after_it(shelf, year, settings):
    """The cursor goes back to where the reading began."""
    settings.REDIS_URL = "redis://nobody"
    dispatch()
    shelf.act(shelf.file(State.SOURCE), "assign_helper", "secretary", START)
    seen = Cursor.objects.get(name="rollups").seq
    assert rollups.recount() == []
    assert Cursor.objects.get(name="rollups").seq == seen
    assert dispatch() == 1
    assert second_count.drift(year) == []
