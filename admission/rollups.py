"""Figures of every unit with all that lies below it, stored for each period.

Facts are counted in the branches, added up in memory from the leaves to the root, and what differs is written at once.
New journal entries are folded in by counting their branches again and adding the difference to every unit above: the
same entry twice changes nothing. A nightly recount compares, names every drift and repairs it.
"""

from collections import defaultdict
from datetime import date
from operator import itemgetter

from django.db import transaction
from django.utils import timezone

from admission import marks, second_count
from admission.bulk import among, insert, tuples, upsert
from admission.counting import own_counts_of, pool_at, with_acts
from admission.folding import counted_in, fold_up, line_of, lines_at, parents_at
from admission.measures import from_bytes, is_sound, to_bytes, unpack
from admission.models import CountedPeriod, Rollup, Standing
from admission.openings import freeze, opening
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Cursor, Entry, Head
from partytrack.journal.write import write as journal
from units.models import Period, Unit, UnitSuccession

__all__ = ["fold_entries", "opening", "recount", "start_afresh", "stored", "stored_own", "totals_at"]
CURSOR = "rollups"
RESHAPING = (
    "units.unit_moved",
    "units.unit_closed",
    "units.restructur",
)  # how events that change the tree begin
GROWING = "units.unit_created"
NOTHING = (0, 0)
NAMED = 1000  # rows of a period whose drift is spelled out, and lines of it in one journal entry


def stored(period, unit_ids=None):
    """{unit id: Counter} of what is stored for the period: each unit with all below it. With `unit_ids`, these only;
    a unit that was not there on the last day that is stored is missing. Reads one row a unit."""
    rows = _rows(period, unit_ids).values_list("unit_id", "total")
    return {unit_id: unpack(from_bytes(total)) for unit_id, total in rows}


def stored_own(period, unit_ids=None):
    """The same of each unit alone, without those below it."""
    rows = _rows(period, unit_ids).values_list("unit_id", "own", "total")
    return {unit_id: unpack(_own(own, total)) for unit_id, own, total in rows}


def _rows(period, unit_ids):
    within = {} if unit_ids is None else {"unit__in": among(unit_ids)}
    return Rollup.objects.filter(period=period, **within)


def _own(own, total):
    return from_bytes(total if own is None else own)


def totals_at(period, as_of, unit_ids=None):
    """{unit id: Counter} of a period as it stood at the end of a day, computed from the facts with that day's tree:
    each unit with all below it. With `unit_ids`, these only; a unit that was not there is missing."""
    parents = parents_at(as_of)
    totals = fold_up(parents, _own_at(period, as_of, parents, pool_at(as_of)))
    asked = totals if unit_ids is None else [unit for unit in unit_ids if unit in totals]
    return {unit: unpack(totals[unit]) for unit in asked}


def _own_at(period, as_of, parents, pool):
    return counted_in(parents, with_acts(pool.copy(), period.starts, as_of))


def last_day(period, today):
    """The day that the stored figures of a period are of; None while it has not begun."""
    return min(period.ends, today) if period.starts <= today else None


def recount(periods=None, *, today=None):
    """Count the periods (all that have begun, if none are given) from the facts and store what differs.

    Facts are read without any lock; what is recorded meanwhile is folded in afterwards, since the journal's cursor goes
    back to the last entry that the read saw. Returns the drift that was found: [(unit code, period code, measure,
    stored, counted)] of at most `NAMED` units a period; of units that were acted on meanwhile none is named.
    """
    today = today or timezone.localdate()
    begun = Period.objects.filter(starts__lte=today) if periods is None else periods
    by_day = defaultdict(list)
    for period in begun:
        if day := last_day(period, today):
            by_day[day].append(period)
    return [difference for day, of_day in by_day.items() for difference in _recount(of_day, day)]


def _recount(periods, day):
    """Periods whose figures are of one day share its tree and its pool."""
    seq = _last_seq()
    parents, pool = parents_at(day), pool_at(day)
    for period in periods:
        own = _own_at(period, day, parents, pool)
        totals = fold_up(parents, own)
        with transaction.atomic():
            cursor = _lock()
            seen = min(cursor.seq, seq)
            unsure = _touched_since(seen, parents)
            differing = _store(period, day, seq, own, totals)
            if cursor.seq > seen:
                Cursor.objects.filter(name=CURSOR).update(seq=seen)
        if unsure is not None:
            yield from _named(period, [row for row in differing if row[0] not in unsure])


def _touched_since(seq, parents):
    """Ids of the units whose figures entries after `seq` may change; None: any unit's."""
    if _last_seq() == seq:
        return set()
    entries = Entry.objects.filter(seq__gt=seq).only("event", "subject", "unit_id", "body")
    touched = set()
    for entry in entries.order_by("seq"):
        if entry.event.startswith(RESHAPING):
            return None
        for unit in _branches_of(entry):
            touched.update(line_of(unit, parents))
    return touched


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
    """One writer of roll-ups at a time: whoever holds the cursor of the journal's consumer."""
    return Cursor.objects.select_for_update().get_or_create(name=CURSOR)[0]


def _last_seq():
    return Head.objects.values_list("seq", flat=True).first() or 0


def _store(period, day, seq, own, totals):
    """Write what differs; `totals` is used up. Returns [(unit id, own and total stored, own and total counted)],
    packed, of the first `NAMED` rows that were there and said otherwise.

    The rows are compared here and not by the database, since this is how a drift gets its name.
    """
    differing, gone, changed = [], [], []
    kept = Rollup.objects.filter(period=period).values_list("unit_id", "own", "total")
    for unit, own_kept, total_kept in tuples(kept):
        if unit not in totals:
            gone.append(unit)
            continue
        row = _row(period, unit, own.get(unit, 0), totals[unit])
        if row[2:] != (own_kept, total_kept):
            changed.append(row)
            if len(changed) <= NAMED:
                before = (_own(own_kept, total_kept), from_bytes(total_kept))
                differing.append((unit, *before, own.get(unit, 0), totals[unit]))
        del totals[unit]
    upsert(Rollup, changed)
    insert(Rollup, (_row(period, unit, own.get(unit, 0), totals[unit]) for unit in sorted(totals)))
    if gone:
        _rows(period, gone).delete()
    if not _stamp([period], day, seq):
        CountedPeriod.objects.update_or_create(period=period, defaults=_stamped(day, seq))
        freeze(period)
    return differing


def _row(period, unit, own, total):
    return (period.pk, unit, None if own == total else to_bytes(own), to_bytes(total))


def _stamp(periods, day, seq):
    """Returns how many of them had been opened: the others keep their old stamp."""
    opened = CountedPeriod.objects.filter(period__in=periods, opened_at__isnull=False)
    return opened.update(**_stamped(day, seq))


def _stamped(day, seq):
    return {"as_of": day, "seq": seq, "counted_at": timezone.now()}


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
    no figure.

    Returns [(unit code, period code, measure, stored, counted)]; empty when all is well.
    """
    today = today or timezone.localdate()
    dispatch()
    begun = Period.objects.filter(starts__lte=today) if periods is None else periods
    return [difference for period in begun for difference in second_count.drift(period)]


def fold_entries(entries, *, today=None):
    """Journal consumer: bring the stored figures up to these entries. Safe to call twice with the same ones, in any
    order.

    Called by `partytrack.journal.dispatch` in one transaction with its cursor. A period is counted whole where the tree
    changed, or where it never was; else the branches that were acted on are counted again, also in periods that ended.
    """
    today = today or timezone.localdate()
    seq = max(entry.seq for entry in entries)
    reshaped = min((entry.on for entry in entries if entry.event.startswith(RESHAPING)), default=None)
    opened = CountedPeriod.objects.filter(opened_at__isnull=False)
    known = set(opened.values_list("period_id", flat=True))
    acted_on = _acted_on(entries)
    whole, touched = [], {}
    for period in Period.objects.filter(starts__lte=today):
        if period.pk not in known or (reshaped and reshaped <= period.ends):
            whole.append(period)
        elif units := {unit for unit, earliest in acted_on.items() if earliest <= period.ends}:
            touched[period] = units
    for period in [*whole, *_fold(touched, today, seq)]:
        _count_whole(period, last_day(period, today), seq)


def _acted_on(entries):
    """{id of a branch: the earliest day on which a file came to another step or branch there, or on which an act was
    done that a correction made count otherwise}; and a new unit has a row from the beginning. Scans and remarks change
    no figure."""
    earliest = {}
    for entry in entries:
        moved = entry.body.get("source") != entry.body.get("target") or "from_unit" in entry.body
        days = _recounted(entry)
        if entry.event == GROWING or (entry.subject.startswith("candidate:") and moved):
            days += [(unit, entry.on) for unit in _branches_of(entry)]
        for unit, on in days:
            earliest[unit] = min(earliest.get(unit, on), on)
    return earliest


def _branches_of(entry):
    """Ids of the branches whose figures an entry changes: a transfer changes those of the branch that was left, too,
    a correction those of the branches where the acts were done."""
    corrected = {unit for unit, _ in _recounted(entry)}
    return {entry.unit_id, entry.body.get("from_unit", entry.unit_id)} - {None} | corrected


def _recounted(entry):
    """[(id of a branch, day of an act)] whose marks the entry changed (`marks.renew`)."""
    return [(unit, date.fromisoformat(on)) for unit, on in entry.body.get("recount", ())]


def _count_whole(period, day, seq):
    parents = parents_at(day)
    own = _own_at(period, day, parents, pool_at(day))
    _store(period, day, seq, own, fold_up(parents, own))


def _fold(touched, today, seq):
    """`touched`: {period: ids of branches}. Count these branches again and add what changed to them and to every unit
    above. Returns the periods where that cannot be done, untouched.
    """
    if not touched:
        return []
    days = {period: last_day(period, today) for period in touched}
    branches = set().union(*touched.values())
    counted = _counted(branches, {(period.starts, day) for period, day in days.items()})
    lines = {day: _lines(day, branches) for day in set(days.values())}
    kept = _kept(touched, {unit for of_day in lines.values() for line in of_day.values() for unit in line})
    merged = Unit.objects.filter(parent__in=among(branches), closed_on__isnull=False)
    merged = set(merged.values_list("parent_id", flat=True))
    rows, impossible, folded = [], [], defaultdict(list)
    for period, units in touched.items():
        of_day, own = lines[days[period]], counted[period.starts, days[period]]
        now = (
            None if units & merged or units - of_day.keys() else _folded(units, of_day, own, kept[period.pk])
        )
        if now is None:
            impossible.append(period)
        else:
            before = kept[period.pk]
            rows += [_row(period, unit, *pair) for unit, pair in now.items() if before.get(unit) != pair]
            folded[days[period]].append(period)
    upsert(Rollup, sorted(rows, key=itemgetter(0, 1)))
    for day, periods in folded.items():
        _stamp(periods, day, seq)
    return impossible


def _counted(branches, spans):
    """Own counts of the branches for each span, with those of the branches that went on in them."""
    gone = UnitSuccession.objects.into(branches)
    counted = own_counts_of(branches | gone, spans)
    for (_, day), own in counted.items() if gone else ():
        counted_in(lines_at(day, branches | gone), own)
    return counted


def _lines(day, branches):
    """{branch: it and all above it on the day}; one that was not there is missing."""
    parents = lines_at(day, branches)
    return {unit: list(line_of(unit, parents)) for unit in branches if unit in parents}


def _kept(periods, units):
    """{period id: {unit id: own and total, packed}}"""
    kept = {period.pk: {} for period in periods}
    rows = Rollup.objects.filter(period__in=periods, unit__in=among(units))
    for period_id, unit, own, total in rows.values_list("period_id", "unit_id", "own", "total"):
        kept[period_id][unit] = (_own(own, total), from_bytes(total))
    return kept


def _folded(units, lines, counted, kept):
    """{unit id: own and total} of these branches and all above them as they are to be; None when what is kept cannot
    have been right."""
    own, totals = {}, {}
    for unit in units:
        own[unit] = counted.get(unit, 0)
        difference = own[unit] - kept.get(unit, NOTHING)[0]
        for above in lines[unit]:
            totals[above] = totals.get(above, 0) + difference
    now = {}
    for unit, difference in totals.items():
        own_kept, total_kept = kept.get(unit, NOTHING)
        now[unit] = (own.get(unit, own_kept), total_kept + difference)
    return now if all(is_sound(total) for _, total in now.values()) else None
