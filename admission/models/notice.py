"""What a user is told of deadlines: reminders, how they want to hear of them, the secret link of their calendar."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partytrack.fields import EncryptedTextField

from .candidate import Candidate
from .dossier import Resolution


class Extension(models.Model):
    """Gia hạn xét quyết định: once for the branch resolution from which the span runs. Its reason is a `Remark`."""

    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="extension")
    granted_on = models.DateField("ngày gia hạn")

    def __str__(self):
        return f"Gia hạn ngày {self.granted_on:%d/%m/%Y}"


class Notice(models.Model):
    """Lời nhắc: one user told once of one deadline at one threshold. Names stay with the file; a restarted span is
    another deadline, by its `due_on`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)  # of the deadline
    due_on = models.DateField()
    threshold = models.CharField(max_length=10)  # key of `admission.domain.notices.THRESHOLDS`
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "lời nhắc"
        ordering = ["-id"]
        indexes = [models.Index(fields=["user"], name="notice_unread", condition=Q(read_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                name="notice_once", fields=["user", "candidate", "code", "due_on", "threshold"]
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.code} {self.due_on:%d/%m/%Y} {self.threshold}"


class Digest(models.TextChoices):
    NONE = "none", "Không gửi thư"
    DAILY = "daily", "Mỗi ngày một thư"
    WEEKLY = "weekly", "Mỗi tuần một thư, sáng thứ Hai"


class NoticeSettings(models.Model):
    """How one user wants to hear of deadlines outside of the system."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_settings")
    digest = models.CharField("thư tổng hợp", max_length=6, choices=Digest, default=Digest.NONE)
    address = EncryptedTextField("địa chỉ thư điện tử", blank=True)
    digested_on = models.DateField(
        null=True
    )  # the last day on which it was asked whether there is something to send

    def __str__(self):
        return f"{self.user}: {self.get_digest_display()}"


class FeedLink(models.Model):
    """The secret link under which a calendar program reads a user's deadlines. Only a hash of it is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feed_links")
    mark = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="feed_one_open", fields=["user"], condition=Q(revoked_at__isnull=True)
            )
        ]

    def __str__(self):
        return f"{self.user} {self.made_at:%d/%m/%Y}"
