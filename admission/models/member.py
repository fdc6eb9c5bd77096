"""The record of a person's membership."""

from django.db import models
from django.db.models import Q

from admission.querysets import MemberQuerySet
from units.models import Unit
from units.querysets import DatedQuerySet

from .candidate import Candidate
from .person import Person


class Member(Person):
    """Đảng viên: opened at the ceremony, or imported for people who were members before.

    Two clocks: probation runs from the ceremony (`joined_on`), seniority from the decision (`decided_on`).
    """

    candidate = models.OneToOneField(Candidate, models.PROTECT, null=True, related_name="member")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name="chi bộ")
    decided_on = models.DateField("ngày quyết định kết nạp")
    joined_on = models.DateField("ngày vào Đảng")
    full_from = models.DateField("ngày chính thức", null=True)
    left_on = models.DateField("ngày rời", null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "đảng viên"
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(name="member_dates", condition=Q(joined_on__gte=models.F("decided_on"))),
        ]

    def seniority(self, on):
        """Tuổi đảng in whole years on a day; None until recognised (Điều lệ Đảng 2011, Art. 5.4)."""
        if self.full_from is None or on < self.full_from:
            return None
        before_the_day = (on.month, on.day) < (self.decided_on.month, self.decided_on.day)
        return on.year - self.decided_on.year - before_the_day


class MemberPlacement(models.Model):
    """In which branch a member stands, from a day until another."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="placement_one_open", fields=["member"], condition=Q(valid_to__isnull=True)
            )
        ]

    def __str__(self):
        return f"{self.member} – {self.unit}"
