"""The monthly session of a deciding body: its agenda, who attended, what it concluded."""

from django.db import models
from django.db.models import Q

from admission.querysets import SessionQuerySet
from admission.states import Outcome, Round
from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate


class SessionStatus(models.TextChoices):
    PLANNED = "planned", "Đang chuẩn bị"
    LOCKED = "locked", "Đã chốt chương trình"
    PARTLY = "partly", "Đã công bố một phần"
    RELEASED = "released", "Đã công bố kết quả"


PUBLISHED = (SessionStatus.PARTLY, SessionStatus.RELEASED)


class Session(models.Model):
    """Phiên họp xét kết nạp. Outcomes stay with the session until it is released; a file whose outcome cannot take
    effect then stays behind in it, and the session is PARTLY released until it has none of those."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sessions", verbose_name="cấp có thẩm quyền")
    held_on = models.DateField("ngày họp")
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED)
    submit_by = models.DateField("hạn nộp hồ sơ", null=True)
    signer = models.CharField("người ký quyết định", max_length=80, blank=True)
    unlocked_because = EncryptedTextField("lý do mở lại chương trình", blank=True)
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
    def is_planned(self):
        return self.status == SessionStatus.PLANNED

    @property
    def is_locked(self):
        return self.status == SessionStatus.LOCKED

    @property
    def is_published(self):
        """Something of it has taken effect: nothing in it is a plan any more."""
        return self.status in PUBLISHED

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
    votes_for = models.PositiveIntegerField("tán thành", null=True)
    votes_against = models.PositiveIntegerField("không tán thành", null=True)
    published = models.BooleanField("đã công bố", default=False)
    problems = EncryptedTextField("chưa công bố được vì", blank=True)

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


class SessionMinutes(models.Model):
    """Thành phần dự phiên họp: who chaired and wrote, how many members the body has and how many were there."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    members = models.PositiveIntegerField("tổng số thành viên")
    present = models.PositiveIntegerField("có mặt")
    absent = EncryptedTextField("vắng mặt, lý do", blank=True)
    chair = models.CharField("chủ trì", max_length=80)
    secretary = models.CharField("thư ký", max_length=80)

    class Meta:
        verbose_name = "biên bản phiên họp"
        constraints = [
            models.CheckConstraint(
                name="minutes_present",
                condition=Q(present__lte=models.F("members")),
                violation_error_message="Số có mặt không được nhiều hơn tổng số thành viên.",
            )
        ]

    def __str__(self):
        return f"Biên bản {self.session}"
