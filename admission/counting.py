"""How many, of what, in which branch: narrow grouped reads of `Standing`, as packed counts (`admission.measures`).

An act counts in the branch where the file stood when it was done, wherever the file has gone since. One statement reads
all facts of a count: as they stood at one moment, whatever is done meanwhile.
"""

from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import BigIntegerField, Q, Value

from admission.bulk import among, executed
from admission.measures import ONE, measures_of
from admission.models import Standing
from admission.states import ADMISSION_LADDER, OPEN, RECOGNITION_LADDER, State

ADMITTED_AT = {"ceremony": State.PROBATIONARY, "decision": State.DECIDED}
POOL = {state: ONE[f"pool:{state}"] for state in ADMISSION_LADDER}
POOL |= {state: ONE[f"probation:{state}"] for state in RECOGNITION_LADDER}
STOOD = None  # in the place of an act's marks: the file stood at that step
# As text, since putting it together anew takes longer than a district's answer. Each part has an index of its own, and
# "between" so that SQLite takes it.
_FACTS = """\
select unit_id, state, cast(null as bigint), count(*) from admission_standing
where valid_to is null and valid_from <= %(as_of)s and state in {pool} group by unit_id, state
union all
select unit_id, state, cast(null as bigint), count(*) from admission_standing
where valid_to between %(after)s and %(ever)s and valid_from <= %(as_of)s and state in {pool} group by unit_id, state
union all
select unit_id, state, marks, count(*) from admission_standing
where valid_from between %(starts)s and %(as_of)s and state in {acts} and marks is not null
and (state <> '{stopped}' or valid_to is null or valid_to > %(as_of)s) group by unit_id, state, marks"""


def own_counts(starts, as_of):
    """{unit id: packed count} of the people in each branch itself: acts from `starts` to `as_of`, both included, and
    the pool as it stood at the end of `as_of`."""
    days = {"starts": starts, "as_of": as_of, "after": as_of + timedelta(1), "ever": date.max}
    facts = executed(_facts(settings.COUNT_ADMITTED_BY), {name: str(day) for name, day in days.items()})
    own = defaultdict(int)
    for unit_id, state, marks, n in facts:
        own[unit_id] += n * _weight(state, marks)
    return own


@lru_cache
def _facts(counted_by):
    pool, acts = (tuple(map(str, states)) for states in (OPEN, _acts(counted_by)))
    return _FACTS.format(pool=pool, acts=acts, stopped=State.STOPPED)


def own_counts_of(unit_ids, spans):
    """{(starts, as_of): {unit id: packed count}} of these branches only, read once for all spans."""
    days = {as_of for _, as_of in spans}
    counts = {span: defaultdict(int) for span in spans}
    for unit_id, state, marks, on, until in _facts_of(unit_ids, min(spans)[0], min(days), max(days)):
        weight, ends = _weight(state, marks), until or date.max
        for (starts, as_of), own in counts.items():
            if marks is STOOD:
                counted = on <= as_of < ends
            else:
                counted = starts <= on <= as_of and (state != State.STOPPED or as_of < ends)
            if counted:
                own[unit_id] += weight
    return counts


def _facts_of(unit_ids, starts, earliest, latest):
    """(unit id, state, marks or STOOD, from, until) of what may count in these branches on days from `earliest` to
    `latest`."""
    here = Standing.objects.filter(unit__in=among(unit_ids), valid_from__lte=latest).order_by()
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=earliest)
    stood = here.filter(still, state__in=OPEN).annotate(act=Value(STOOD, BigIntegerField()))
    acts = here.filter(
        valid_from__gte=starts, state__in=_acts(settings.COUNT_ADMITTED_BY), marks__isnull=False
    )
    stood = stood.values_list("unit_id", "state", "act", "valid_from", "valid_to")
    return stood.union(acts.values_list("unit_id", "state", "marks", "valid_from", "valid_to"), all=True)


def _acts(counted_by):
    return (ADMITTED_AT[counted_by], State.FULL, State.STRUCK_OFF, State.RESIGNED, State.STOPPED)


@lru_cache(maxsize=1 << 15)
def _weight(state, marks):
    """What one such act adds, or one file that stood there."""
    return POOL[state] if marks is STOOD else sum(ONE[measure] for measure in measures_of(state, marks))
