"""Figures of every unit with all that lies below it, stored for each period.

Facts are counted in the branches, folded up in memory from the leaves to the root, and written at once. New journal
entries are folded in by counting their branches again and adding the difference to every unit above: the same entry
twice changes nothing. A nightly recount compares, names every drift and repairs it.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.utils import timezone

from admission.counting import own_counts
from admission.models import Rollup
from partytrack.journal.dispatch import dispatch
from partytrack.journal.models import Cursor, Head
from units.models import Period, Unit
from units.trees import tree_at

CURSOR = "rollups"


def fold_up(parents, own):
    """{unit: Counter} of each unit's own counts and those of everything below it.

    `parents` maps each unit of a tree to its parent (None at a root); `own` may lack units. Grand total = sum of `own`.
    """
    totals = {unit: Counter(own.get(unit, ())) for unit in parents}
    for unit in _leaves_first(parents):
        if parents[unit] is not None:
            totals[parents[unit]].update(totals[unit])
    return totals


def _leaves_first(parents):
    below = {}
    for unit, parent in parents.items():
        below.setdefault(parent, []).append(unit)
    order = list(below.get(None, ()))
    for unit in order:  # grows while it is read: parents before children
        order.extend(below.get(unit, ()))
    return reversed(order)


def counted_in(tree, own):
    """`own` with the counts of units that are not in this day's tree (closed before it) moved to the nearest unit above
    that is: what happened there is lost to nobody's figures."""
    missing = [unit for unit in own if unit not in tree.parents]
    if not missing:
        return own
    above = dict(Unit.objects.values_list("pk", "parent_id"))
    moved = {unit: Counter(counts) for unit, counts in own.items() if unit in tree.parents}
    for unit in missing:
        home = above.get(unit)
        while home is not None and home not in tree.parents:
            home = above.get(home)
        if home is not None:
            moved.setdefault(home, Counter()).update(own[unit])
    return moved


def totals_at(period, as_of):
    """(tree, own, totals) of a period as it stood at the end of a day, computed from the facts."""
    tree = tree_at(as_of)
    own = counted_in(tree, own_counts(period.starts, as_of))
    return tree, own, fold_up(tree.parents, own)


def stored(period, unit_ids=None):
    """{unit id: Counter} of what is stored for the period: each unit with all below it. With `unit_ids`, these only;
    a unit that was not there on the last day that is stored is missing. Reads one row a unit."""
    return _read(period, unit_ids, "total")


def stored_own(period, unit_ids=None):
    """The same of each unit alone, without those below it."""
    return _read(period, unit_ids, "own")


def _read(period, unit_ids, part):
    within = {} if unit_ids is None else {"unit__in": unit_ids}
    rows = Rollup.objects.filter(period=period, **within).values_list("unit_id", part)
    return {unit_id: Counter(counts) for unit_id, counts in rows}


def last_day(period, today):
    """The day that the stored figures of a period are of; None while it has not begun."""
    return min(period.ends, today) if period.starts <= today else None


@transaction.atomic
def recount(periods=None, *, today=None):
    """Count the periods (all that have begun, if none are given) from the facts and store what differs.

    Returns the drift that was found: [(unit code, period code, measure, stored, counted)].
    """
    today = today or timezone.localdate()
    _lock()
    drift = []
    for period in Period.objects.filter(starts__lte=today) if periods is None else periods:
        if last_day(period, today):
            drift += _store(period, last_day(period, today))
    return drift


@transaction.atomic
def start_afresh():
    """After a bulk load: count every period once, and fold in only what is recorded from here on."""
    _lock()
    seq = _last_seq()
    recount()
    Cursor.objects.filter(name=CURSOR).update(seq=seq, at=timezone.now())


def _lock():
    """One writer of roll-ups at a time: whoever holds the cursor of the journal's consumer."""
    Cursor.objects.get_or_create(name=CURSOR)
    Cursor.objects.select_for_update().get(name=CURSOR)


def _store(period, as_of):
    tree, own, totals = totals_at(period, as_of)
    stored = {row.unit_id: row for row in Rollup.objects.filter(period=period)}
    stamp = {"as_of": as_of, "seq": _last_seq(), "counted_at": timezone.now()}
    drift, new, changed = [], [], []
    for unit_id in tree.parents:
        own_now, total_now = _plain(own.get(unit_id, {})), _plain(totals[unit_id])
        row = stored.pop(unit_id, None)
        if row is None:
            new.append(Rollup(unit_id=unit_id, period=period, own=own_now, total=total_now, **stamp))
        else:
            drift += _differences(tree.units[unit_id].code, period.code, row, own_now, total_now)
            row.own, row.total = own_now, total_now
            row.as_of, row.seq, row.counted_at = stamp.values()
            changed.append(row)
    Rollup.objects.bulk_create(new, batch_size=500)
    Rollup.objects.bulk_update(changed, ["own", "total", "as_of", "seq", "counted_at"], batch_size=500)
    Rollup.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    return drift


def _plain(counts):
    return {measure: n for measure, n in sorted(counts.items()) if n}


def _differences(unit, period, row, own, total):
    """What a row says otherwise than a count; "own:…" where only the unit's own figures do, on which folding rests."""
    differing = _differing(row.total, total)
    of_own = {
        f"own:{measure}": pair
        for measure, pair in _differing(row.own, own).items()
        if measure not in differing
    }
    return [(unit, period, measure, *pair) for measure, pair in (differing | of_own).items()]


def _differing(stored, counted):
    pairs = {
        measure: (stored.get(measure, 0), counted.get(measure, 0))
        for measure in sorted(stored.keys() | counted.keys())
    }
    return {measure: pair for measure, pair in pairs.items() if pair[0] != pair[1]}


def _last_seq():
    return Head.objects.values_list("seq", flat=True).first() or 0


def fold_entries(entries, *, today=None):
    """Journal consumer: bring the stored figures up to these entries. Safe to call twice with the same ones.

    Called by `partytrack.journal.dispatch` in one transaction with its cursor.
    """
    today = today or timezone.localdate()
    acts = [entry for entry in entries if entry.subject.startswith("candidate:")]
    moves = [entry.on for entry in entries if entry.event.startswith("units.unit_")]
    since = min((entry.on for entry in acts), default=date.max)
    for period in Period.objects.filter(starts__lte=today):
        if moves and min(moves) <= period.ends:
            _store(period, last_day(period, today))
        elif since <= period.ends:
            units = set().union(*(_branches_of(entry) for entry in acts if entry.on <= period.ends))
            if period.ends < today or not _fold(period, today, units, entries[-1].seq):
                _store(period, last_day(period, today))


def _branches_of(entry):
    """Ids of the branches whose figures an act changes: a transfer changes those of the branch that was left, too."""
    return {entry.unit_id, entry.body.get("from_unit", entry.unit_id)}


def _fold(period, as_of, unit_ids, seq):
    """Count these branches again and add what changed to them and to every unit above, in today's tree.

    Returns False, having done nothing, when one of these units was never counted for the period.
    """
    touched = _with_ancestors(unit_ids)
    rows = {row.unit_id: row for row in Rollup.objects.filter(period=period, unit__in=touched)}
    if rows.keys() != touched:
        return False
    parents = dict(Unit.objects.filter(pk__in=touched).values_list("pk", "parent_id"))
    counted = own_counts(period.starts, as_of, unit_ids)
    for unit_id in unit_ids:
        now = _plain(counted.get(unit_id, {}))
        difference = Counter(now)
        difference.subtract(rows[unit_id].own)
        rows[unit_id].own = now
        home = unit_id
        while home is not None:
            total = Counter(rows[home].total)
            total.update(difference)
            rows[home].total = _plain(total)
            home = parents[home]
    for row in rows.values():
        row.as_of, row.seq, row.counted_at = as_of, seq, timezone.now()
    Rollup.objects.bulk_update(rows.values(), ["own", "total", "as_of", "seq", "counted_at"], batch_size=500)
    return True


def _with_ancestors(unit_ids):
    """Ids of the units and of every unit above them in today's tree."""
    found, level = set(unit_ids), set(unit_ids)
    while level:
        level = set(Unit.objects.filter(children__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


def verify(periods=None, *, today=None):
    """What the stored figures say against the facts, after every waiting entry was folded in. Writes no figure.

    Returns [(unit code, period code, measure, stored, counted)]; empty when all is well.
    """
    today = today or timezone.localdate()
    dispatch()
    found = []
    for period in Period.objects.filter(starts__lte=today) if periods is None else periods:
        if period.starts <= today:
            found += _compare(period, today)
    return found


def _compare(period, today):
    stored = {row.unit_id: row for row in Rollup.objects.filter(period=period)}
    as_of = max((row.as_of for row in stored.values()), default=last_day(period, today))
    tree, own, totals = totals_at(period, as_of)
    found = []
    for unit_id in tree.parents:
        row = stored.get(unit_id) or Rollup()
        own_now, total_now = _plain(own.get(unit_id, {})), _plain(totals[unit_id])
        found += _differences(tree.units[unit_id].code, period.code, row, own_now, total_now)
    return found
