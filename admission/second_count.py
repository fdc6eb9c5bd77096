"""The stored figures against a count made another way: one plain query for each measure, from journal, people and
resolutions, each unit's people added to it and to every unit above, one by one. Slow and simple; shares nothing with
`admission.rollups` but the words that it counts in. One measure at a time is held in memory."""

from collections import Counter
from itertools import islice

from django.db.models import Count

from admission import selections
from admission.measures import MEASURES, WIDTH
from admission.models import Candidate, CountedPeriod, Rollup
from admission.rules.deadlines import end_of
from units.models import Unit, UnitLink, UnitSuccession

TIMELY = ("recognised_on_time", "recognised_late")
BATCH = 2000
BYTES = WIDTH // 8


def drift(period):
    """[(unit code, period code, measure, stored, counted)] of a period that was counted, as of the day it is stored of;
    "own:…" of a unit's own people."""
    counted = CountedPeriod.objects.filter(period=period).first()
    if counted is None:
        return []
    above = dict(UnitLink.objects.on(counted.as_of).values_list("unit_id", "parent_id"))
    stored, homes = _stored(period), _homes(above)
    found = [(unit, "units", 1, 0) for unit in stored.keys() - above.keys()]
    found += [(unit, "units", 0, 1) for unit in above.keys() - stored.keys()]
    for measure, counts in _by_measure(period.starts, counted.as_of):
        own, totals = Counter(), Counter()
        for unit, n in counts.items():
            own[homes.get(unit, unit)] += n
        for unit, n in own.items():
            while unit in above:
                totals[unit] += n
                unit = above[unit]
        found += _differing(measure, own, totals, stored)
    codes = dict(Unit.objects.filter(pk__in={unit for unit, *_ in found}).values_list("pk", "code"))
    return sorted((codes[unit], period.code, *what) for unit, *what in found)


def _stored(period):
    """{unit id: (own, total)} as bytes."""
    rows = Rollup.objects.filter(period=period).values_list("unit_id", "own", "total")
    return {
        unit: (bytes(total if own is None else own), bytes(total))
        for unit, own, total in rows.iterator(chunk_size=BATCH)
    }


def _differing(measure, own, totals, stored):
    start = MEASURES.index(measure) * BYTES
    for unit, rows in stored.items():
        kept_own, kept = (int.from_bytes(row[start : start + BYTES], "little") for row in rows)
        if kept != totals[unit]:
            yield unit, measure, kept, totals[unit]
        elif kept_own != own[unit]:
            yield unit, f"own:{measure}", kept_own, own[unit]


def _homes(above):
    """{unit: where what was done in it counts} of those that are not in the tree: the unit in which it went on, or the
    nearest above it."""
    heirs, units = UnitSuccession.objects.heirs(), Unit.objects.values_list("pk", "parent_id")
    next_ = {
        unit: heirs.get(unit) or parent
        for unit, parent in units.iterator(chunk_size=BATCH)
        if unit not in above
    }
    homes = {}
    for unit in next_:
        home = unit
        while home in next_:
            home = next_[home]
        homes[unit] = home
    return homes


def _by_measure(starts, as_of):
    """(measure, {unit id: n}) for every measure."""
    for measure in MEASURES:
        if measure not in TIMELY:
            rows = selections.rows(measure, starts, as_of).order_by()
            yield measure, dict(rows.values_list("unit_id").annotate(n=Count("pk")))
    yield from _timely(selections.rows("recognised", starts, as_of)).items()


def _timely(recognised):
    """By the resolutions, and not as the acts are marked."""
    counts = {measure: Counter() for measure in TIMELY}
    rows = recognised.order_by("pk").values_list("candidate_id", "unit_id", "valid_from")
    rows = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        files = Candidate.objects.with_clocks().only("pk").in_bulk([file_id for file_id, *_ in batch])
        for file_id, unit_id, on in batch:
            if due := end_of(files[file_id], "RECOGNITION_30_WORKING_DAYS"):
                counts[TIMELY[on > due]][unit_id] += 1
    return counts
