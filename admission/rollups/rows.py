"""The stored rows: one for each unit of a period, with its own people and with all below it, as packed bytes."""

from django.db import connection
from django.utils import timezone

from admission.bulk import among, executed, insert, tuples, upsert
from admission.counting import own_counts
from admission.folding import counted_in, fold_up, parents_at
from admission.measures import from_bytes, to_bytes, unpack
from admission.models import CountedPeriod, Rollup
from admission.openings import freeze

NAMED = 1000  # rows of a period whose drift is spelled out
# As text, since putting them together anew takes longer than a district's answer.
_KEPT = "select unit_id, own, total from admission_rollup where period_id = %s"
_STAMP = """\
update admission_countedperiod set as_of = %s, seq = %s, counted_at = %s
where period_id = %s and opened_at is not null"""


def stored(period, unit_ids=None):
    """{unit id: Counter} of what is stored for the period: each unit with all below it. With `unit_ids`, these only;
    a unit that was not there on the last day that is stored is missing. Reads one row a unit."""
    return {unit_id: unpack(total) for unit_id, total in packed(period, unit_ids).items()}


def packed(period, unit_ids=None):
    """The same as packed counts: of a country's branches a few hundred bytes each sooner than a `Counter`."""
    rows = tuples(_rows(period, unit_ids).values_list("unit_id", "total"))
    return {unit_id: from_bytes(total) for unit_id, total in rows}


def stored_own(period, unit_ids=None):
    """The same of each unit alone, without those below it."""
    rows = _rows(period, unit_ids).values_list("unit_id", "own", "total")
    return {unit_id: unpack(packed_own(own, total)) for unit_id, own, total in rows}


def _rows(period, unit_ids):
    within = {} if unit_ids is None else {"unit__in": among(unit_ids)}
    return Rollup.objects.filter(period=period, **within)


def packed_own(own, total):
    """The packed count of a unit's own people, from the two columns of its row."""
    return from_bytes(total if own is None else own)


def row(period, unit, own, total):
    """The row of packed counts, as `bulk.upsert` takes it."""
    return (period.pk, unit, None if own == total else to_bytes(own), to_bytes(total))


def last_day(period, today):
    """The day that the stored figures of a period are of; None while it has not begun."""
    return min(period.ends, today) if period.starts <= today else None


def totals_at(period, as_of, unit_ids=None):
    """{unit id: Counter} of a period as it stood at the end of a day, computed from the facts with that day's tree:
    each unit with all below it. With `unit_ids`, these only; a unit that was not there is missing."""
    _, _, totals = counted(period, as_of)
    asked = totals if unit_ids is None else [unit for unit in unit_ids if unit in totals]
    return {unit: unpack(totals[unit]) for unit in asked}


def counted(period, as_of):
    """At the end of a day: (its tree, {unit id: packed count} of their own people, the same with all below them)."""
    own = own_counts(
        period.starts, as_of
    )  # before the tree: in a country the driver holds most of the memory
    parents = parents_at(as_of)
    own = counted_in(parents, own)
    return parents, own, fold_up(parents, own)


def store(period, day, seq, own, totals):
    """Write what differs; `totals` is used up. Returns [(unit id, own and total stored, own and total counted)],
    packed, of the first `NAMED` rows that were there and said otherwise.

    The rows are compared here and not by the database, since this is how a drift gets its name.
    """
    differing, gone, changed = [], [], []
    for unit, own_kept, total_kept in executed(_KEPT, [period.pk]):
        if unit not in totals:
            gone.append(unit)
            continue
        of_unit = own.get(unit, 0), totals.pop(unit)
        new = row(period, unit, *of_unit)
        if new[2:] != (own_kept, total_kept):
            changed.append(new)
            if len(changed) <= NAMED:
                differing.append((unit, packed_own(own_kept, total_kept), from_bytes(total_kept), *of_unit))
    upsert(Rollup, changed)
    if totals:
        insert(Rollup, (row(period, unit, own.get(unit, 0), totals[unit]) for unit in sorted(totals)))
    if gone:
        _rows(period, gone).delete()
    if not stamp(period, day, seq):
        stamped = {"as_of": day, "seq": seq, "counted_at": timezone.now()}
        CountedPeriod.objects.update_or_create(period=period, defaults=stamped)
        freeze(period)
    return differing


def stamp(period, day, seq):
    """Say of an opened period up to when its rows are true. Returns False, and does nothing, where it is not opened."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [str(day), seq, now, period.pk])
        return bool(cursor.rowcount)
