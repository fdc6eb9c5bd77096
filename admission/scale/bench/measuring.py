"""How long things take, side by side; how much memory; which statements are read."""

import os
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from django.db import connection

REPETITIONS = {"tiny": 2, "district": 9, "province": 5, "national": 3}
FETCHED = 20_000  # rows at a time
SAMPLED = 0.02  # seconds between two looks at the memory


def timed(call):
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def interleaved(times, **calls):
    """{name: median seconds}. Each call does what must be done before, and returns the seconds that count; round after
    round, so that what else the machine does falls on all alike."""
    seconds = {name: [] for name in calls}
    for _ in range(times):
        for name, call in calls.items():
            seconds[name].append(call())
    return {name: median(found) for name, found in seconds.items()}


def peak_growth_mb(call):
    """By how many megabytes the private memory of this process grew at most while something ran; None off Linux."""
    if not Path("/proc/self/smaps_rollup").exists():
        call()
        return None
    before = peak = _private_mb()
    done = threading.Event()

    def watch():
        nonlocal peak
        while not done.wait(SAMPLED):
            peak = max(peak, _private_mb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        call()
    finally:
        done.set()
        watcher.join()
    return round(max(peak, _private_mb()) - before, 1)


class LargestChild:
    """`peak_mb`: the most memory that any process started within held; None off Linux."""

    def __enter__(self):
        self.peak_mb, self._over = None, threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()
        return self

    def __exit__(self, *failure):
        self._over.set()
        self._watcher.join()

    def _watch(self):
        while not self._over.wait(SAMPLED):
            for process in Path("/proc").glob("[0-9]*/status"):
                with suppress(OSError):  # it is no more
                    told = dict(line.split(":", 1) for line in process.read_text().splitlines())
                    if int(told["PPid"]) == os.getpid() and "VmHWM" in told:
                        self.peak_mb = max(self.peak_mb or 0, int(told["VmHWM"].split()[0]) // 1024)


def _private_mb():
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


@contextmanager
def statements():
    """Fills a list with (sql, params, seconds) of every statement that runs within."""
    seen = []

    def note(execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seen.append((sql, params, time.perf_counter() - started))

    with connection.execute_wrapper(note):
        yield seen


def drain(queries):
    """Run (sql, params) pairs again and drop every row that comes."""
    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(sql, params)
            while cursor.fetchmany(FETCHED):
                pass
