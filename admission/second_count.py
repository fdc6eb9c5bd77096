"""The stored figures against a count made another way: one plain query for each measure, from journal, people and
resolutions, each unit's people added to it and to every unit above, one by one. Slow and simple; shares nothing with
`admission.rollups` but the words that it counts in."""

from collections import Counter, defaultdict

from django.conf import settings
from django.db.models import Count, Q

from admission.groups import GROUPS, groups_of
from admission.measures import unpack
from admission.models import Candidate, CountedPeriod, Rollup, Standing
from admission.rules.deadlines import end_of
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State, StopReason
from units.models import Unit, UnitLink, UnitSuccession

ADMITTED = {
    "ceremony": Q(state=State.PROBATIONARY, entry__event="admission.ceremony"),
    "decision": Q(state=State.DECIDED, entry__event="admission.decide"),
}
ENDS = {
    "recognised": Q(state=State.FULL, entry__event="admission.recognise"),
    "struck_off": Q(state=State.STRUCK_OFF),
    "resigned": Q(state=State.RESIGNED),
}


def drift(period):
    """[(unit code, period code, measure, stored, counted)] of a period that was counted, as of the day it is stored of;
    "own:…" of a unit's own people."""
    counted = CountedPeriod.objects.filter(period=period).first()
    if counted is None:
        return []
    above = dict(UnitLink.objects.on(counted.as_of).values_list("unit_id", "parent_id"))
    stored = _Stored(period)
    found = [(unit, "units", 1, 0) for unit in stored.units - above.keys()]
    found += [(unit, "units", 0, 1) for unit in above.keys() - stored.units]
    for measure, own in _by_measure(period.starts, counted.as_of):
        own = _at_home(own, above)
        totals = Counter()
        for unit, n in own.items():
            while unit in above:
                totals[unit] += n
                unit = above[unit]
        found += _differing(measure, own, totals, stored)
    codes = dict(Unit.objects.filter(pk__in={unit for unit, *_ in found}).values_list("pk", "code"))
    return sorted((codes[unit], period.code, *what) for unit, *what in found)


class _Stored:
    """`totals` and `own`: {measure: {unit id: n}}; `units`: those that have a row."""

    def __init__(self, period):
        self.totals, self.own, self.units = defaultdict(dict), defaultdict(dict), set()
        rows = Rollup.objects.filter(period=period).values_list("unit_id", "own", "total")
        for unit, own, total in rows.iterator(chunk_size=5000):
            self.units.add(unit)
            total = bytes(total)
            self._keep(self.totals, unit, total)
            self._keep(self.own, unit, total if own is None else bytes(own))

    def _keep(self, by_measure, unit, packed):
        for measure, n in unpack(int.from_bytes(packed, "little")).items():
            by_measure[measure][unit] = n


def _differing(measure, own, totals, stored):
    kept, kept_own = stored.totals[measure], stored.own[measure]
    differing = {unit for unit in kept.keys() | totals.keys() if kept.get(unit, 0) != totals[unit]}
    found = [(unit, measure, kept.get(unit, 0), totals[unit]) for unit in differing]
    of_own = {unit for unit in kept_own.keys() | own.keys() if kept_own.get(unit, 0) != own[unit]}
    return found + [(u, f"own:{measure}", kept_own.get(u, 0), own[u]) for u in of_own - differing]


def _at_home(own, above):
    """What was done in a unit that is no longer there counts in the one it went on in, or the nearest above it."""
    settled, heirs = Counter(), UnitSuccession.objects.heirs()
    for unit, n in own.items():
        while unit is not None and unit not in above:
            unit = heirs.get(unit) or Unit.objects.values_list("parent_id", flat=True).get(pk=unit)
        if unit is not None:
            settled[unit] += n
    return settled


def _by_measure(starts, as_of):
    """(measure, {unit id: n}) for every measure."""
    acts = Standing.objects.filter(valid_from__gte=starts, valid_from__lte=as_of)
    then = Standing.objects.filter(valid_from__lte=as_of).exclude(valid_to__lte=as_of)
    yield "admitted", _count(acts.filter(ADMITTED[settings.COUNT_ADMITTED_BY]))
    for measure, which in ENDS.items():
        yield measure, _count(acts.filter(which))
    for state in ADMISSION_LADDER:
        yield f"pool:{state}", _count(then.filter(state=state))
    for state in RECOGNITION_LADDER:
        yield f"probation:{state}", _count(then.filter(state=state))
    for reason in StopReason.values:
        stopped = then.filter(valid_from__gte=starts, state=State.STOPPED, entry__body__reason=reason)
        yield f"stopped:{reason}", _count(stopped)
    yield from _groups(acts).items()
    yield from _timely(acts).items()


def _count(rows):
    return dict(rows.order_by().values_list("unit_id").annotate(n=Count("pk")))


def _groups(acts):
    counts = {f"group:{code}": Counter() for code in GROUPS}
    rows = acts.filter(ADMITTED[settings.COUNT_ADMITTED_BY]).select_related("candidate").order_by("pk")
    for row in rows.iterator(chunk_size=2000):
        for code in groups_of(row.candidate, on=row.valid_from):
            counts[f"group:{code}"][row.unit_id] += 1
    return counts


def _timely(acts):
    counts = {"recognised_on_time": Counter(), "recognised_late": Counter()}
    rows = acts.filter(ENDS["recognised"]).values_list("candidate_id", "unit_id", "valid_from").order_by("pk")
    rows = list(rows)
    for start in range(0, len(rows), 2000):
        batch = rows[start : start + 2000]
        files = Candidate.objects.with_clocks().in_bulk([file_id for file_id, *_ in batch])
        for file_id, unit_id, on in batch:
            if due := end_of(files[file_id], "RECOGNITION_30_WORKING_DAYS"):
                counts["recognised_late" if on > due else "recognised_on_time"][unit_id] += 1
    return counts
