"""Thẩm tra lý lịch: who is asked about, whom, by when, and what was answered. All of it political, hence sealed."""

from django.db import models
from django.db.models import Q

from partytrack.fields import EncryptedTextField

from .candidate import Candidate

RELATION = 20  # length of the codes in admission.relatives.RELATIONS


class Verification(models.Model):
    """Một công văn thẩm tra lý lịch và trả lời."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="verifications")
    number = models.CharField("số công văn", max_length=60)
    sent_on = models.DateField("ngày gửi")
    addressee = models.CharField("nơi nhận", max_length=200)
    abroad = models.BooleanField("thẩm tra ở nước ngoài", default=False)
    due_on = models.DateField("hạn trả lời")  # as the letter says it
    replied_on = models.DateField("ngày trả lời", null=True)
    conclusion = EncryptedTextField("kết luận", blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_on"], name="verification_out", condition=Q(replied_on__isnull=True))
        ]

    def __str__(self):
        return f"Công văn {self.number}"


class Verified(models.Model):
    """A person of the family table, as they were when the row was written. `key` names them in the table; the
    applicant's is "self"."""

    key = models.CharField(max_length=40)
    relation = models.CharField("quan hệ", max_length=RELATION)
    name = EncryptedTextField("họ và tên")

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self):
        return self.key


class VerifiedPerson(Verified):
    """Người được thẩm tra theo một công văn."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="persons")


class WaiverReason(models.TextChoices):
    """Vì sao không phải thẩm tra."""

    DECEASED = "deceased", "Đã mất"
    PARTY_MEMBER = "party_member", "Là đảng viên, đã được khai đầy đủ, trung thực"
    UNREACHABLE = "unreachable", "Không xác định được nơi ở, không còn liên lạc"
    OTHER = "other", "Lý do khác"


class VerificationWaiver(Verified):
    """Cấp ủy ghi một người không phải thẩm tra, and why."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="verification_waivers")
    reason = models.CharField("lý do", max_length=20, choices=WaiverReason)
    note = EncryptedTextField("ghi rõ", blank=True)
    waived_on = models.DateField("ngày ghi")


class VerificationReminder(models.Model):
    """Công văn đôn đốc."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="reminders")
    number = models.CharField("số công văn đôn đốc", max_length=60)
    sent_on = models.DateField("ngày gửi")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Công văn đôn đốc {self.number}"


class HistoryConclusion(models.Model):
    """Kết luận của cấp ủy khi chứng nhận lý lịch, over all that was answered."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="history_conclusions")
    certified_on = models.DateField("ngày chứng nhận")
    text = EncryptedTextField("kết luận")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Kết luận {self.certified_on:%d/%m/%Y}"
