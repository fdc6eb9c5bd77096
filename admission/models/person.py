"""What identifies a person: the first items of form 2-KNĐ."""

from django.core.validators import RegexValidator
from django.db import models

from admission.catalogues import ETHNIC_GROUPS, OCCUPATIONS, QUALIFICATIONS, RELIGIONS, SCHOOLING
from partytrack.fields import EncryptedTextField, fingerprint
from partytrack.vi import fold, name_key


class Sex(models.TextChoices):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"


class Person(models.Model):
    """Columns shared by the file of a candidate and by the record of a member."""

    full_name = models.CharField("họ và tên khai sinh", max_length=80)
    other_name = models.CharField("tên gọi khác", max_length=80, blank=True)
    sort_key = models.CharField(max_length=255, editable=False, default="")
    search = models.CharField(max_length=170, editable=False, default="")
    sex = models.CharField("giới tính", max_length=6, choices=Sex)
    born_on = models.DateField("ngày sinh")
    citizen_id = EncryptedTextField(
        "số căn cước công dân", validators=[RegexValidator(r"^\d{12}$", "Số căn cước gồm đúng 12 chữ số.")]
    )
    citizen_id_mark = models.CharField(
        max_length=64, editable=False
    )  # keyed fingerprint: finds equals, tells nothing
    ethnicity = models.CharField("dân tộc", max_length=20, choices=ETHNIC_GROUPS, default="kinh")
    religion = models.CharField("tôn giáo", max_length=20, choices=RELIGIONS, default="none")
    birthplace = models.CharField(
        "nơi đăng ký khai sinh", max_length=200, help_text="Xã (phường), tỉnh (thành phố)"
    )
    birthplace_old = models.CharField("tên cũ của nơi khai sinh", max_length=200, blank=True)
    hometown = models.CharField("quê quán", max_length=200, help_text="Xã (phường), tỉnh (thành phố)")
    hometown_old = models.CharField("tên cũ của quê quán", max_length=200, blank=True)
    residence = models.CharField(
        "nơi thường trú", max_length=200, help_text="Số nhà, thôn (tổ dân phố), xã, tỉnh"
    )
    residence_old = models.CharField("tên cũ của nơi thường trú", max_length=200, blank=True)
    occupation = models.CharField("nhóm nghề nghiệp", max_length=20, choices=OCCUPATIONS)
    schooling = models.CharField("giáo dục phổ thông", max_length=20, choices=SCHOOLING)
    qualification = models.CharField(
        "trình độ chuyên môn", max_length=20, choices=QUALIFICATIONS, default="none"
    )
    youth_union_on = models.DateField("ngày vào Đoàn", null=True, blank=True)
    trade_union_on = models.DateField("ngày vào Công đoàn", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.full_name

    def derive(self):
        """Set what follows from the name and the number. Called by whoever changes them, before saving."""
        self.sort_key = name_key(self.full_name)
        self.search = fold(f"{self.full_name} {self.other_name}")[:170]  # folding can make a text longer: ﬃ
        self.citizen_id_mark = fingerprint(self.citizen_id)

    @property
    def citizen_id_masked(self):
        return "•" * 9 + self.citizen_id[-3:]


PERSON_FIELDS = tuple(field.name for field in Person._meta.local_fields)
