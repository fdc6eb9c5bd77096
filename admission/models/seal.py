"""Reports as they were sent: sealed, and never changed again."""

from django.conf import settings
from django.db import models

from partytrack.journal.models import Entry
from units.models import Period, Unit


class ReportKind(models.TextChoices):
    """What can be sealed. The words stand inside a sentence."""

    QUOTA = "quota", "Báo cáo kết quả thực hiện chỉ tiêu"
    OFFICIAL = "official", "Thống kê đảng viên mới kết nạp"


class SealedReport(models.Model):
    """Báo cáo đã gửi. Rows are only ever inserted, by `admission.domain.seal`; triggers refuse the rest.

    `figures` is canonical JSON, `figures_hash` its SHA-256; `file` names the PDF in the vault, `file_hash` is of its
    bytes. `number` counts the sealed reports of a unit in a year. `earlier` is the one that this one restates.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sealed_reports")
    kind = models.CharField("loại báo cáo", max_length=8, choices=ReportKind)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    as_of = models.DateField("tính đến hết ngày")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("số niêm phong")
    figures = models.TextField()
    figures_hash = models.CharField(max_length=64)
    file = models.CharField(max_length=32)
    file_hash = models.CharField(max_length=64)
    file_bytes = models.PositiveIntegerField()
    earlier = models.OneToOneField("self", models.PROTECT, null=True, related_name="later")
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, models.PROTECT, to_field="uid", related_name="+")

    class Meta:
        verbose_name = "báo cáo đã niêm phong"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="seal_number", fields=["unit", "year", "number"]),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} số {self.label}"

    @property
    def label(self):
        """ "03/2026" """
        return f"{self.number:02d}/{self.year}"
