"""`rollups.recount` of the current year, from the facts to the stored rows, against the least it could take: its own
reads of facts, drained, and the bytes that it stores, written into a bare table."""

from django.db import connection, transaction
from django.utils import timezone

from admission import rollups
from admission.models import Rollup, Standing
from admission.scale.bench.bare import Bare
from admission.scale.bench.measuring import REPETITIONS, drain, interleaved, peak_growth_mb, statements, timed
from admission.states import State
from units.models import Period, PeriodKind

FACTS, TREE, STORED = "admission_standing", "units_unitlink", Rollup._meta.db_table
GOALS = {("postgresql", "district"): 2.0, ("postgresql", "national"): 3.5}  # times the limit
SQLITE_GOAL, PEAK_MB = 2.0, 300
EVERY = 64  # one branch in so many has other facts the second time


def current_year():
    today = timezone.localdate()
    return Period.objects.get(kind=PeriodKind.YEAR, starts__lte=today, ends__gte=today)


def measure(size):
    period = current_year()

    def recount():
        rollups.recount([period])

    peak_mb = peak_growth_mb(recount)
    with statements() as seen:
        recount()
    bare = Bare(period)
    facts, tree = _reads(seen, FACTS), _reads(seen, TREE)
    medians = interleaved(
        REPETITIONS[size],
        all=lambda: _anew(period, recount),
        few=lambda: _others(recount),
        facts=lambda: timed(lambda: drain(facts)),
        tree=lambda: timed(lambda: drain(tree)),
        write=lambda: (bare.empty(), timed(bare.write))[1],
    )
    return _told(size, medians, peak_mb, len(facts), Rollup.objects.filter(period=period).count())


def _reads(seen, table):
    wanted = (
        (sql, params)
        for sql, params, _ in seen
        if table in sql and STORED not in sql and sql[:6].upper() == "SELECT"
    )
    return list(wanted)


def _anew(period, recount):
    """Every row is written: none is there."""
    Rollup.objects.filter(period=period).delete()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"vacuum {STORED}")
    return timed(recount)


@transaction.atomic
def _change_facts():
    """In one branch in `EVERY`, whoever is a source becomes one that is nurtured, or the other way."""
    open_ = Standing.objects.filter(valid_to=None).extra(where=[f"unit_id %% {EVERY} = 0"])
    before, after = State.SOURCE, State.NURTURED
    if not open_.filter(state=before).exists():
        before, after = after, before
    open_.filter(state=before).update(state=after)


def _others(recount):
    _change_facts()
    return timed(recount)


def _told(size, medians, peak_mb, reads, rows):
    limit = medians["facts"] + medians["write"]
    goal = SQLITE_GOAL if connection.vendor == "sqlite" else GOALS.get(("postgresql", size))
    ratio = medians["all"] / limit
    return {
        "units": rows,
        "seconds": round(medians["all"], 4),
        "limit_seconds": round(limit, 4),
        "ratio_to_limit": round(ratio, 2),
        "goal": goal,
        "met": None if goal is None else ratio <= goal,
        "few_changed_seconds": round(medians["few"], 4),
        "few_changed_ratio": round(medians["few"] / limit, 2),
        "facts_seconds": round(medians["facts"], 4),
        "facts_statements": reads,
        "write_seconds": round(medians["write"], 4),
        "tree_seconds": round(medians["tree"], 4),
        "ratio_with_tree_in_limit": round(medians["all"] / (limit + medians["tree"]), 2),
        "peak_mb": peak_mb,
        "peak_goal_mb": PEAK_MB,
        "peak_met": peak_mb is None or peak_mb <= PEAK_MB,
    }
