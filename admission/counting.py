"""How many, of what, in which branch: narrow grouped reads of `Standing`, as packed counts (`admission.measures`).

An act counts in the branch where the file stood when it was done, wherever the file has gone since.
"""

from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Q

from admission.bulk import among, grouped
from admission.measures import ONE, measures_of
from admission.models import Standing
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State

ADMITTED_AT = {"ceremony": State.PROBATIONARY, "decision": State.DECIDED}
POOL = {state: ONE[f"pool:{state}"] for state in ADMISSION_LADDER}
POOL |= {state: ONE[f"probation:{state}"] for state in RECOGNITION_LADDER}


def own_counts(starts, as_of):
    """{unit id: packed count} of the people in each branch itself: acts from `starts` to `as_of`, both included, and
    the pool as it stood at the end of `as_of`."""
    return with_acts(pool_at(as_of), starts, as_of)


def pool_at(day, rows=None):
    """{unit id: packed count} of the files that were open at the end of a day."""
    own = defaultdict(int)
    rows = Standing.objects.all() if rows is None else rows
    standing = rows.filter(state__in=POOL, valid_from__lte=day)
    ended_since = Q(
        valid_to__range=(day + timedelta(1), date.max)
    )  # between: so SQLite takes the index of its own
    of_today = not Standing.objects.filter(ended_since).exists()
    for still in (Q(valid_to__isnull=True), *([] if of_today else [ended_since])):
        for unit_id, state, n in grouped(standing.filter(still), "unit_id", "state", n=Count("*")):
            own[unit_id] += n * POOL[state]
    return own


def with_acts(own, starts, as_of):
    """`own` (changed, and returned) with what was done from one day to another, both included."""
    acts = Standing.objects.filter(_acts(starts, as_of) & (~Q(state=State.STOPPED) | _at_end_of(as_of)))
    for unit_id, state, marks, n in grouped(acts, "unit_id", "state", "marks", n=Count("*")):
        own[unit_id] += n * _weight(state, marks)
    return own


def own_counts_of(unit_ids, spans):
    """{(starts, as_of): {unit id: packed count}} of these branches only, read once for all spans."""
    here = Standing.objects.filter(unit__in=among(unit_ids))
    pools = {day: pool_at(day, here) for day in {as_of for _, as_of in spans}}
    acts = here.filter(_acts(min(starts for starts, _ in spans), max(as_of for _, as_of in spans)))
    acts = list(acts.order_by().values_list("unit_id", "state", "marks", "valid_from", "valid_to"))
    counts = {}
    for starts, as_of in spans:
        own = counts[starts, as_of] = pools[as_of].copy()
        for unit_id, state, marks, on, until in acts:
            if starts <= on <= as_of and (state != State.STOPPED or until is None or until > as_of):
                own[unit_id] += _weight(state, marks)
    return counts


def _acts(starts, as_of):
    states = [
        ADMITTED_AT[settings.COUNT_ADMITTED_BY],
        State.FULL,
        State.STRUCK_OFF,
        State.RESIGNED,
        State.STOPPED,
    ]
    return Q(state__in=states, marks__isnull=False, valid_from__range=(starts, as_of))


def _at_end_of(day):
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


@lru_cache(maxsize=1 << 15)
def _weight(state, marks):
    """What one such act adds."""
    return sum(ONE[measure] for measure in measures_of(state, marks))
