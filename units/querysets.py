"""The only ways to rows: what holds on a day, what lies below a unit, what a user may see."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Rows in force on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class UnitQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)

    def subtree_of(self, *units):
        """The units and everything below them in today's tree. No unit gives no row."""
        return self.filter(within([unit.path for unit in units]))

    def in_scope_of(self, user, action):
        """Where a user may do something, judged by the grants of today."""
        from units.permissions import scope_paths  # permissions needs the models that need this module

        return self.filter(within(scope_paths(user, action)))


def within(paths, field="path"):
    """A condition: `field` lies in one of these subtrees. A range, since an index serves it on both databases."""
    ranges = [Q(**{f"{field}__gte": path, f"{field}__lt": path + "~"}) for path in paths]
    return reduce(or_, ranges) if ranges else Q(pk__in=[])


class GrantQuerySet(models.QuerySet):
    def in_force(self, day=None):
        day = day or timezone.localdate()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class RestructuringQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Plans of the units over which the user drafts or approves them."""
        from units.permissions import scope_paths  # as above

        paths = [*scope_paths(user, "unit.restructure"), *scope_paths(user, "unit.approve")]
        return self.filter(within(paths, "unit__path"))


class SuccessionQuerySet(models.QuerySet):
    def heirs(self):
        """{id of a closed unit: id of the unit in which it went on}, which may have closed since."""
        return dict(self.order_by().values_list("unit_id", "successor_id"))

    def into(self, unit_ids):
        """Ids of the units that went on in these, at once or by way of others."""
        found, asked = set(), set(unit_ids)
        while asked:
            asked = set(self.filter(successor__in=asked).values_list("unit_id", flat=True)) - found
            found |= asked
        return found
