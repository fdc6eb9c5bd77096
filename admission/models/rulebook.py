"""What an installation adds to the rule pack: instruments, changed figures, moved days, a unit's own requirements.

Rows begin on a later day than they are switched on, so nothing that was judged before is judged anew.
"""

from django.db import models
from django.db.models import Q

from admission.states import Round
from units.models import Unit, User


class Confidence(models.TextChoices):
    """How well a row is known, as shown to whoever administers the rules."""

    CONFIRMED = "C", "Đã xác nhận"
    SECOND_HAND = "S", "Theo nguồn trích lại"
    KNOWLEDGE = "K", "Theo hiểu biết chung, chưa xác nhận"
    UNCERTAIN = "U", "Chưa chắc chắn"


class Series(models.TextChoices):
    """A line of instruments of which the newest replaces the one before."""

    STATUTE = "statute", "Điều lệ Đảng"
    REGULATION = "regulation", "Quy định thi hành Điều lệ Đảng"
    GUIDE = "guide", "Hướng dẫn của Ban Bí thư"
    FORMS = "forms", "Hướng dẫn của Ban Tổ chức Trung ương về nghiệp vụ, biểu mẫu"
    YOUTH = "youth", "Luật Thanh niên"
    HOUSE = "house", "Cài đặt của hệ thống"


class AddedInstrument(models.Model):
    """Văn bản mới, that replaces the last of its series from a day on."""

    series = models.CharField("loại văn bản", max_length=12, choices=Series)
    number = models.CharField("số, ký hiệu", max_length=80)
    issued_on = models.DateField("ngày ban hành")
    since = models.DateField("có hiệu lực từ ngày")
    confidence = models.CharField("mức xác nhận", max_length=1, choices=Confidence)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                name="instrument_number_and_day",
                fields=["number", "issued_on"],
                violation_error_message="Văn bản này đã có.",
            )
        ]

    def __str__(self):
        return f"{self.number} ({self.issued_on:%d/%m/%Y})"

    @property
    def key(self):
        return f"VB-{self.pk}"


class ChangeStatus(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    ON = "on", "Đã bật"
    DROPPED = "dropped", "Đã bỏ"


class RuleChange(models.Model):
    """A corrected figure, or the successor of a rule, from a day on. Never changed once it is on: the next row is."""

    code = models.CharField(max_length=40)
    since = models.DateField("áp dụng từ ngày")
    source = models.CharField("văn bản", max_length=20)  # key of an instrument, or a series
    clause = models.CharField("điều, khoản, điểm", max_length=80, blank=True)
    figures = models.JSONField(default=dict)
    confidence = models.CharField("mức xác nhận", max_length=1, choices=Confidence)
    note = models.CharField("lý do, ghi chú", max_length=300)
    status = models.CharField(max_length=8, choices=ChangeStatus, default=ChangeStatus.DRAFT)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                name="rule_change_one_a_day", fields=["code", "since"], condition=Q(status=ChangeStatus.ON)
            )
        ]

    def __str__(self):
        return f"{self.code} {self.since:%d/%m/%Y}"


class MovedDay(models.Model):
    """Ngày nghỉ hoán đổi: a working day of rest, and the day of rest that is worked in exchange."""

    rests = models.DateField("ngày nghỉ", unique=True)
    works = models.DateField("ngày làm bù", null=True, blank=True, unique=True)
    decision = models.CharField("văn bản", max_length=120)

    class Meta:
        ordering = ["-rests"]

    def __str__(self):
        return f"{self.rests:%d/%m/%Y}"


class LocalRequirement(models.Model):
    """Yêu cầu riêng of a unit for everybody below it: a paper or a condition more than the rules ask, never less."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requirements", verbose_name="đơn vị")
    round = models.CharField("áp dụng khi", max_length=12, choices=Round)
    title = models.CharField("yêu cầu", max_length=160)
    decision = models.CharField("văn bản của đơn vị", max_length=120)
    since = models.DateField("áp dụng từ ngày")
    until = models.DateField("thôi áp dụng từ ngày", null=True, blank=True)

    class Meta:
        ordering = ["unit", "since", "id"]

    def __str__(self):
        return self.title


class LocalProof(models.Model):
    """How a file meets a unit's own requirement."""

    requirement = models.ForeignKey(LocalRequirement, models.PROTECT, related_name="proofs")
    candidate = models.ForeignKey("admission.Candidate", models.PROTECT, related_name="local_proofs")
    on = models.DateField("ngày")
    text = models.CharField("số giấy tờ hoặc căn cứ", max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.requirement}: {self.text}"
