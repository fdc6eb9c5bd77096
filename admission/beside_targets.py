"""What files and members say beside the field of a target: sources ready, last year's result, members counted."""

from collections import Counter, defaultdict
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Substr

from admission.counting import ADMITTED_AT
from admission.models import Candidate, MemberPlacement, Standing
from admission.states import ADMISSION_LADDER, State
from units.models import UnitLink
from units.subtrees import DayTree


def sources_ready(units):
    """{unit id: [(step in words, files), …]} of people who are not admitted yet, in the order of the ladder."""
    counts = _by_unit(Candidate.objects.filter(state__in=ADMISSION_LADDER), units, "state")
    return {
        pk: [(state.label, steps[state]) for state in map(State, ADMISSION_LADDER) if steps[state]]
        for pk, steps in counts.items()
    }


def admitted_between(units, starts, ends):
    """{unit id: people admitted from one day to another}, by today's tree."""
    state = ADMITTED_AT[settings.COUNT_ADMITTED_BY]
    reached = Standing.objects.filter(state=state, marks__isnull=False, valid_from__range=(starts, ends))
    return {pk: steps[state] for pk, steps in _by_unit(reached, units, "state").items()}


def _by_unit(rows, units, column):
    """{unit id: Counter of `column`} over the subtrees of units that stand near each other; one query."""
    depth = max(len(unit.path) for unit in units)
    paths = [unit.path for unit in units]
    near = rows.filter(unit__path__gte=min(paths), unit__path__lt=max(path + "~" for path in paths))
    places = near.annotate(place=Substr("unit__path", 1, depth)).order_by()
    counts, lengths = defaultdict(Counter), {len(path) for path in paths}
    for place, value, number in places.values_list("place", column).annotate(Count("pk")):
        for length in lengths:
            counts[place[:length]][value] += number if len(place) >= length else 0
    return {unit.pk: counts[unit.path] for unit in units}


def members_counted(units, day):
    """{unit id: (full, probationary)} of the list of members at the end of a day, by the tree of that day; units that
    were not there are left out. Reads the members of these units only."""
    there = set(UnitLink.objects.on(day).filter(unit__in=units).values_list("unit_id", flat=True))
    tree, found = DayTree(day), {unit.path: unit for unit in units if unit.pk in there}
    totals = {unit.pk: [0, 0] for unit in found.values()}
    for path, full, everybody in _members_of(found, tree, day):
        for unit in (found[one] for one in tree.chain(path) if one in found):
            totals[unit.pk][0] += full
            totals[unit.pk][1] += everybody - full
    return {pk: tuple(counts) for pk, counts in totals.items()}


def _members_of(found, tree, day):
    """(path, full, everybody) of each branch below any of the units `found`; of those that lie in each other the
    topmost is asked only."""
    tops = [unit for path, unit in found.items() if not found.keys() & set(tree.chain(path)[:-1])]
    below = reduce(or_, (tree.within(unit, "unit__") for unit in tops), Q(pk__in=[]))
    still = Q(member__left_on__isnull=True) | Q(member__left_on__gt=day)
    members = MemberPlacement.objects.on(day).filter(below, still, member__joined_on__lte=day).order_by()
    full = Count("pk", filter=Q(member__full_from__lte=day))
    return members.values_list("unit__path").annotate(full=full, everybody=Count("pk"))
