"""Whom organisations introduced, in each line of a report: read from the facts of its day."""

from collections import Counter

from django.db.models import Count

from admission import selections

from .keys import key


def introductions(scope, starts, day):
    """{line id: Counter of "introduced:<organisation>"} over the days from `starts` to `day`; one query."""
    rows = selections.rows("introduced", starts, day, where=scope.rows()).order_by()
    columns = ("unit__path", "candidate__origin__introduced_by")
    by_unit = {}
    for path, organisation, n in rows.values_list(*columns).annotate(Count("pk")):
        by_unit.setdefault(path, Counter())[key("introduced", organisation)] += n
    return scope.folded(by_unit)
