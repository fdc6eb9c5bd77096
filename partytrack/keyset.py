"""Pages of a long list by a place in its order, not by a number: every page costs the same, however deep, and no row
is shown twice or missed while others come and go.

    page = page_of(files, request.GET, order=("sort_key", "id"), size=25)

The place travels in the address as ?sau= or ?truoc=, sealed: what a list is sorted by can be a name.
"""

import json
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, Q, Subquery
from django.db.models.query import ValuesIterable

from partytrack.fields import WrongKey, decrypt, encrypt

AFTER, BEFORE = "sau", "truoc"
MOST = 1000  # counted exactly up to here; above, "more than" says enough


class Count(NamedTuple):
    """How many rows there are. `more`: at least one more than `number`."""

    number: int
    more: bool = False


@dataclass(frozen=True)
class Slice:
    """One page for components/slice.html. `before` and `after`: the places that the pages beside it begin from, sealed;
    None where there is none."""

    rows: list
    before: str | None
    after: str | None
    count: Count

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def page_of(rows, asked, *, order, size, counted=True):
    """The `Slice` of a queryset that the address asks for; its beginning where that cannot be read or nothing is left.

    `order`: fields without nulls, the last one unique, each with "-" where it falls. Of a queryset of values the number
    of rows is asked along with them. `counted`: False where counting would be dear: it is then more than a page.
    """
    place, back = _place_in(asked, len(order))
    with_length = _with_length(rows) if counted else rows
    found = _read(with_length, order, place, back, size)
    if place and not found:
        place, back = None, False
        found = _read(with_length, order, None, False, size)
    more = len(found) > size
    if more:
        del found[0 if back else -1]
    earlier, later = (more, True) if back else (place is not None, more)
    return Slice(
        rows=found,
        before=_sealed(found[0], order) if earlier else None,
        after=_sealed(found[-1], order) if later else None,
        count=_count(rows, found, size, counted) if earlier or later else Count(len(found)),
    )


def count_of(rows):
    """The `Count` of a queryset, which reads no more than `MOST` rows and one."""
    return _capped(rows.order_by()[: MOST + 1].count())


class _Counting(Subquery):
    """How many rows a subquery gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _with_length(rows):
    """Rows of values that each say how many of them there are."""
    if not issubclass(rows._iterable_class, ValuesIterable):
        return rows
    return rows.annotate(list_length=_Counting(rows.order_by().values("pk")[: MOST + 1]))


def _count(rows, found, size, counted):
    if not counted:
        return Count(size, more=True)
    return _capped(found[0]["list_length"]) if isinstance(found[0], dict) else count_of(rows)


def _capped(number):
    return Count(min(number, MOST), number > MOST)


def _read(rows, order, place, back, size):
    """One page and one row more, in the order of the list."""
    if place:
        try:
            rows = rows.filter(_beyond(order, place, back))
        except (ValidationError, ValueError, TypeError):  # sealed by a list in another order
            return []
    found = rows.order_by(*(_turned(name) if back else name for name in order))[: size + 1]
    return list(found)[:: -1 if back else 1]


def _beyond(order, place, back):
    """Rows after the place, or before it. The first condition is of the first field alone: an index serves it."""
    first, *_ = order
    beyond, same = Q(pk__in=[]), Q()
    for name, value in zip(order, place, strict=True):
        beyond |= same & Q(**{f"{name.lstrip('-')}__{_side(name, back)}": value})
        same &= Q(**{name.lstrip("-"): value})
    return Q(**{f"{first.lstrip('-')}__{_side(first, back)}e": place[0]}) & beyond


def _side(name, back):
    return "lt" if name.startswith("-") != back else "gt"


def _turned(name):
    return name[1:] if name.startswith("-") else f"-{name}"


def _sealed(row, order):
    values = [_value(row, name.lstrip("-")) for name in order]
    return encrypt(json.dumps(values, default=str))


def _value(row, name):
    for part in name.split("__"):
        row = row[name] if isinstance(row, dict) else getattr(row, part)
    return row


def _place_in(asked, length):
    """(the values of the row that the address names, whether to go back from it); (None, False) without one."""
    back = AFTER not in asked
    try:
        place = json.loads(decrypt(asked[BEFORE if back else AFTER]))
    except (KeyError, ValueError, InvalidTag, WrongKey):
        return None, False
    return (place, back) if len(place) == length else (None, False)
