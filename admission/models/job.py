"""Work that takes longer than a page may: what was asked for, how far it is, what came of it."""

from django.conf import settings
from django.db import models

from partytrack.fields import EncryptedTextField
from units.models import Unit

from .session import Session


class JobKind(models.TextChoices):
    """What is printed of a session."""

    DOCKET = "docket", "Danh sách trình và bản trích sao"
    RESULTS = "results", "Quyết định, danh sách và biên bản lễ kết nạp"
    MINUTES = "minutes", "Biên bản phiên họp"


class JobStatus(models.TextChoices):
    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang in"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không in được"


class Job(models.Model):
    """Một lượt in. Each paper is kept as a part when it is ready, so that work that was cut off goes on from there."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=8, choices=JobKind)
    status = models.CharField(max_length=8, choices=JobStatus, default=JobStatus.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(null=True)  # when the worker last said that it is alive

    class Meta:
        verbose_name = "lượt in"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.session}"

    @property
    def is_over(self):
        return self.status in (JobStatus.DONE, JobStatus.FAILED)


class JobPart(models.Model):
    """One printed paper as PDF, in base64 and sealed: it is full of people."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    content = EncryptedTextField(blank=True)  # blank: a paper that the file does not have

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="job_part_once", fields=["job", "position"])]

    def __str__(self):
        return f"{self.job} {self.position}"
