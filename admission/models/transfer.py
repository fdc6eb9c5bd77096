"""A file on its way from one branch of this installation to another."""

from django.db import models
from django.db.models import F, Q

from admission.querysets import TransferQuerySet
from admission.rules import figure
from admission.rules.spans import add_working_days
from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate


class TransferStatus(models.TextChoices):
    OPEN = "open", "Chờ nơi đến trả lời"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    DECLINED = "declined", "Nơi đến từ chối"
    WITHDRAWN = "withdrawn", "Nơi đi đã rút"


class Transfer(models.Model):
    """Giới thiệu chuyển hồ sơ: offered with a letter by the old side, then answered by the new one, or withdrawn.

    While it is open nobody does anything else to the file.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="chi bộ nơi đi")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="chi bộ nơi đến")
    number = models.CharField("số giấy giới thiệu", max_length=60)
    issued_on = models.DateField("ngày giấy giới thiệu")
    note = EncryptedTextField("ghi chú", blank=True)
    status = models.CharField(max_length=10, choices=TransferStatus, default=TransferStatus.OPEN)
    answered_on = models.DateField("ngày trả lời", null=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "giới thiệu chuyển hồ sơ"
        ordering = ["-id"]
        indexes = [models.Index(fields=["to_unit", "status"], name="transfer_incoming")]
        constraints = [
            models.UniqueConstraint(
                name="transfer_one_open", fields=["candidate"], condition=Q(status=TransferStatus.OPEN)
            ),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(from_unit=F("to_unit"))),
            models.CheckConstraint(
                name="transfer_answered_when",
                condition=Q(status=TransferStatus.OPEN, answered_on__isnull=True)
                | ~Q(status=TransferStatus.OPEN) & Q(answered_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Giấy giới thiệu {self.number} ngày {self.issued_on:%d/%m/%Y}"

    @property
    def unit(self):
        """Where whoever answers it acts."""
        return self.to_unit

    @property
    def is_open(self):
        return self.status == TransferStatus.OPEN

    @property
    def due_on(self):
        """By when the person presents the letter at the new branch; later, it is shown as late."""
        days = figure("TRANSFER_60_WORKING_DAYS", "working_days", self.issued_on)
        return add_working_days(self.issued_on, days)

    @property
    def is_late(self):
        """Taken after the days in which the letter is to be presented."""
        return self.status == TransferStatus.ACCEPTED and self.answered_on > self.due_on
