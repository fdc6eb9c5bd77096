"""The figures of a report, for any unit, period and day."""

from collections import Counter, defaultdict

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from admission.groups import GROUPS
from admission.models import PUBLISHED, Session
from admission.rollups import CURSOR, last_day, stored, totals_at
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, Outcome, Round, StopReason
from partytrack.errors import Refused
from partytrack.journal.models import Cursor
from partytrack.percent import percent
from units.models import Basis, MembershipCount, TargetBy
from units.targets import in_force
from units.trees import standing_at

from .figures import BaseLine, Figures, GroupLine, SessionLine, TargetLine


def build(unit, period, *, as_of=None):
    """The `Figures` of a unit and its direct children for a period, up to and including `as_of`.

    Without a day, or for the last day that is stored, the stored figures are printed with the instant they were
    counted at; any other day is computed from the facts with the tree and the names of that day.
    Raises Refused when the unit was not there on the day.
    """
    today = timezone.localdate()
    day = min(as_of or today, period.ends)
    shown = as_of or last_day(period, today) or period.starts
    standing = standing_at(unit, day)
    if standing is None:
        raise Refused(
            sentence=f"{unit} không hoạt động vào ngày {day:%d/%m/%Y}.", remedy="Chọn ngày hoặc kỳ khác."
        )
    family = {unit.pk: (unit, standing.name)} | {child.pk: (child, name) for child, name in standing.children}
    ids = list(family)
    totals, counted_at = _stored(period, ids) if day == last_day(period, today) else ({}, None)
    if counted_at is None or not totals.keys() >= family.keys():
        totals, counted_at = totals_at(period, day)[2], timezone.now()
    facts = _Facts(period, shown, ids)
    page = [_figures(family[pk], totals.get(pk, Counter()), period, shown, counted_at, facts) for pk in ids]
    return Figures(**{**vars(page[0]), "children": tuple(page[1:])})


def _stored(period, unit_ids):
    """(totals, when the journal was last folded in; None where it never was). A row that was last counted on an earlier
    day still holds: whatever happened since would have touched it."""
    counted_at = Cursor.objects.filter(name=CURSOR).values_list("at", flat=True).first()
    return stored(period, unit_ids), counted_at


class _Facts:
    """Targets, membership counts and sessions of the units of one report, read once for all."""

    def __init__(self, period, as_of, ids):
        self.targets = defaultdict(list)
        for (unit_id, _, _), line in in_force(unit_ids=ids, period=period, as_of=as_of).items():
            self.targets[unit_id].append(line)
        self.members = defaultdict(dict)
        for count in MembershipCount.objects.filter(unit__in=ids, on__lte=as_of).order_by("on", "id"):
            base = self.members[count.unit_id].get(count.basis)
            corrects = base is not None and count.on == base.on
            if base is None or corrects or count.basis == Basis.COUNTED or count.on <= period.starts:
                self.members[count.unit_id][count.basis] = count
        self.sessions = _sessions(period, as_of, ids)


def _sessions(period, as_of, ids):
    """{unit id: [SessionLine, …]}: every released session of the period, counting admissions only."""
    span = period.starts, min(as_of, period.ends)
    concluded = {
        outcome: Count(
            "items", filter=Q(items__round=Round.ADMISSION, items__outcome=outcome, items__published=True)
        )
        for outcome in Outcome.values
    }
    held = Session.objects.filter(unit__in=ids, status__in=PUBLISHED, held_on__range=span)
    lines = defaultdict(list)
    for session in held.annotate(**concluded).order_by("held_on"):
        counts = {outcome: getattr(session, outcome) for outcome in Outcome.values}
        lines[session.unit_id].append(SessionLine(session.held_on, **counts))
    return lines


def _figures(named, counts, period, as_of, counted_at, facts):
    """Of one unit; `named`: the unit and its name on the day."""
    unit, name = named
    admitted, members = counts.get("admitted", 0), facts.members[unit.pk]
    return Figures(
        unit=unit.code,
        unit_id=unit.pk,
        name=name,
        kind=unit.kind,
        period=period.code,
        period_name=period.name,
        starts=period.starts,
        ends=period.ends,
        as_of=as_of,
        counted_by=settings.COUNT_ADMITTED_BY,
        computed_at=counted_at,
        admitted=admitted,
        recognised=counts.get("recognised", 0),
        struck_off=counts.get("struck_off", 0),
        resigned=counts.get("resigned", 0),
        targets=tuple(_target(line, counts, members) for line in _ordered(facts.targets[unit.pk])),
        members=tuple(_base(count, admitted) for _, count in sorted(members.items())),
        groups={code: _group(counts.get(f"group:{code}", 0), admitted) for code in GROUPS},
        pool=_present(counts, "pool", ADMISSION_LADDER),
        probation=_present(counts, "probation", RECOGNITION_LADDER),
        stopped=_present(counts, "stopped", StopReason.values),
        sessions=tuple(facts.sessions[unit.pk]),
    )


def _ordered(lines):
    """Targets for admissions; those for introductions are measured on the source list."""
    kinds, groups = list(TargetBy.values), ["all", *GROUPS]
    return sorted(
        [line for line in lines if line.of in groups],
        key=lambda line: (groups.index(line.of), kinds.index(line.by)),
    )


def _target(line, counts, members):
    achieved = counts.get("admitted" if line.of == "all" else f"group:{line.of}", 0)
    return TargetLine(
        by=line.by, of=line.of, value=line.value, rate=line.rate, basis=line.basis, at_least=line.at_least,
        decided_on=line.decided_on, decision=line.decision, achieved=achieved,
        percent=_attained(line, achieved, members.get(line.basis)),
    )  # fmt: skip


def _attained(line, achieved, base):
    if line.rate is None:
        return percent(achieved, line.value)
    if base is None:
        return None
    return percent(achieved * 100, (base.full + base.probationary) * line.rate)


def _base(count, admitted):
    rate = percent(admitted, count.full + count.probationary)
    return BaseLine(
        basis=count.basis, on=count.on, full=count.full, probationary=count.probationary, rate=rate
    )


def _group(count, admitted):
    return GroupLine(count, percent(count, admitted))


def _present(counts, prefix, keys):
    found = {str(key): counts.get(f"{prefix}:{key}", 0) for key in keys}
    return {key: n for key, n in found.items() if n}
