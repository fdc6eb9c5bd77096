"""What is stored, and what it is held against."""

from django.utils import timezone

from admission import rollups
from admission.folding import parents_at
from admission.measures import ONE, from_bytes, to_bytes
from admission.models import Rollup


def stored(period):
    own = rollups.stored_own(period)
    return {unit: (own[unit], total) for unit, total in rollups.stored(period).items()}


def check_sums(period, day):
    """Each unit's total is its own figures and the totals of the units right below."""
    parents, rows = parents_at(day), stored(period)
    assert rows.keys() == parents.keys()
    for unit, (own, total) in rows.items():
        below = [rows[child][1] for child, above in parents.items() if above == unit]
        assert total == sum(below, start=own)


def check_all(periods):
    """What is stored of each period is what a count of the facts gives."""
    today = timezone.localdate()
    for period in periods.values():
        if period.starts <= today:
            day = min(today, period.ends)
            assert rollups.stored(period) == rollups.totals_at(period, day), period.code
            check_sums(period, day)
        else:
            assert stored(period) == {}
    assert rollups.verify() == []


def total(unit, period, measure):
    return rollups.stored(period, [unit.pk])[unit.pk][measure]


def inject(unit, period, part="total", measure="admitted", by=4):
    row = Rollup.objects.get(unit=unit, period=period)
    own, total = (from_bytes(kept) for kept in (row.total if row.own is None else row.own, row.total))
    wrong = {"own": own, "total": total}
    wrong[part] += by * ONE[measure]
    Rollup.objects.filter(unit=unit, period=period).update(**{name: to_bytes(n) for name, n in wrong.items()})
