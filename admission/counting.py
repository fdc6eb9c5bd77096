"""How many, of what, in which branch: one grouped read a fact. Reads only.

A measure is a word: admitted, recognised, struck_off, resigned, "group:<code>", "pool:<state>",
"probation:<state>", "stopped:<reason>".
"""

from collections import Counter, defaultdict
from types import SimpleNamespace

from django.conf import settings
from django.db.models import Count, Q

from admission.groups import groups_of
from admission.models import Standing
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State

PERSON_COLUMNS = (
    "sex", "born_on", "ethnicity", "religion", "occupation", "schooling", "qualification",
    "youth_union_on", "trade_union_on",
)  # fmt: skip
ADMITTED_BY = {
    "ceremony": (State.PROBATIONARY, "admission.ceremony"),
    "decision": (State.DECIDED, "admission.decide"),
}
FINAL = {State.FULL: "recognised", State.STRUCK_OFF: "struck_off", State.RESIGNED: "resigned"}


def own_counts(starts, as_of, unit_ids=None):
    """{unit id: Counter of measures} of the people in each branch itself: acts from `starts` to `as_of`, both included,
    and the pool as it stood at the end of `as_of`. With `unit_ids`, of these branches only.

    An act counts in the branch where the file stood when it was done, wherever the file has gone since.
    """
    within = {} if unit_ids is None else {"unit__in": unit_ids}
    counts = defaultdict(Counter)
    _admitted(counts, starts, as_of, within)
    for state, measure in FINAL.items():
        _grouped(
            counts, measure, Standing.objects.filter(state=state, valid_from__range=(starts, as_of), **within)
        )
    _standing(counts, as_of, within)
    _stopped(counts, starts, as_of, within)
    return counts


def _admitted(counts, starts, as_of, within):
    """By the act itself: a file that moves while it is decided, or on probation, stands there a second time."""
    state, event = ADMITTED_BY[settings.COUNT_ADMITTED_BY]
    reached = Standing.objects.filter(
        state=state, entry__event=event, valid_from__range=(starts, as_of), **within
    )
    columns = [f"candidate__{name}" for name in PERSON_COLUMNS]
    rows = reached.order_by().values_list("unit_id", "valid_from", *columns)
    for unit_id, on, *person in rows.iterator(chunk_size=5000):
        own = counts[unit_id]
        own["admitted"] += 1
        person = SimpleNamespace(**dict(zip(PERSON_COLUMNS, person, strict=True)))
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
