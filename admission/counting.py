"""How many, of what, in which branch: one grouped read a fact. Reads only.

A measure is a word: admitted, recognised, struck_off, "group:<code>", "pool:<state>",
"probation:<state>", "stopped:<reason>".
"""

from collections import Counter, defaultdict
from types import SimpleNamespace

from django.conf import settings
from django.db.models import Count, Q

from admission.groups import groups_of
from admission.models import Candidate, Standing
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State

PERSON_COLUMNS = (
    "sex", "born_on", "ethnicity", "religion", "occupation", "schooling", "qualification",
    "youth_union_on", "trade_union_on",
)  # fmt: skip
ADMITTED_ON = {"ceremony": "ceremony_on", "decision": "decided_on"}


def own_counts(starts, as_of, unit_ids=None):
    """{unit id: Counter of measures} of the people in each branch itself: acts from `starts` to `as_of`, both included,
    and the pool as it stood at the end of `as_of`. With `unit_ids`, of these branches only."""
    within = {} if unit_ids is None else {"unit__in": unit_ids}
    counts = defaultdict(Counter)
    _admitted(counts, starts, as_of, within)
    _grouped(counts, "recognised", Candidate.objects.filter(recognised_on__range=(starts, as_of), **within))
    struck_off = Candidate.objects.filter(state=State.STRUCK_OFF, ended_on__range=(starts, as_of), **within)
    _grouped(counts, "struck_off", struck_off)
    _standing(counts, as_of, within)
    _stopped(counts, starts, as_of, within)
    return counts


def admitted_day():
    """The column of the day from which an admission counts in this installation."""
    return ADMITTED_ON[settings.COUNT_ADMITTED_BY]


def _admitted(counts, starts, as_of, within):
    day = admitted_day()
    people = Candidate.objects.filter(**{f"{day}__range": (starts, as_of)}, **within)
    for unit_id, on, *columns in people.values_list("unit_id", day, *PERSON_COLUMNS).iterator(
        chunk_size=5000
    ):
        own = counts[unit_id]
        own["admitted"] += 1
        person = SimpleNamespace(**dict(zip(PERSON_COLUMNS, columns, strict=True)))
        own.update(f"group:{code}" for code in groups_of(person, on=on))


def _grouped(counts, measure, rows):
    for unit_id, n in rows.order_by().values_list("unit_id").annotate(n=Count("pk")):
        counts[unit_id][measure] += n


def _at_end_of(day):
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def _standing(counts, as_of, within):
    rows = Standing.objects.filter(
        _at_end_of(as_of), state__in=ADMISSION_LADDER + RECOGNITION_LADDER, **within
    )
    for unit_id, state, n in rows.order_by().values_list("unit_id", "state").annotate(n=Count("pk")):
        counts[unit_id][f"{'probation' if state in RECOGNITION_LADDER else 'pool'}:{state}"] += n


def _stopped(counts, starts, as_of, within):
    """The reason is that of the act that stopped the file then: it may have been resumed and stopped again since."""
    rows = Standing.objects.filter(_at_end_of(as_of), state=State.STOPPED, valid_from__gte=starts, **within)
    reasons = rows.order_by().values_list("unit_id", "entry__body__reason").annotate(n=Count("pk"))
    for unit_id, reason, n in reasons:
        counts[unit_id][f"stopped:{reason}"] += n
