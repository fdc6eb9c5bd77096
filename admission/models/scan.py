"""A scan of a paper: the row in the database; the content lies sealed in the vault, under `name`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partytrack.fields import EncryptedTextField

from .candidate import Candidate


class ScanKind(models.TextChoices):
    """Loại tệp, by the media type under which it is sent."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "Ảnh JPEG"
    PNG = "image/png", "Ảnh PNG"


class Scan(models.Model):
    """Một bản chụp của giấy tờ. A withdrawn one keeps its row and its content, and is no longer part of the file."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="scans")
    code = models.CharField("mẫu", max_length=20)  # the item of the checklist that it shows
    name = models.CharField(max_length=32, unique=True)  # in the vault: random, tells nothing
    kind = models.CharField("loại tệp", max_length=20, choices=ScanKind)
    size = models.PositiveIntegerField("dung lượng")  # bytes of the content, unsealed
    pages = models.PositiveIntegerField("số trang")
    sha256 = models.CharField(max_length=64)  # of the content that is kept
    received_sha256 = models.CharField(max_length=64)  # of what was sent, before metadata was taken out
    attached_at = models.DateTimeField("đính kèm lúc", auto_now_add=True)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawal_reason = EncryptedTextField("lý do rút", blank=True)

    class Meta:
        verbose_name = "bản chụp"
        ordering = ["id"]
        indexes = [models.Index(fields=["candidate", "code"], name="scan_candidate_code")]
        constraints = [
            models.UniqueConstraint(
                name="scan_once_in_file",
                fields=["candidate", "received_sha256"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="scan_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
            ),
        ]

    def __str__(self):
        return f"Bản chụp {self.code} {self.pk}"

    @property
    def is_image(self):
        return self.kind != ScanKind.PDF
