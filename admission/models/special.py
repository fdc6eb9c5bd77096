"""What makes a file a special case: the person was a member before, or lives where there is no branch."""

from datetime import date

from django.db import models

from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate


class Readmission(models.Model):
    """Kết nạp lại: how the first membership began and ended. What is political is sealed."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, primary_key=True, related_name="readmission")
    admitted_on = models.DateField("ngày kết nạp lần trước")
    recognised_on = models.DateField("ngày công nhận chính thức lần trước", null=True)
    first_sponsors = models.CharField("người giới thiệu lần trước", max_length=200, blank=True)
    left_on = models.DateField("ngày ra khỏi Đảng")
    how = EncryptedTextField("cách ra khỏi Đảng")  # a code of `admission.states.LeftHow`
    cleared = EncryptedTextField("ngày được xóa án tích", blank=True)  # in ISO format
    earlier = models.PositiveSmallIntegerField("số lần đã được kết nạp lại", default=0)

    def __str__(self):
        return f"{self.candidate}: {self.left_on:%d/%m/%Y}"

    @property
    def record_cleared_on(self):
        return date.fromisoformat(self.cleared) if self.cleared else None


class EntrustedPlace(models.Model):
    """Nơi chưa có tổ chức đảng, đảng viên: the level above has the branch of the file help and do the paperwork."""

    candidate = models.OneToOneField(
        Candidate, models.PROTECT, primary_key=True, related_name="entrusted_place"
    )
    place = models.CharField("nơi chưa có tổ chức đảng", max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cấp ủy giao việc")
    number = models.CharField("số văn bản", max_length=60)
    assigned_on = models.DateField("ngày văn bản")

    def __str__(self):
        return f"{self.candidate}: {self.place}"
