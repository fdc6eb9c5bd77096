"""Periods, the ledger of targets, and the membership counts that rates are taken of."""

from django.db import models
from django.db.models import F, Q

from .unit import Unit


class PeriodKind(models.TextChoices):
    YEAR = "year", "Năm"
    HALF = "half", "Sáu tháng"
    QUARTER = "quarter", "Quý"
    MONTH = "month", "Tháng"
    TERM = "term", "Nhiệm kỳ"
    PLAN = "plan", "Giai đoạn"


class Period(models.Model):
    """Kỳ chỉ tiêu. Periods may overlap: an admission counts in each one that contains its day."""

    code = models.CharField("mã kỳ", max_length=80, unique=True)
    kind = models.CharField("loại kỳ", max_length=8, choices=PeriodKind)
    name = models.CharField("tên kỳ", max_length=120)
    starts = models.DateField("từ ngày")
    ends = models.DateField("đến hết ngày")

    class Meta:
        verbose_name = "kỳ chỉ tiêu"
        ordering = ["-starts", "ends", "code"]
        constraints = [
            models.CheckConstraint(
                name="period_range",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self):
        return self.name


class TargetBy(models.TextChoices):
    ASSIGNED = "assigned", "Cấp trên giao"
    REGISTERED = "registered", "Đơn vị đăng ký"
    RESOLUTION = "resolution", "Nghị quyết đại hội"
    PLAN = "plan", "Kế hoạch"


class Basis(models.TextChoices):
    TERM_START = "term_start", "Đầu nhiệm kỳ"
    YEAR_END = "year_end", "Cuối năm trước"
    COUNTED = "counted", "Thực có"


class How(models.TextChoices):
    DECLARED = "declared", "Đơn vị báo cáo"
    COUNTED = "counted", "Đếm từ danh sách"


class Target(models.Model):
    """One line of the ledger. Lines are never changed: the next line for the same unit, period, kind and group
    supersedes, and the table as it stood on a day can be rebuilt."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name="đơn vị")
    period = models.ForeignKey(Period, models.PROTECT, related_name="targets", verbose_name="kỳ")
    by = models.CharField("loại chỉ tiêu", max_length=12, choices=TargetBy)
    of = models.CharField("tính cho", max_length=24, default="all")
    value = models.PositiveIntegerField("số người", null=True, blank=True)
    rate = models.DecimalField("tỷ lệ %", max_digits=6, decimal_places=2, null=True, blank=True)
    basis = models.CharField("so với số đảng viên", max_length=12, choices=Basis, blank=True)
    at_least = models.BooleanField("là mức tối thiểu (“từ … trở lên”)", default=False)
    decided_on = models.DateField("ngày văn bản")
    decision = models.CharField("số văn bản", max_length=120)
    reason = models.CharField("lý do điều chỉnh", max_length=300, blank=True, default="")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        ordering = ["decided_on", "id"]
        indexes = [models.Index(fields=["period", "unit"], name="target_period_unit")]
        constraints = [
            models.CheckConstraint(
                name="target_value_or_rate",
                condition=Q(value__isnull=False, rate__isnull=True, basis="")
                | Q(value__isnull=True, rate__gt=0) & ~Q(basis=""),
                violation_error_message="Nhập số người, hoặc nhập tỷ lệ kèm số đảng viên để so.",
            )
        ]

    def __str__(self):
        return f"{self.unit} {self.period} {self.by}: {self.value if self.rate is None else self.rate}"


class MembershipCount(models.Model):
    """Số đảng viên của một đơn vị vào một ngày: the named base of a rate. Lines are never changed: a later one for the
    same unit, day and basis corrects the earlier, and needs a reason once that was used (`used_at`: by a report)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="membership_counts", verbose_name="đơn vị")
    on = models.DateField("tính đến ngày")
    full = models.PositiveIntegerField("đảng viên chính thức")
    probationary = models.PositiveIntegerField("đảng viên dự bị")
    basis = models.CharField("loại số liệu", max_length=12, choices=Basis)
    how = models.CharField("nguồn số liệu", max_length=8, choices=How, default=How.DECLARED)
    reason = models.CharField("lý do sửa", max_length=300, blank=True, default="")
    entered_at = models.DateTimeField(auto_now_add=True, null=True)
    used_at = models.DateTimeField("dùng trong báo cáo từ", null=True)

    class Meta:
        verbose_name = "số đảng viên"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["unit", "on"], name="members_unit_on")]

    def __str__(self):
        return f"{self.unit} {self.on}: {self.total}"

    @property
    def total(self):
        return self.full + self.probationary
