"""What new journal entries change in the stored rows."""

from datetime import date
from operator import itemgetter

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from admission.bulk import among, upsert
from admission.counting import own_counts_of
from admission.folding import counted_in, line_of, lines_at
from admission.measures import from_bytes, is_sound
from admission.models import CountedPeriod, Rollup
from partytrack.journal.models import Entry
from units.models import Period, Unit, UnitSuccession

from .rows import counted, last_day, packed_own, row, stamp, store

RESHAPING = (
    "units.unit_moved",
    "units.unit_closed",
    "units.restructur",
)  # how events that change the tree begin
GROWING = "units.unit_created"
NOTHING = (0, 0)
CHUNK = 2000


def fold_entries(entries, *, today=None):
    """Journal consumer: bring the stored figures up to these entries. Safe to call twice with the same ones, in any
    order.

    Called by `partytrack.journal.dispatch` in one transaction with its cursor. A period is counted whole where the tree
    changed, or where it never was; else the branches that were acted on are counted again, also in periods that ended.
    """
    today = today or timezone.localdate()
    seq = max(entry.seq for entry in entries)
    reshaped = min((entry.on for entry in entries if entry.event.startswith(RESHAPING)), default=date.max)
    acted_on = _acted_on(entries)
    whole, touched = [], {}
    for period in _borne_on(min([reshaped, *acted_on.values()]), today):
        if not period.opened or reshaped <= period.ends:
            whole.append(period)
        else:
            touched[period] = {unit for unit, earliest in acted_on.items() if earliest <= period.ends}
    for period in [*whole, *_fold(touched, today, seq)]:
        day = last_day(period, today)
        _, own, totals = counted(period, day)
        store(period, day, seq, own, totals)


def _borne_on(earliest, today):
    """The periods that have begun and did not end before that day, or were never counted."""
    counted_once = CountedPeriod.objects.filter(period=OuterRef("pk"), opened_at__isnull=False)
    begun = Period.objects.filter(starts__lte=today).annotate(opened=Exists(counted_once))
    return begun.filter(Q(ends__gte=earliest) | Q(opened=False))


def touched_since(seq, parents):
    """Ids of the units whose figures entries after `seq` may change; None: any unit's."""
    later = Entry.objects.filter(seq__gt=seq).order_by("seq").only("event", "subject", "unit_id", "body")
    touched = set()
    for entry in later.iterator(chunk_size=CHUNK):
        if entry.event.startswith(RESHAPING):
            return None
        for unit in _branches_of(entry):
            touched.update(line_of(unit, parents))
    return touched


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


def _fold(touched, today, seq):
    """`touched`: {period: ids of branches}. Count these branches again and add what changed to them and to every unit
    above. Returns the periods where that cannot be done, untouched.
    """
    if not touched:
        return []
    days = {period: last_day(period, today) for period in touched}
    branches = set().union(*touched.values())
    counts = _counted(branches, {(period.starts, day) for period, day in days.items()})
    lines = {day: _lines(day, branches) for day in set(days.values())}
    kept = _kept(touched, {unit for of_day in lines.values() for line in of_day.values() for unit in line})
    merged = Unit.objects.filter(parent__in=among(branches), closed_on__isnull=False)
    merged = set(merged.values_list("parent_id", flat=True))
    rows, impossible, folded = [], [], []
    for period, units in touched.items():
        of_day, own = lines[days[period]], counts[period.starts, days[period]]
        before = kept[period.pk]
        now = None if units & merged or units - of_day.keys() else _folded(units, of_day, own, before)
        if now is None:
            impossible.append(period)
        else:
            rows += [row(period, unit, *pair) for unit, pair in now.items() if before.get(unit) != pair]
            folded.append(period)
    upsert(Rollup, sorted(rows, key=itemgetter(0, 1)))
    for period in folded:
        stamp(period, days[period], seq)
    return impossible


def _counted(branches, spans):
    """Own counts of the branches for each span, with those of the branches that went on in them."""
    gone = UnitSuccession.objects.into(branches)
    counts = own_counts_of(branches | gone, spans)
    for (_, day), own in counts.items() if gone else ():
        counted_in(lines_at(day, branches | gone), own)
    return counts


def _lines(day, branches):
    """{branch: it and all above it on the day}; one that was not there is missing."""
    parents = lines_at(day, branches)
    return {unit: list(line_of(unit, parents)) for unit in branches if unit in parents}


def _kept(periods, units):
    """{period id: {unit id: own and total, packed}}"""
    kept = {period.pk: {} for period in periods}
    rows = Rollup.objects.filter(period__in=periods, unit__in=among(units))
    for period_id, unit, own, total in rows.values_list("period_id", "unit_id", "own", "total"):
        kept[period_id][unit] = (packed_own(own, total), from_bytes(total))
    return kept


def _folded(units, lines, counts, kept):
    """{unit id: own and total} of these branches and all above them as they are to be; None when what is kept cannot
    have been right."""
    own, totals = {}, {}
    for unit in units:
        own[unit] = counts.get(unit, 0)
        difference = own[unit] - kept.get(unit, NOTHING)[0]
        for above in lines[unit]:
            totals[above] = totals.get(above, 0) + difference
    now = {}
    for unit, difference in totals.items():
        own_kept, total_kept = kept.get(unit, NOTHING)
        now[unit] = (own.get(unit, own_kept), total_kept + difference)
    return now if all(is_sound(total) for _, total in now.values()) else None
