"""Counting whole periods: to begin with, to compare, to repair."""

from django.db import connection, transaction
from django.utils import timezone

from admission import marks, second_count
from admission.bulk import executed
from admission.folding import fold_up, parents_at
from admission.measures import unpack
from admission.models import CountedPeriod, Rollup, Standing
from partytrack.journal.dispatch import derived, dispatch
from partytrack.journal.models import Cursor
from partytrack.journal.write import write as journal
from units.models import Period, Unit

from .entries import touched_since
from .rows import NAMED, counted, last_day, store

CURSOR = "rollups"


def recount(periods=None, *, today=None):
    """Count the periods (all that have begun, if none are given) from the facts and store what differs.

    Facts are read without any lock; what is recorded meanwhile is folded in afterwards, since the journal's cursor goes
    back to the last entry that the read saw. Returns the drift that was found: [(unit code, period code, measure,
    stored, counted)] of at most `NAMED` units a period; of units that were acted on meanwhile none is named.
    """
    begun = _begun(periods, today or timezone.localdate())
    return [difference for period, day in begun.items() for difference in _recount(period, day)]


def _begun(periods, today):
    """{period: the day that its figures are of} of those that have begun; of all, if none are given."""
    if periods is None:
        periods = Period.objects.filter(starts__lte=today)
    return {period: day for period in periods if (day := last_day(period, today))}


def _recount(period, day):
    seq = _last_seq()
    parents, own, totals = counted(period, day)
    with derived():
        read = _lock()
        seen = min(read, seq)
        differing = store(period, day, seq, own, totals)
        if read > seen:
            Cursor.objects.filter(name=CURSOR).update(seq=seen)
        unsure = touched_since(seen, parents) if differing else None
    return [] if unsure is None else _named(period, [row for row in differing if row[0] not in unsure])


@transaction.atomic
def start_afresh():
    """After a bulk load, or an upgrade that brought these tables: count every period once, and fold in only what is
    recorded from here on. Returns what `recount` does."""
    _lock()
    Cursor.objects.filter(name=CURSOR).update(seq=_last_seq(), at=timezone.now())
    marks.repair(Standing.objects.filter(marks__isnull=True))
    return recount()


@transaction.atomic
def rebuild(periods=None):
    """Throw away what is stored of the periods, and what the acts are marked with, and count from nothing. The openings
    stay: they are frozen."""
    _lock()
    rows = Rollup.objects.all() if periods is None else Rollup.objects.filter(period__in=periods)
    rows.delete()
    marks.repair(Standing.objects.all())
    return recount(periods)


def repair():
    """Compare everything with the second count. What differs is named, counted again and journalled. Returns it."""
    if not CountedPeriod.objects.exists():
        return start_afresh()
    found = verify()
    if found:
        marks.repair(Standing.objects.all())
    recount()
    if found:
        with transaction.atomic():
            journal("admission.drift_repaired", subject="rollup", count=len(found), figures=found[:NAMED])
    return found


def _lock():
    """One writer of roll-ups at a time: whoever holds the cursor of the journal's consumer. Returns how far it is."""
    and_keep = " for update" if connection.features.has_select_for_update else ""
    for (seq,) in executed(f"select seq from journal_cursor where name = %s{and_keep}", [CURSOR]):
        return seq
    return Cursor.objects.get_or_create(name=CURSOR)[0].seq


def _last_seq():
    return max((seq for (seq,) in executed("select seq from journal_head")), default=0)


def _named(period, differing):
    codes = dict(Unit.objects.filter(pk__in=[row[0] for row in differing]).values_list("pk", "code"))
    return [
        (codes[unit], period.code, *difference)
        for unit, *packed in differing
        for difference in _differences(*map(unpack, packed))
    ]


def _differences(own_kept, total_kept, own, total):
    """What a row says otherwise than a count; "own:…" where only the unit's own figures do, on which folding rests."""
    differing = _differing(total_kept, total)
    of_own = {
        f"own:{measure}": pair
        for measure, pair in _differing(own_kept, own).items()
        if measure not in differing
    }
    return [(measure, *pair) for measure, pair in (differing | of_own).items()]


def _differing(stored, counted):
    measures = sorted(stored.keys() | counted.keys())
    return {
        measure: (stored[measure], counted[measure])
        for measure in measures
        if stored[measure] != counted[measure]
    }


def verify(periods=None, *, today=None):
    """What the stored figures say against a second, independent count, after every waiting entry was folded in. Writes
    no figure. Of units that were acted on meanwhile none is named.

    Returns [(unit code, period code, measure, stored, counted)]; empty when all is well.
    """
    today = today or timezone.localdate()
    dispatch()
    known = dict(CountedPeriod.objects.values_list("period_id", "as_of"))
    found = []
    for period in _begun(periods, today):
        if period.pk in known:
            found += _drift(period, known[period.pk])
        elif period.starts < today:  # what begins today may still wait for its first act
            found += _never_counted(period, today)
    return found


def _drift(period, day):
    seq = Cursor.objects.values_list("seq", flat=True).filter(name=CURSOR).first() or 0
    found = second_count.drift(period)
    unsure = touched_since(seq, parents_at(day)) if found else set()
    if unsure is None:
        return []
    acted_on = set(Unit.objects.filter(pk__in=unsure).values_list("code", flat=True))
    return [row for row in found if row[0] not in acted_on]


def _never_counted(period, today):
    """No unit has a row; the topmost ones speak for all."""
    parents = parents_at(last_day(period, today))
    sizes = fold_up(parents, dict.fromkeys(parents, 1))
    topmost = Unit.objects.filter(pk__in=[unit for unit, above in parents.items() if above is None])
    codes = topmost.order_by("code").values_list("pk", "code")
    return [(code, period.code, "units", 0, sizes[unit]) for unit, code in codes]
