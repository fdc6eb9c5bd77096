"""The figures of a report, for any unit, period and day."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone

from admission.catalogues import INTRODUCERS
from admission.counting import own_counts_of
from admission.groups import GROUPS
from admission.measures import unpack
from admission.rollups import CURSOR, last_day, packed
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, StopReason
from partytrack.errors import Refused
from partytrack.journal.models import Cursor
from partytrack.percent import percent
from units.models import Unit, UnitLink, UnitName
from units.subtrees import DayTree
from units.trees import standing_at

from .details import Details
from .figures import Figures, GroupLine, main_target
from .introductions import introductions
from .ledger import Ledger
from .scope import Scope


def build(unit, period, *, as_of=None, deep=False):
    """The `Figures` of a unit and its direct children for a period, up to and including `as_of`; `deep`: of all units
    below these as well.

    Without a day, or for the last day that is stored, the stored figures are printed with the instant they were
    counted at; any other day is computed from the facts with the tree and the names of that day. What is not stored
    (ages of files, spans between steps, returns, earlier years) is read from the facts of that day at any time.
    Raises Refused when the unit was not there on the day.
    """
    today = timezone.localdate()
    day = min(as_of or today, period.ends)
    lines = _lines(unit, day, deep)
    ids = [line.unit.pk for line in lines]
    scope = Scope(unit, [line.unit for line in lines], day)
    kept = rolled_up(period, day, ids)
    if kept:
        counted_at, totals = kept[0], {pk: unpack(counts) for pk, counts in kept[1].items()}
    else:
        totals, counted_at = _computed(scope, period.starts, day), timezone.now()
    introduced = introductions(scope, period.starts, day)
    shown = as_of or last_day(period, today) or period.starts
    ledger = Ledger(period, ids, as_of=shown, day=day)
    details = Details(scope, period, day)
    stamp = {"as_of": shown, "computed_at": counted_at, "stored": bool(kept)}
    figures = {}
    for line in reversed(lines):  # children before parents
        pk = line.unit.pk
        counts = {**totals.get(pk, {}), **introduced[pk]}
        figures[pk] = Figures(
            **_named(line, period), **stamp, **_counted(counts), **_measured(pk, counts, ledger, details, period),
            children=tuple(figures[child] for child in line.children),
        )  # fmt: skip
    whole = figures[unit.pk]
    return replace(whole, **details.of_the_whole(whole.admitted))


@dataclass(frozen=True)
class _Line:
    """A unit that has a line in the report, as it was called on the day; `children`: ids of those that have lines."""

    unit: Unit
    name: str
    children: tuple[int, ...] = ()


def _lines(unit, day, deep):
    """Parents before children, the oldest child first."""
    standing = standing_at(unit, day)
    if standing is None:
        raise Refused(
            sentence=f"{unit} không hoạt động vào ngày {day:%d/%m/%Y}.", remedy="Chọn ngày hoặc kỳ khác."
        )
    if deep:
        return _all_below(unit, standing.name, day)
    whole = _Line(unit, standing.name, tuple(child.pk for child, _ in standing.children))
    return [whole, *(_Line(child, name) for child, name in standing.children)]


def _all_below(unit, name, day):
    here = DayTree(day, unit).within(unit, "unit__")
    names = dict(UnitName.objects.on(day).filter(here).values_list("unit_id", "name"))
    below = {}
    for link in UnitLink.objects.on(day).filter(here).select_related("unit").order_by("unit_id"):
        below.setdefault(link.parent_id, []).append(link.unit)
    lines, units = [], [unit]
    for one in units:  # grows while it is read
        children = below.get(one.pk, [])
        units += children
        lines.append(_Line(one, names.get(one.pk, name), tuple(child.pk for child in children)))
    return lines


def stored_at():
    """When the journal was last folded into the stored figures; None where it never was. A row that was last counted on
    an earlier day still holds: whatever happened since would have touched it."""
    return Cursor.objects.filter(name=CURSOR).values_list("at", flat=True).first()


def rolled_up(period, day, unit_ids):
    """(when the journal was last folded, {unit id: packed count}) of a day whose figures are stored; None where they
    are not, or not of every one of the units."""
    counted_at = stored_at()  # asked first: never later than what is read next
    if counted_at is None or day != last_day(period, timezone.localdate()):
        return None
    totals = packed(period, unit_ids)
    return (counted_at, totals) if totals.keys() >= set(unit_ids) else None


def _computed(scope, starts, day):
    own = own_counts_of(scope.paths, [(starts, day)])[starts, day]
    return scope.folded({scope.paths[pk]: unpack(counts) for pk, counts in own.items()})


def _named(line, period):
    unit = line.unit
    return {
        "unit": unit.code, "unit_id": unit.pk, "name": line.name, "kind": unit.kind,
        "period": period.code, "period_name": period.name, "starts": period.starts, "ends": period.ends,
        "counted_by": settings.COUNT_ADMITTED_BY,
    }  # fmt: skip


def _counted(counts):
    """What the roll-up's measures say by themselves."""
    single = ("recognised", "recognised_on_time", "recognised_late", "struck_off", "resigned")
    admitted = counts.get("admitted", 0)
    groups = {code: counts.get(f"group:{code}", 0) for code in GROUPS}
    return {
        "admitted": admitted,
        **{measure: counts.get(measure, 0) for measure in single},
        "groups": {code: GroupLine(n, percent(n, admitted)) for code, n in groups.items()},
        "pool": _present(counts, "pool", ADMISSION_LADDER),
        "probation": _present(counts, "probation", RECOGNITION_LADDER),
        "stopped": _present(counts, "stopped", StopReason.values),
        "introduced": _present(counts, "introduced", dict(INTRODUCERS)),
    }


def _measured(pk, counts, ledger, details, period):
    """What the unit is set against, and how well it works."""
    targets = ledger.targets(pk, counts)
    goal = ledger.goal(main_target(targets), pk)
    return {
        "targets": targets,
        "members": ledger.bases(pk, counts.get("admitted", 0)),
        "sessions": ledger.sessions(pk),
        **details.of_line(pk, goal, period.ends),
    }


def _present(counts, prefix, keys):
    found = {str(key): counts.get(f"{prefix}:{key}", 0) for key in keys}
    return {key: n for key, n in found.items() if n}
