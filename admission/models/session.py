"""The monthly session of a deciding body, and its agenda."""

from django.db import models
from django.db.models import Q

from admission.querysets import SessionQuerySet
from admission.states import Outcome, Round
from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate


class SessionStatus(models.TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    RELEASED = "released", "Đã công bố kết quả"


class Session(models.Model):
    """Phiên họp xét kết nạp. Outcomes stay with the session until it is released, all at once."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sessions", verbose_name="cấp có thẩm quyền")
    held_on = models.DateField("ngày họp")
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED)
    signer = models.CharField("người ký quyết định", max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp"
        ordering = ["-held_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="session_once_a_day",
                fields=["unit", "held_on"],
                violation_error_message="Ngày này đã có một phiên họp.",
            )
        ]

    def __str__(self):
        return f"Phiên họp ngày {self.held_on:%d/%m/%Y}"

    @property
    def is_released(self):
        return self.status == SessionStatus.RELEASED


class AgendaItem(models.Model):
    """One file on the agenda, with its outcome once the body has met."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="agenda_items")
    round = models.CharField(max_length=12, choices=Round)
    outcome = models.CharField("kết luận", max_length=6, choices=Outcome, blank=True)
    reason = EncryptedTextField("lý do", blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="agenda_once", fields=["session", "candidate"]),
            models.UniqueConstraint(
                name="agenda_number",
                fields=["session", "round", "number"],
                condition=~Q(number=""),
                violation_error_message="Số quyết định này đã dùng trong phiên họp.",
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.candidate}"
