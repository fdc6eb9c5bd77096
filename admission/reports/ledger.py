"""What a report sets its counts against: targets, membership counts, sessions; read once for all of its units."""

from collections import defaultdict

from django.db.models import Count, Q

from admission.catalogues import INTRODUCTIONS
from admission.groups import GROUPS
from admission.models import PUBLISHED, Session
from admission.states import Outcome, Round
from partytrack.percent import percent
from units.membership import known, mark_used
from units.models import Basis, TargetBy
from units.targets import in_force

from .figures import BaseLine, Figures, SessionLine, TargetLine
from .pace import asked, pace_of


class Ledger:
    """Of the units `ids` in a period, as known on `as_of`; `day` is the last day that is counted."""

    def __init__(self, period, ids, *, as_of, day):
        self._period, self._day = period, day
        self._targets = defaultdict(list)
        for (unit_id, _, _), line in in_force(unit_ids=ids, period=period, as_of=as_of).items():
            self._targets[unit_id].append(line)
        self._members = _members(period, as_of, ids)
        self._sessions = _sessions(period, as_of, ids)

    def targets(self, unit_id, counts):
        """`TargetLine`s measured by `counts`: those for admissions, then those for introductions."""
        kinds, groups = list(TargetBy.values), ["all", *GROUPS, *INTRODUCTIONS]
        lines = sorted(
            [line for line in self._targets[unit_id] if line.of in groups],
            key=lambda line: (groups.index(line.of), kinds.index(line.by)),
        )
        return tuple(self._target(line, counts, self._members[unit_id].get(line.basis)) for line in lines)

    def bases(self, unit_id, admitted):
        return tuple(_base(count, admitted) for _, count in sorted(self._members[unit_id].items()))

    def sessions(self, unit_id):
        return tuple(self._sessions[unit_id])

    def goal(self, target, unit_id):
        """How many people a `TargetLine` of a unit asks for, as a fraction; None without a line or its base."""
        return target and asked(target, self._members[unit_id].get(target.basis))

    def _target(self, line, counts, base):
        achieved = counts.get(measure_of(line), 0)
        goal = asked(line, base)
        span = self._period.starts, self._period.ends, self._day
        return TargetLine(
            by=line.by, of=line.of, value=line.value, rate=line.rate, basis=line.basis, at_least=line.at_least,
            decided_on=line.decided_on, decision=line.decision, achieved=achieved,
            percent=None if goal is None else percent(achieved * goal.denominator, goal.numerator),
            pace=None if goal is None else pace_of(goal, achieved, *span),
        )  # fmt: skip


def measure_of(line):
    """What a target, or a `TargetLine`, is measured by."""
    if line.of in INTRODUCTIONS:
        return line.of
    return "admitted" if line.of == "all" else f"group:{line.of}"


def _members(period, as_of, ids):
    """{unit id: {basis: MembershipCount}}: the newest counted one, of the others the newest before the period."""
    members = defaultdict(dict)
    for count in known(ids, as_of):
        base = members[count.unit_id].get(count.basis)
        corrects = base is not None and count.on == base.on
        if base is None or corrects or count.basis == Basis.COUNTED or count.on <= period.starts:
            members[count.unit_id][count.basis] = count
    return members


def freeze_bases(figures):
    """What a report printed as its bases is not changed any more without a reason."""
    if isinstance(figures, Figures):
        units = (figures, *figures.children)
        mark_used({(each.unit_id, line.basis, line.on) for each in units for line in each.members})


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


def _base(count, admitted):
    rate = percent(admitted, count.full + count.probationary)
    return BaseLine(
        basis=count.basis, on=count.on, full=count.full, probationary=count.probationary, rate=rate
    )
