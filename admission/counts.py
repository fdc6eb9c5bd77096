"""Counts that other apps show: of files beside each unit of the tree, of reminders in the frame of every page."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr

from admission.models import Candidate, Notice
from partytrack.templatetags.ui import count_of
from units.permissions import can


def open_files(user, units):
    """{unit id: "12 hồ sơ"} for those of the units in which the user may see files; one query."""
    units = [unit for unit in units if can(user, "candidate.view", unit)]
    if not units:
        return {}
    counts = _counts_by_path(user, [unit.path for unit in units])
    return {unit.pk: count_of(_total(counts, unit.path), "hồ sơ") for unit in units}


def _counts_by_path(user, paths):
    """Open files under each path of at most the greatest length asked for."""
    files = Candidate.objects.visible_to(user).open()
    near = files.filter(unit__path__gte=min(paths), unit__path__lt=max(path + "~" for path in paths))
    places = near.annotate(place=Substr("unit__path", 1, max(map(len, paths)))).order_by()
    return places.values_list("place").annotate(Count("pk"))


def _total(counts, path):
    return sum(files for place, files in counts if place.startswith(path))


def unread_notices():
    """The reminders that wait for the user of a grant, as a column of `Grant`."""
    waiting = Notice.objects.filter(user=OuterRef("user"), read_at__isnull=True).order_by()
    return Coalesce(Subquery(waiting.values("user").annotate(number=Count("pk")).values("number")), 0)
