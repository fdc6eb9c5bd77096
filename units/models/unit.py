"""Party organisations and their tree over time. Ranges of days are half-open: [valid_from, valid_to)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from units.querysets import DatedQuerySet, UnitQuerySet


class Kind(models.TextChoices):
    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "Đảng bộ tỉnh, thành phố"
    SUPERIOR = "superior", "Đảng bộ cấp trên trực tiếp cơ sở"
    BASE_COMMITTEE = "base_committee", "Đảng bộ cơ sở"
    BASE_BRANCH = "base_branch", "Chi bộ cơ sở"
    SECTION = "section", "Đảng bộ bộ phận"
    BRANCH = "branch", "Chi bộ trực thuộc"


BASE_KINDS = (Kind.BASE_COMMITTEE, Kind.BASE_BRANCH)  # the base organisations (TCCSĐ)
PEOPLE_KINDS = (Kind.BRANCH, Kind.BASE_BRANCH)  # people belong to branches


class Unit(models.Model):
    """Tổ chức đảng. An identity that never changes meaning; name, parent and powers are dated rows beside it.

    `name`, `parent` and `path` repeat today's rows (of a closed unit: its last ones). `units.hierarchy` alone writes
    them. `path` is the chain of fixed-width steps from the root, compared byte by byte: a subtree is a range of it.
    """

    code = models.CharField("mã đơn vị", max_length=80, unique=True)
    kind = models.CharField("loại hình", max_length=16, choices=Kind)
    name = models.CharField("tên đơn vị", max_length=200)
    search = models.CharField(max_length=200, db_index=True, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="trực thuộc"
    )
    path = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 — null for the moment between insert and path
    closed_on = models.DateField("kết thúc hoạt động từ", null=True)
    tags = models.ManyToManyField("Tag", related_name="units", blank=True, verbose_name="khối, nhóm")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["path"]
        indexes = [models.Index(Upper("code"), name="unit_code_upper")]

    def __str__(self):
        return self.name

    @property
    def is_open(self):
        return self.closed_on is None


class Tag(models.Model):
    """A grouping that is not a level of the tree, such as "khối doanh nghiệp"."""

    name = models.CharField("tên nhóm", max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Dated(models.Model):
    """A fact about a unit that holds from a day until another, with the decision it rests on."""

    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)
    decision = models.CharField("số quyết định", max_length=80, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_range", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
            models.UniqueConstraint(
                name="%(class)s_one_open", fields=["unit"], condition=Q(valid_to__isnull=True)
            ),
        ]


class UnitName(Dated):
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class UnitLink(Dated):
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="child_links")

    def __str__(self):
        return f"{self.unit} < {self.parent}"


class UnitPower(Dated):
    """Days on which the committee of a unit may decide admissions (được quyền quyết định kết nạp)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="powers")

    def __str__(self):
        return f"{self.unit} quyết định kết nạp"
