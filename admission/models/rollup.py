"""Stored figures. Derived: `manage.py rollup --rebuild` makes them anew from the facts."""

from django.db import models

from units.models import Period, Unit


class Rollup(models.Model):
    """The counts of one unit in one period: its own people's, and those of its whole subtree.

    `own` and `total` map a measure ("admitted", "pool:nurtured", "group:female" …) to its count; zeros are left out.
    They hold as of the last day of the period or of the day of counting, whichever is earlier, and include every
    journal entry up to `seq`.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+")
    own = models.JSONField(default=dict)
    total = models.JSONField(default=dict)
    as_of = models.DateField()
    seq = models.BigIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="rollup_once", fields=["unit", "period"])]

    def __str__(self):
        return f"{self.unit} {self.period}"
