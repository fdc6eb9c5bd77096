"""What a library for trees would take for the same figures: for each unit one aggregate a fact over its descendants,
then `bulk_update`. Measured on some units of each kind, and reckoned for all."""

import time
from collections import defaultdict
from random import Random

from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from admission import rollups
from admission.catalogues import COLLEGE_UP, KINH, NO_RELIGION, OCCUPATIONS
from admission.models import Rollup, Standing
from admission.scale.bench.measuring import REPETITIONS, interleaved, timed
from admission.scale.bench.rollup import current_year
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State, StopReason
from units.models import Unit

SAMPLED, WRITTEN = 40, 500  # units of each kind; rows
SECONDS = 20  # for the units of one kind at most
GROUPS = {
    "female": Q(candidate__sex="female"),
    "youth_union": Q(candidate__youth_union_on__isnull=False),
    "union": Q(candidate__trade_union_on__isnull=False),
    "minority": ~Q(candidate__ethnicity=KINH),
    "religious": ~Q(candidate__religion=NO_RELIGION),
    "college": Q(candidate__qualification__in=COLLEGE_UP),
    **{code: Q(candidate__occupation=code) for code, _ in OCCUPATIONS},
}
GOALS = {"district": 100, "national": 500}


def measure(size):
    try:
        from mptt.models import MPTTModel, TreeForeignKey
    except ImportError:
        return {"skipped": "django-mptt is not installed: uv sync --group bench"}

    class Node(MPTTModel):
        parent = TreeForeignKey("self", models.CASCADE, null=True, related_name="below")

        class Meta:
            app_label = "bench"

        class MPTTMeta:
            order_insertion_by = ()

    with connection.schema_editor() as editor:
        editor.create_model(Node)
    _plant(Node)
    period = current_year()
    reading, sampled = _by_kind(Node, period)
    writing = _writing(period)
    ours = interleaved(REPETITIONS[size], ours=lambda: timed(lambda: rollups.recount([period])))["ours"]
    seconds, goal = reading + writing, GOALS.get(size)
    return {
        "library": "django-mptt", "extrapolated": True, "units_sampled": sampled, "rows_sampled": WRITTEN,
        "seconds": round(seconds, 1), "reading_seconds": round(reading, 1), "writing_seconds": round(writing, 1),
        "recount_seconds": round(ours, 4), "times_slower": round(seconds / ours), "goal": goal,
        "met": None if goal is None else seconds / ours >= goal,
    }  # fmt: skip


def _plant(node):
    """Number the tree as the library does, in one pass instead of by its own slow one."""
    below = defaultdict(list)
    for pk, parent in Unit.objects.order_by("pk").values_list("pk", "parent_id"):
        below[parent].append(pk)
    rows, number, stack = {}, 0, [(below[None][0], None, 0)]
    while stack:
        pk, parent, level = stack.pop()
        number += 1
        if pk in rows:  # all below it are numbered
            rows[pk].rght = number
            continue
        rows[pk] = node(pk=pk, parent_id=parent, lft=number, level=level, tree_id=1)
        stack.append((pk, parent, level))
        stack += [(child, pk, level + 1) for child in reversed(below[pk])]
    models.QuerySet(node).bulk_create(rows.values(), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _by_kind(node, period):
    """(seconds for all units, how many were measured)."""
    ids = defaultdict(list)
    for pk, kind in Unit.objects.order_by("pk").values_list("pk", "kind"):
        ids[kind].append(pk)
    total, measured, rng = 0, 0, Random(1)
    for of_kind in ids.values():
        sample, seconds = rng.sample(of_kind, min(SAMPLED, len(of_kind))), []
        until = time.monotonic() + SECONDS
        for unit in node.objects.filter(pk__in=sample):
            seconds.append(timed(lambda unit=unit: _count(unit, period)))
            if time.monotonic() > until:
                break
        total += sum(seconds) / len(seconds) * len(of_kind)
        measured += len(seconds)
    return total, measured


def _count(unit, period):
    """The figures of one unit, as a page would ask for them: the descendants by the library, a query for each fact."""
    today = timezone.localdate()
    inside = Standing.objects.filter(unit__in=unit.get_descendants(include_self=True).values("pk")).order_by()
    done = inside.filter(valid_from__range=(period.starts, today))
    admitted = done.filter(state=State.PROBATIONARY, entry__event="admission.ceremony")
    standing = inside.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today)
    admitted.aggregate(n=Count("pk"), **{name: Count("pk", filter=holds) for name, holds in GROUPS.items()})
    done.filter(state=State.FULL).aggregate(n=Count("pk"))
    done.filter(state=State.STRUCK_OFF).aggregate(n=Count("pk"))
    open_ = [*ADMISSION_LADDER, *RECOGNITION_LADDER]
    standing.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in open_})
    stopped = standing.filter(state=State.STOPPED, valid_from__gte=period.starts)
    stopped.aggregate(
        **{reason.value: Count("pk", filter=Q(entry__body__reason=reason)) for reason in StopReason}
    )


def _writing(period):
    """Seconds that `bulk_update` takes for all rows of the period, by some of them."""
    rows = list(Rollup.objects.filter(period=period).order_by("unit_id")[:WRITTEN])
    count = Rollup.objects.filter(period=period).count()
    with transaction.atomic():
        seconds = timed(lambda: Rollup.objects.bulk_update(rows, ["own", "total"], batch_size=100))
        transaction.set_rollback(True)
    return seconds / max(len(rows), 1) * count
