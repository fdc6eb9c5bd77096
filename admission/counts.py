"""Counts that many pages show: open files beside units and by step, reminders in the frame of every page."""

from collections import Counter

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from admission.models import Candidate, CountedPeriod, Notice
from admission.rollups import stored
from admission.states import ADMISSION_LADDER, OPEN
from partytrack.templatetags.ui import count_of
from units.models import Period, Unit
from units.permissions import WIDE, can, scope_paths


def files_by_step(user):
    """{step: number of open files} in the user's scope; of a whole province or more, as stored."""
    wide = list(Unit.objects.filter(path__in=scope_paths(user, "candidate.view"), kind__in=WIDE).order_by())
    kept = _stored(wide)
    if kept is None:
        files = Candidate.objects.visible_to(user).open().order_by()
        return dict(files.values_list("state").annotate(Count("pk")))
    counts = sum((Counter(kept.get(unit.pk, {})) for unit in wide), Counter())
    return {state: counts[_measure(state)] for state in OPEN if counts[_measure(state)]}


def open_files(user, units):
    """{unit id: "12 hồ sơ"} for those of the units in which the user may see files; one query, and one of what is
    stored for provinces."""
    units = [unit for unit in units if can(user, "candidate.view", unit)]
    wide = [unit for unit in units if unit.kind in WIDE]
    kept = _stored(wide) or {}
    totals = {pk: sum(counts.get(_measure(state), 0) for state in OPEN) for pk, counts in kept.items()}
    near = [unit for unit in units if unit.pk not in kept]
    counts = _counts_by_path(user, [unit.path for unit in near]) if near else ()
    totals |= {unit.pk: _total(counts, unit.path) for unit in near}
    return {pk: count_of(total, "hồ sơ") for pk, total in totals.items()}


def unread_notices():
    """The reminders that wait for the user of a grant, as a column of `Grant`."""
    waiting = Notice.objects.filter(user=OuterRef("user"), read_at__isnull=True).order_by()
    return Coalesce(Subquery(waiting.values("user").annotate(number=Count("pk")).values("number")), 0)


def _stored(units):
    """What is stored of today for these units; None where there are none, or no period of today is counted yet."""
    if not units:
        return None
    today = timezone.localdate()
    counted = CountedPeriod.objects.order_by().values("period")
    current = Period.objects.filter(starts__lte=today, ends__gte=today, pk__in=counted)
    period = current.order_by("pk").first()
    return stored(period, [unit.pk for unit in units]) if period else None


def _measure(state):
    return f"{'pool' if state in ADMISSION_LADDER else 'probation'}:{state}"


def _counts_by_path(user, paths):
    """Open files under each path of at most the greatest length asked for."""
    files = Candidate.objects.visible_to(user).open()
    near = files.filter(unit__path__gte=min(paths), unit__path__lt=max(path + "~" for path in paths))
    places = near.annotate(place=Substr("unit__path", 1, max(map(len, paths)))).order_by()
    return list(places.values_list("place").annotate(Count("pk")))


def _total(counts, path):
    return sum(files for place, files in counts if place.startswith(path))
