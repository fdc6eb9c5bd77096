"""The database that the benchmarks run on: migrated and seeded."""

import time

from django.core.management import call_command
from django.utils import timezone

from admission.scale.seed import seed
from admission.scale.sizes import SIZES


def measure(size):
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    migrated = time.perf_counter()
    seeded = seed(SIZES[size], timezone.localdate())
    return {
        "units": seeded.units, "members": seeded.members, "files": seeded.files, "entries": seeded.entries,
        "migrate_seconds": round(migrated - started, 1), "seconds": round(time.perf_counter() - migrated, 1),
    }  # fmt: skip
