"""A meeting of a branch, a section's or a base committee, and the files that it took up."""

from django.db import models
from django.db.models import Q

from admission.querysets import MeetingQuerySet
from admission.states import Round
from partytrack.fields import EncryptedTextField
from units.models import Unit

from .candidate import Candidate
from .dossier import Body


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    CLOSED = "closed", "Đã ghi kết quả"


class Meeting(models.Model):
    """Cuộc họp xét: who came is written once, then each file has a vote (a section: an appraisal) of its own.

    A draft may lack anything but unit and day. Officials are those who may vote: full members of a branch, members of
    a committee; probationary members come and do not vote.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name="tổ chức họp")
    body = models.CharField("hội nghị", max_length=10, choices=Body)
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("bắt đầu lúc", null=True)
    ends_at = models.TimeField("kết thúc lúc", null=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.CharField("chủ trì", max_length=80, blank=True)
    chair_post = models.CharField("chức vụ của chủ trì", max_length=80, blank=True)
    secretary = models.CharField("thư ký", max_length=80, blank=True)
    secretary_post = models.CharField("chức vụ của thư ký", max_length=80, blank=True)
    entitled = models.PositiveIntegerField("tổng số có quyền biểu quyết", null=True)
    exempt_absent = models.PositiveIntegerField("được miễn sinh hoạt, vắng", default=0)
    present = models.PositiveIntegerField("có mặt", null=True)
    probationary = models.PositiveIntegerField("đảng viên dự bị", default=0)
    probationary_present = models.PositiveIntegerField("đảng viên dự bị có mặt", default=0)
    first_number = models.CharField("số nghị quyết tiếp theo", max_length=60, blank=True)
    status = models.CharField(max_length=8, choices=MeetingStatus, default=MeetingStatus.DRAFT)
    version = models.PositiveIntegerField(default=0)
    opened_by_request = models.UUIDField(unique=True)  # a second click opens no second meeting
    saved_by_request = models.UUIDField(null=True)  # nor does a form that is sent again save twice

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["unit", "held_on"], name="meeting_unit_day")]

    def __str__(self):
        return f"{self.get_body_display()} họp ngày {self.held_on:%d/%m/%Y}"

    @property
    def is_closed(self):
        return self.status == MeetingStatus.CLOSED

    @property
    def counted(self):
        """Whom a majority is taken of: all officials but those who were excused and stayed away."""
        return None if self.entitled is None else max(self.entitled - self.exempt_absent, 0)

    @property
    def absent(self):
        """Officials who count and did not come."""
        return None if None in (self.entitled, self.present) else self.counted - self.present

    @property
    def probationary_absent(self):
        return self.probationary - self.probationary_present


class AbsentAs(models.TextChoices):
    OFFICIAL = "official", "Chính thức"
    EXEMPT = "exempt", "Được miễn, hoặc sinh hoạt nơi khác"
    PROBATIONARY = "probationary", "Dự bị"


class Absence(models.Model):
    """Một đồng chí vắng mặt, và lý do."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="absences")
    name = models.CharField("họ và tên", max_length=80)
    counts_as = models.CharField("diện", max_length=12, choices=AbsentAs, default=AbsentAs.OFFICIAL)
    reason = EncryptedTextField("lý do", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class ItemOutcome(models.TextChoices):
    PASSED = "passed", "Đạt"
    FAILED = "failed", "Không đạt"
    AGREED = "agreed", "Nhất trí"
    DISAGREED = "disagreed", "Không nhất trí"


class MeetingItem(models.Model):
    """One file before a meeting. The free conclusions are of a person, and sealed; without an `outcome` nothing has
    been recorded on the file yet."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="meeting_items")
    round = models.CharField(max_length=12, choices=Round)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    votes_for = models.PositiveIntegerField("tán thành", null=True)
    votes_against = models.PositiveIntegerField("không tán thành", null=True)
    agrees = models.BooleanField("nhất trí với đề nghị", null=True)  # a section's appraisal
    objections = EncryptedTextField("lý do không tán thành", blank=True)
    strengths = EncryptedTextField("ưu điểm", blank=True)
    weaknesses = EncryptedTextField("khuyết điểm", blank=True)
    background = EncryptedTextField("về lý lịch", blank=True)
    awareness = EncryptedTextField("ý thức giác ngộ chính trị", blank=True)
    qualities = EncryptedTextField("phẩm chất", blank=True)
    ability = EncryptedTextField("năng lực", blank=True)
    standing = EncryptedTextField("uy tín", blank=True)
    outcome = models.CharField("kết quả", max_length=10, choices=ItemOutcome, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="meeting_file_once", fields=["meeting", "candidate"]),
            models.CheckConstraint(
                name="meeting_item_votes",
                condition=~Q(outcome__in=["passed", "failed"])
                | Q(votes_for__isnull=False, votes_against__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.meeting}: {self.candidate}"

    @property
    def is_recorded(self):
        return self.outcome != ""
