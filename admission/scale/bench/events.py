"""Eight processes record acts in transactions that stay open ten milliseconds, as a web request's do: how many a second
while another process folds them in, against how many with nobody folding."""

import multiprocessing
import time
from statistics import median

from django.db import connection, connections, transaction

from admission.scale.bench.acts import record, turn, turnable, wrong_rows
from partytrack.journal import dispatch

WRITERS, OPEN, SECONDS, PAUSE = 8, 0.010, 4.0, 0.2
ROUNDS = {"tiny": 1, "district": 3, "province": 3, "national": 3}
GOAL = 0.9


def measure(size):
    if connection.vendor != "postgresql":
        return {"skipped": "one writer at a time on SQLite, whatever is folded"}
    seconds = 1.0 if size == "tiny" else SECONDS
    shares = [turnable(WRITERS * 40)[i::WRITERS] for i in range(WRITERS)]
    dispatch.dispatch()
    connections.close_all()
    rates = {True: [], False: []}
    for _ in range(ROUNDS[size]):
        for folding in (False, True):
            rates[folding].append(_rate(shares, seconds, folding))
    dispatch.dispatch()
    alone, folded = median(rates[False]), median(rates[True])
    return {
        "writers": WRITERS, "open_seconds": OPEN, "per_second": round(folded, 1),
        "insert_only_per_second": round(alone, 1), "ratio": round(folded / alone, 3), "goal": GOAL,
        "met": folded / alone >= GOAL, "wrong_rows": wrong_rows(),
    }  # fmt: skip


def _rate(shares, seconds, folding):
    """Acts a second of all writers together."""
    fork = multiprocessing.get_context("fork")
    start, written = fork.Barrier(len(shares) + folding), fork.Queue()
    writers = [fork.Process(target=_write, args=[share, seconds, start, written]) for share in shares]
    folders = [fork.Process(target=_fold, args=[seconds, start])] if folding else []
    for process in writers + folders:
        process.start()
    total = sum(written.get(timeout=10 * seconds + 60) for _ in writers)
    for process in writers + folders:
        process.join()
    return total / seconds


def _write(share, seconds, start, written):
    with dispatch.paused():
        turn_and_wait(share[0])  # the connection is open before the clock starts
        start.wait()
        until, done = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            turn_and_wait(share[done % len(share)])
            done += 1
    written.put(done)


@transaction.atomic
def turn_and_wait(standing):
    turn(standing)
    time.sleep(OPEN)
    record(standing)


def _fold(seconds, start):
    dispatch.dispatch()
    start.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        dispatch.dispatch()
        time.sleep(PAUSE)
