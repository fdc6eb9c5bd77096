"""Runs benchmarks one after another in a process of their own, on a database that is made and dropped here."""

import json
import math
import os
import subprocess
import sys

from django.conf import settings
from django.db import connection
from django.utils import timezone

from admission.scale.bench.database import throw_away

CHILD = "admission.scale.bench.child"
MODULES = {
    "seed": "prepare", "rollup": "rollup", "as_of": "past", "tree_library": "library", "events": "events",
    "lists": "lists", "report_pdf": "paper", "book": "book", "fold": "fold",
}  # fmt: skip
NAMES = [name for name in MODULES if name != "seed"]  # folding comes last: it leaves but one period
BENCH_SETTINGS = "admission.scale.bench.list_settings"
GROWTH_GOAL = 1.15


def run(size, names, *, say=lambda step: None):
    """{"size", "database", "on", "seed", and for each name what was measured}."""
    measured = {}
    with throw_away() as url:
        for group in (["seed"], names):  # two processes: what seeding leaves in memory is not the roll-up's
            for name, found in _child(group, size, url):
                say(name)
                measured[name] = found
    found = {
        "size": size,
        "database": _database(),
        "cores": os.cpu_count(),
        "on": timezone.localdate().isoformat(),
    }
    return found | measured


def growth(smaller, larger):
    """The exponent with which the time of a recount grows against the number of units, between two runs."""
    pair = smaller["rollup"], larger["rollup"]
    times, units = (pair[1][key] / pair[0][key] for key in ("seconds", "units"))
    exponent = math.log(times) / math.log(units)
    return {
        "from": smaller["size"], "to": larger["size"], "exponent": round(exponent, 2), "goal": GROWTH_GOAL,
        "met": exponent <= GROWTH_GOAL,
    }  # fmt: skip


def _child(names, size, url):
    """(name, what was measured) of each, as soon as it is."""
    environment = os.environ | {
        "DATABASE_URL": url, "REDIS_URL": "", "DJANGO_SETTINGS_MODULE": BENCH_SETTINGS,
        "BENCH_SETTINGS": os.environ["DJANGO_SETTINGS_MODULE"],
    }  # fmt: skip
    command = [sys.executable, "-m", CHILD, size, *(MODULES[name] for name in names)]
    with subprocess.Popen(
        command, env=environment, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        for name, line in zip(names, process.stdout, strict=False):
            yield name, json.loads(line)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _database():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select 'SQLite ' || sqlite_version()")
        else:
            cursor.execute("select 'PostgreSQL ' || current_setting('server_version')")
        return cursor.fetchone()[0]
