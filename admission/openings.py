"""The members that each unit began a period with: counted once, then frozen, whatever is corrected since."""

import hashlib
from collections import defaultdict
from typing import NamedTuple

from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from admission.bulk import among, grouped, insert
from admission.folding import counted_in, fold_up, parents_at
from admission.models import CountedPeriod, MemberPlacement, Opening

HALF = 32  # a pair of counters in one number: full members low, probationary ones above
LOW = (1 << HALF) - 1


class Members(NamedTuple):
    full: int
    probationary: int


def opening(period, unit_ids=None):
    """{unit id: Members} of each unit with all below it, as the first day of the period found them: members of before
    that day, in the branches and the tree of that day. Empty until the period has begun and was counted. With
    `unit_ids`, these only; a unit that was not there on that day is missing."""
    within = {} if unit_ids is None else {"unit__in": among(unit_ids)}
    rows = Opening.objects.filter(period=period, **within).values_list("unit_id", "full", "probationary")
    return {unit_id: Members(*counts) for unit_id, *counts in rows}


def freeze(period):
    """Count the opening of a period, which was never opened."""
    parents = parents_at(period.starts)
    own = counted_in(parents, _own(period.starts))
    totals = fold_up(parents, own)
    rows = [
        (period.pk, unit, total & LOW, total >> HALF, own.get(unit, 0) & LOW, own.get(unit, 0) >> HALF)
        for unit, total in sorted(totals.items())
    ]
    Opening.objects.filter(period=period).delete()  # of a count that was thrown away
    insert(Opening, rows)
    CountedPeriod.objects.filter(period=period).update(opened_at=timezone.now(), opening_hash=_hash(rows))


def _own(day):
    """{branch: its two counters}."""
    still = Q(member__left_on__isnull=True) | Q(member__left_on__gt=day)
    members = MemberPlacement.objects.on(day).filter(still, member__joined_on__lt=day)
    members = members.annotate(
        is_full=Case(When(member__full_from__lte=day, then=Value(1)), default=Value(0))
    )
    own = defaultdict(int)
    for unit_id, is_full, n in grouped(members, "unit_id", "is_full", n=Count("*")):
        own[unit_id] += n if is_full else n << HALF
    return own


def is_as_counted(period):
    """Do the rows say what they said when they were counted?"""
    kept = CountedPeriod.objects.filter(period=period).values_list("opening_hash", flat=True).first()
    rows = Opening.objects.filter(period=period).order_by("unit_id").values_list(
        "period_id", "unit_id", "full", "probationary", "own_full", "own_probationary"
    )  # fmt: skip
    return not kept or kept == _hash(rows)


def _hash(rows):
    return hashlib.sha256("\n".join(",".join(map(str, row)) for row in rows).encode()).hexdigest()
