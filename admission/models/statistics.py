"""What the official tables ask of a person beyond the first items of form 2-KNĐ."""

from django.db import models

from admission.catalogues import ACADEMIC_TITLES, JOBS
from partytrack.fields import EncryptedTextField

from .candidate import Candidate


class YesNo(models.TextChoices):
    YES = "yes", "Có"
    NO = "no", "Không"


class StatisticalFacts(models.Model):
    """Thông tin cho biểu thống kê. Blank: nobody asked, which the tables count as unknown and never as "no"."""

    candidate = models.OneToOneField(
        Candidate, models.PROTECT, primary_key=True, related_name="statistical_facts"
    )
    job = models.CharField("nghề nghiệp theo biểu thống kê", max_length=20, choices=JOBS, blank=True)
    academic_title = models.CharField(
        "chức danh khoa học", max_length=20, choices=ACADEMIC_TITLES, blank=True
    )
    private_owner = models.CharField("chủ doanh nghiệp tư nhân", max_length=3, choices=YesNo, blank=True)
    foreign_marriage = EncryptedTextField("hôn nhân với người nước ngoài", blank=True)  # codes of `YesNo`
    family_planning = EncryptedTextField("vi phạm chính sách dân số", blank=True)

    def __str__(self):
        return f"Thông tin thống kê {self.candidate_id}"


STATISTICAL_FIELDS = ("job", "academic_title", "private_owner", "foreign_marriage", "family_planning")
