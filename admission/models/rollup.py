"""Stored figures. Derived: `manage.py rollup --rebuild` makes them anew from the facts."""

from django.db import models

from units.models import Period, Unit


class CountedPeriod(models.Model):
    """What the stored figures of a period are worth: as of which day (the last of the period or the day of counting,
    whichever is earlier), up to which journal entry. `opening_hash` seals the rows of `Opening` when they are made."""

    period = models.OneToOneField(Period, models.CASCADE, primary_key=True, related_name="+")
    as_of = models.DateField()
    seq = models.BigIntegerField()
    counted_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opening_hash = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return f"{self.period} {self.as_of}"


class OfUnit(models.Model):
    """A row for a unit and a period. No constraints to either: a quarter of a million rows are written at once, and
    all of them can be made anew."""

    pk = models.CompositePrimaryKey("period_id", "unit_id")
    period = models.ForeignKey(Period, models.CASCADE, db_constraint=False, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, db_constraint=False, db_index=False, related_name="+")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.unit} {self.period}"


class Rollup(OfUnit):
    """The packed counts (`admission.measures`) of one unit in one period: `total` of its whole subtree, `own` of its
    own people; null where that is the same, as in every branch."""

    own = models.BinaryField(null=True)
    total = models.BinaryField()


class Opening(OfUnit):
    """The members that a period began with, of the whole subtree and of the unit itself. Counted once and frozen."""

    full = models.BigIntegerField()
    probationary = models.BigIntegerField()
    own_full = models.BigIntegerField()
    own_probationary = models.BigIntegerField()
