"""What folding a thousand journal entries at once costs for each, and how soon an act shows in the root's row."""

import threading
import time

from django.db import connection, transaction

from admission import rollups
from admission.models import Rollup
from admission.scale.bench.acts import record, turn, turnable, wrong_rows
from admission.scale.bench.measuring import REPETITIONS, interleaved, timed
from admission.scale.bench.rollup import current_year
from partytrack.journal import dispatch
from partytrack.journal.write import many
from units.models import Period, Unit

BATCH = 1_000
GOAL_US, GOAL_SECONDS = 60, 5
BEAT = 2.0  # seconds, as in partytrack/celery.py
SHOWN = 3  # acts that are waited for


def measure(size):
    dispatch.dispatch()
    standings = turnable(BATCH)
    standings = (standings * (BATCH // len(standings) + 1))[:BATCH]
    every = _per_event(standings, size)
    year = current_year()
    Period.objects.exclude(pk=year.pk).delete()
    alone = _per_event(standings, size)
    seconds = _seconds_until_shown(standings[0])
    return {
        "batch": BATCH, "us_per_event": alone, "goal_us": GOAL_US, "met": alone <= GOAL_US,
        "us_per_event_in_all_periods": every, "visible_seconds": seconds, "visible_goal_seconds": GOAL_SECONDS,
        "visible_met": seconds <= GOAL_SECONDS, "beat_seconds": BEAT, "wrong_rows": wrong_rows(),
    }  # fmt: skip


def _per_event(standings, size):
    """Microseconds."""
    fold = interleaved(REPETITIONS[size], fold=lambda: _fold(standings))["fold"]
    return round(fold / BATCH * 1e6, 1)


def _fold(standings):
    """Seconds that the consumer takes; the acts themselves are not counted."""
    with dispatch.paused(), transaction.atomic(), many():
        for standing in standings:
            turn(standing)
        entries = [record(standing) for standing in standings]

    @transaction.atomic
    def fold():
        rollups.fold_entries(entries)

    return timed(fold)


def _seconds_until_shown(standing):
    """The longest of some waits, from the commit of an act to the row of the root, while the journal is handed out as
    often as beat does it."""
    stop = threading.Event()
    beat = threading.Thread(target=_hand_out, args=[stop])
    beat.start()
    try:
        waits = [_wait_for(standing, 0.7 * i) for i in range(SHOWN)]
    finally:
        stop.set()
        beat.join()
    return round(max(waits), 2)


def _hand_out(stop):
    while not stop.wait(BEAT):
        dispatch.dispatch()
    connection.close()


def _wait_for(standing, pause):
    time.sleep(pause)  # acts come at any moment between two beats
    root = Rollup.objects.filter(period=current_year(), unit=Unit.objects.get(parent=None))
    before = bytes(root.get().total)
    with dispatch.paused(), transaction.atomic():
        turn(standing)
        record(standing)
    committed = time.perf_counter()
    while bytes(root.get().total) == before and time.perf_counter() - committed < 10 * BEAT:
        time.sleep(0.01)
    return time.perf_counter() - committed
