"""Saved questions to the explorer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.hierarchy import line
from units.models import Unit


class SavedViewQuerySet(models.QuerySet):
    def offered(self, user, unit):
        """What the user can open on the page of a unit: their own, and what is shared with it from there or above."""
        return self.filter(Q(owner=user) | Q(shared=True, unit__path__in=line(unit.path)))


class SavedView(models.Model):
    """Mẫu phân tích: rows, columns and filters under a name. It holds no unit and no number: whoever opens it asks the
    same of the unit on their own page, and sees what they may see. `unit` is where it was made; shared, it is offered
    there and below."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField("tên mẫu", max_length=80)
    query = models.CharField(max_length=500)  # of the address
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "unit", "name"], name="saved_view_name")]

    def __str__(self):
        return self.name
