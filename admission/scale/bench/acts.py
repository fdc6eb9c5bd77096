"""Acts that the benchmarks of events record: a source becomes nurtured, or goes back, and the journal says so."""

import uuid

from django.utils import timezone

from admission.models import Standing
from admission.rollups import stored, totals_at
from admission.scale.bench.rollup import current_year
from admission.states import State
from partytrack.journal.write import write as journal

TURNED = {State.SOURCE: State.NURTURED, State.NURTURED: State.SOURCE}


def turnable(count):
    """Up to `count` standings [(id, file, branch)] that `record` may be called with, one of each file."""
    rows = Standing.objects.filter(valid_to=None, state__in=TURNED).order_by("id")
    return list(rows.values_list("pk", "candidate_id", "unit_id")[:count])


def turn(standing):
    """Change the facts. The row is of one branch: nobody else waits for it."""
    row = Standing.objects.only("state").get(pk=standing[0])
    Standing.objects.filter(pk=row.pk).update(state=TURNED[row.state])


def record(standing):
    """Write the entry, last in its transaction; returns it."""
    _, file, unit = standing
    return journal(
        "admission.assign_helper", subject=f"candidate:{file}", unit_id=unit, on=timezone.localdate(),
        level="branch", uid=uuid.uuid4(), source="source", target="nurtured", version=2, rules=[],
    )  # fmt: skip


def wrong_rows():
    """How many units' stored figures of the current year differ from a count of the facts."""
    period = current_year()
    kept, counted = stored(period), totals_at(period, timezone.localdate())
    return sum(kept.get(unit) != counted.get(unit) for unit in kept.keys() | counted.keys())
