"""The personal history of an applicant (form 2-KNĐ) as it is being written, and what reviewers say of its fields."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partytrack.fields import EncryptedTextField

from .candidate import Candidate


class PersonalHistory(models.Model):
    """Lý lịch của người xin vào Đảng. `content` is the JSON of `admission.personal_history.content`, sealed as a whole:
    no part of it is read but by those who may open a file. Changes only through `admission.domain.personal_history`."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="personal_history")
    content = EncryptedTextField(default="")
    version = models.PositiveIntegerField(default=0)
    # The page that wrote last, and its how-manieth message: a page never conflicts with itself, and a message that
    # was overtaken on its way does not undo the later one.
    page = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "lý lịch của người xin vào Đảng"

    def __str__(self):
        return f"Lý lịch {self.candidate_id}"


class FieldRemark(models.Model):
    """Nhận xét về một mục của lý lịch. Stays open until the branch ticks it off; never rewritten or deleted.

    `field` names what is meant: "" the section, "born" a field of it, "a1b2" a row, "a1b2-born" a field of a row.
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="field_remarks")
    section = models.CharField(max_length=20)
    field = models.CharField(max_length=40, blank=True)
    text = EncryptedTextField()
    level = models.CharField(max_length=12)  # at which level of the ladder the reviewer stands
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    fixed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["candidate", "section"], name="fieldremark_section")]
        constraints = [
            models.CheckConstraint(
                name="fieldremark_fixed_by_whom",
                condition=Q(fixed_by__isnull=True, fixed_at__isnull=True)
                | Q(fixed_by__isnull=False, fixed_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"Nhận xét {self.pk}"

    @property
    def is_open(self):
        return self.fixed_at is None
