"""Work that takes longer than a page may: what was asked for, how far it is, what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partytrack.fields import EncryptedTextField
from units.models import Period, Unit

from .session import Session


class JobKind(models.TextChoices):
    """What is made: of a session, or (BOOKS) of a unit and a period."""

    DOCKET = "docket", "Danh sách trình và bản trích sao"
    RESULTS = "results", "Quyết định, danh sách và biên bản lễ kết nạp"
    MINUTES = "minutes", "Biên bản phiên họp"
    BOOK = "book", "Tập số liệu các đơn vị"
    SHEET = "sheet", "Tập số liệu các đơn vị, bản Excel"


SESSION_KINDS = (JobKind.DOCKET, JobKind.RESULTS, JobKind.MINUTES)
BOOKS = (JobKind.BOOK, JobKind.SHEET)


class JobStatus(models.TextChoices):
    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang in"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không in được"


class Job(models.Model):
    """Một lượt in, of a session or of a unit's figures on a day of a period.

    What is ready is kept in parts, so that work that was cut off goes on from there; when all is done the parts become
    one file of the vault, which is kept for some days.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="jobs")
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")
    as_of = models.DateField(null=True)
    kind = models.CharField(max_length=8, choices=JobKind)
    status = models.CharField(max_length=8, choices=JobStatus, default=JobStatus.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=32, blank=True)  # a name of the vault, while the file is kept
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # how often a worker took it up
    touched_at = models.DateTimeField(null=True)  # when the worker last said that it is alive

    class Meta:
        verbose_name = "lượt in"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="job_of_what",
                condition=Q(
                    kind__in=["book", "sheet"], session=None, period__isnull=False, as_of__isnull=False
                )
                | ~Q(kind__in=["book", "sheet"]) & Q(session__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.session or self.unit}"

    @property
    def noun(self):
        """What its parts are called."""
        return "phần" if self.kind in BOOKS else "giấy tờ"

    @property
    def ending(self):
        """Of the name of its file."""
        return "xlsx" if self.kind == JobKind.SHEET else "pdf"

    @property
    def is_over(self):
        return self.status in (JobStatus.DONE, JobStatus.FAILED)


class JobPart(models.Model):
    """One piece of the work, sealed: it is full of people. From position 0 on PDFs in base64; at FROZEN what a book
    prints, as text."""

    FROZEN = -1

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts")
    position = models.IntegerField()
    content = EncryptedTextField(blank=True)  # blank: a paper that the file does not have

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="job_part_once", fields=["job", "position"])]

    def __str__(self):
        return f"{self.job} {self.position}"
