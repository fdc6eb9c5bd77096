"""Classes of the Party's courses: who is invited, who attended, who got which certificate."""

from django.db import models
from django.db.models import F, Q

from admission.querysets import TrainingClassQuerySet
from partytrack.vi import fold
from units.models import Unit

from .candidate import Candidate
from .dossier import PaperCode


class ClassKind(models.TextChoices):
    AWARENESS = "awareness", "Lớp bồi dưỡng nhận thức về Đảng"
    NEW_MEMBER = "new_member", "Lớp bồi dưỡng đảng viên mới"


PAPER_OF = {
    ClassKind.AWARENESS: PaperCode.CERTIFICATE,
    ClassKind.NEW_MEMBER: PaperCode.NEW_MEMBER_CLASS,
}


class TrainingClass(models.Model):
    """Một lớp bồi dưỡng. `pass_sessions` and `pass_mark` are its rule for passing; without a mark nothing is marked."""

    kind = models.CharField("loại lớp", max_length=10, choices=ClassKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="classes", verbose_name="đơn vị tổ chức")
    title = models.CharField("tên lớp", max_length=200)
    starts = models.DateField("khai giảng")
    ends = models.DateField("bế giảng")
    place = models.CharField("địa điểm", max_length=200)
    sessions = models.PositiveSmallIntegerField("số buổi")
    capacity = models.PositiveSmallIntegerField("sức chứa")
    pass_sessions = models.PositiveSmallIntegerField("số buổi tối thiểu để đạt")
    pass_mark = models.PositiveSmallIntegerField("điểm tối thiểu để đạt", null=True)
    version = models.PositiveIntegerField(default=0)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = "lớp bồi dưỡng"
        ordering = ["-starts", "id"]
        constraints = [
            models.CheckConstraint(name="class_days", condition=Q(ends__gte=F("starts"))),
            models.CheckConstraint(
                name="class_pass_rule",
                condition=Q(capacity__gte=1, sessions__gte=1, pass_sessions__gte=1)
                & Q(pass_sessions__lte=F("sessions"))
                & (Q(pass_mark__isnull=True) | Q(pass_mark__lte=10)),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def paper_code(self):
        return PAPER_OF[self.kind]


class Invitation(models.Model):
    """Chỉ tiêu chiêu sinh: how many seats a unit and those below it have."""

    training = models.ForeignKey(TrainingClass, models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations", verbose_name="đơn vị")
    seats = models.PositiveSmallIntegerField("số chỗ")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="invited_once", fields=["training", "unit"])]

    def __str__(self):
        return f"{self.unit}: {self.seats}"


class Result(models.TextChoices):
    PASS = "pass", "Đạt"
    FAIL = "fail", "Chưa đạt"
    ABSENT = "absent", "Không dự học"


class Enrolment(models.Model):
    """Học viên: one person in one class, on a seat of the unit that was invited."""

    training = models.ForeignKey(TrainingClass, models.PROTECT, related_name="enrolments")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="enrolments")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="enrolments")
    attended = models.PositiveSmallIntegerField("số buổi dự", null=True)
    mark = models.DecimalField("điểm", max_digits=4, decimal_places=2, null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="enrolled_once", fields=["training", "candidate"]),
            models.CheckConstraint(name="enrolment_mark", condition=Q(mark__isnull=True) | Q(mark__lte=10)),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.training}"

    @property
    def result(self):
        """By the rule of the class; None until attendance, and the mark where there is one, are recorded."""
        if self.attended is None:
            return None
        if not self.attended:
            return Result.ABSENT
        if self.attended < self.training.pass_sessions:
            return Result.FAIL
        if self.training.pass_mark is None:
            return Result.PASS
        if self.mark is None:
            return None
        return Result.PASS if self.mark >= self.training.pass_mark else Result.FAIL


class Certificate(models.Model):
    """Giấy chứng nhận as it was issued. Its number is its issuer's own within the year."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    full_name = models.CharField("họ và tên", max_length=80)
    born_on = models.DateField("ngày sinh")
    branch = models.CharField("chi bộ", max_length=200)
    number = models.CharField("số", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    issued_on = models.DateField("ngày cấp")
    issuer = models.CharField("nơi cấp", max_length=200)
    issuer_key = models.CharField(max_length=200, editable=False)
    place = models.CharField("nơi ký", max_length=80)
    signer_title = models.CharField("chức vụ người ký", max_length=80)
    signer = models.CharField("người ký", max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="certificate_number_once", fields=["issuer_key", "year", "number"])
        ]

    def __str__(self):
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"


def issuer_key(issuer):
    """By which an issuer is known, however its name is typed."""
    return fold(issuer)[:200]
