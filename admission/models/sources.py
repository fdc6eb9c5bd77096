"""The source list of a branch: where its people come from, what it asks of them, how it reviews them every month."""

from django.db import models
from django.db.models import F, Q

from admission.catalogues import INTRODUCERS, SOURCE_GROUPS
from admission.states import StopReason
from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate
from .dossier import Helper


class Origin(models.Model):
    """Nguồn phát triển: which group a person belongs to, which organisation introduced them, and when."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, primary_key=True, related_name="origin")
    group = models.CharField("nhóm đối tượng", max_length=20, choices=SOURCE_GROUPS)
    introduced_by = models.CharField("tổ chức giới thiệu", max_length=16, choices=INTRODUCERS, blank=True)
    introduced_on = models.DateField("ngày giới thiệu", null=True)

    class Meta:
        indexes = [models.Index(fields=["introduced_on", "introduced_by"], name="origin_introduced")]
        constraints = [
            models.CheckConstraint(
                name="origin_introduced_when",
                condition=Q(introduced_by="", introduced_on__isnull=True)
                | ~Q(introduced_by="") & Q(introduced_on__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_group_display()}"


class Verdict(models.TextChoices):
    """Kết luận rà soát đối với một người."""

    KEEP = "keep", "Tiếp tục bồi dưỡng"
    PAUSE = "pause", "Tạm dừng"
    STOP = "stop", "Thôi theo dõi"


class PauseReason(models.TextChoices):
    AWAY = "away", "Đi học, đi làm xa một thời gian"
    HEALTH = "health", "Sức khỏe, thai sản"
    FAMILY = "family", "Hoàn cảnh gia đình"
    EFFORT = "effort", "Cần phấn đấu thêm"
    CHECK = "check", "Chờ làm rõ một việc"


REVIEW_REASONS = (*PauseReason.choices, *StopReason.choices)


class SourceReview(models.Model):
    """Rà soát nguồn of one branch in one month, amended until the month is over."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="source_reviews", verbose_name="chi bộ")
    month = models.DateField("tháng")  # its first day
    reviewed_on = models.DateField("ngày rà soát")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month", "id"]
        constraints = [
            models.UniqueConstraint(name="review_once_a_month", fields=["unit", "month"]),
            models.CheckConstraint(
                name="review_first_of_month", condition=Q(month__day=1, reviewed_on__gte=F("month"))
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.month:%m/%Y}"


class ReviewLine(models.Model):
    """What a review concluded on one person. The note is sealed."""

    review = models.ForeignKey(SourceReview, models.PROTECT, related_name="lines")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="review_lines")
    verdict = models.CharField("kết luận", max_length=5, choices=Verdict)
    reason = models.CharField("lý do", max_length=12, choices=REVIEW_REASONS, blank=True)
    note = EncryptedTextField("ghi chú", blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="review_line_once", fields=["review", "candidate"]),
            models.CheckConstraint(
                name="review_line_says_why",
                condition=Q(verdict="keep", reason="") | ~Q(verdict="keep") & ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_verdict_display()}"


class TrialTask(models.Model):
    """Việc được giao để thử thách. Sealed: it tells how a person is judged."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="trial_tasks")
    text = EncryptedTextField("việc được giao")
    given_on = models.DateField("ngày giao")
    due_on = models.DateField("hoàn thành trước ngày")
    done_on = models.DateField("ngày hoàn thành", null=True)
    result = EncryptedTextField("kết quả", blank=True)

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="trial_task_days",
                condition=Q(due_on__gte=F("given_on"))
                & (Q(done_on__isnull=True) | Q(done_on__gte=F("given_on"))),
            )
        ]

    def __str__(self):
        return f"{self.candidate}: {self.given_on:%d/%m/%Y}"


class Grade(models.TextChoices):
    GOOD = "good", "Tốt"
    FAIR = "fair", "Khá"
    WEAK = "weak", "Yếu"


class Assessment(models.Model):
    """Nhận xét của đảng viên giúp đỡ, on a day."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="assessments")
    helper = models.ForeignKey(Helper, models.PROTECT, related_name="assessments")
    assessed_on = models.DateField("ngày nhận xét")
    grade = models.CharField("mức", max_length=4, choices=Grade)
    text = EncryptedTextField("nhận xét")

    class Meta:
        ordering = ["assessed_on", "id"]

    def __str__(self):
        return f"{self.candidate}: {self.get_grade_display()}"
