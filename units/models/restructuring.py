"""One recorded restructuring: its draft, its steps in order, what it changed, and which unit followed which."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.querysets import RestructuringQuerySet, SuccessionQuerySet

from .unit import Kind, Unit


class RestructuringStatus(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ phê duyệt"
    APPROVED = "approved", "Đã phê duyệt, chờ ngày hiệu lực"
    APPLIED = "applied", "Đã thực hiện"
    UNDONE = "undone", "Đã hoàn tác"


class TargetRule(models.TextChoices):
    """What becomes of the targets of merged units, for periods that have not ended."""

    SUM = "sum", "Cộng chỉ tiêu của các đơn vị cũ"
    REISSUE = "reissue", "Giao lại số mới cho đơn vị sau sáp nhập"
    KEEP = "keep", "Giữ chỉ tiêu của đơn vị cũ đến hết kỳ"


class GrantRule(models.TextChoices):
    """What becomes of the roles that people hold in merged units."""

    FOLLOW = "follow", "Chuyển vai trò sang đơn vị mới"
    END = "end", "Thôi vai trò, phân quyền lại sau"


def actor_key(words):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=words
    )


class Restructuring(models.Model):
    """Phương án sắp xếp tổ chức đảng. `unit` is the one from whose administration it is drafted and approved.

    `rehearsal` is what the last rehearsal found, made of ids and numbers alone; `rehearsed_seq` the journal's last
    number at that moment, by which a later change is known.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="restructurings", verbose_name="đơn vị chủ trì"
    )
    title = models.CharField("tên phương án", max_length=200)
    decision = models.CharField("số quyết định", max_length=80)
    decided_on = models.DateField("ngày quyết định")
    effective_on = models.DateField("ngày có hiệu lực")
    target_rule = models.CharField("chỉ tiêu", max_length=8, choices=TargetRule, default=TargetRule.SUM)
    grant_rule = models.CharField("vai trò", max_length=8, choices=GrantRule, default=GrantRule.FOLLOW)
    status = models.CharField(max_length=10, choices=RestructuringStatus, default=RestructuringStatus.DRAFT)
    returned_because = models.CharField("lý do trả lại", max_length=400, blank=True)
    version = models.PositiveIntegerField(default=0)
    rehearsal = models.JSONField(null=True)
    rehearsed_seq = models.BigIntegerField(null=True)
    rehearsed_at = models.DateTimeField(null=True)
    drafted_by = actor_key("người soạn")
    drafted_at = models.DateTimeField(auto_now_add=True)
    submitted_by = actor_key("người trình")
    approved_by = actor_key("người phê duyệt")
    approved_at = models.DateTimeField(null=True)
    applied_by = actor_key("người thực hiện")  # None: the task of beat
    applied_at = models.DateTimeField(null=True)
    undone_by = actor_key("người hoàn tác")
    undone_at = models.DateTimeField(null=True)

    objects = RestructuringQuerySet.as_manager()

    class Meta:
        verbose_name = "phương án sắp xếp"
        ordering = ["-effective_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="restructuring_two_people",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("drafted_by")),
            ),
            models.CheckConstraint(
                name="restructuring_approved",
                condition=~Q(status__in=["approved", "applied", "undone"]) | Q(approved_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_draft(self):
        return self.status == RestructuringStatus.DRAFT

    @property
    def is_applied(self):
        return self.status == RestructuringStatus.APPLIED


class StepKind(models.TextChoices):
    CREATE = "create", "Thành lập mới"
    MERGE = "merge", "Sáp nhập, hợp nhất"
    SPLIT = "split", "Chia, tách đảng bộ"
    DIVIDE = "divide", "Chia, tách chi bộ"
    MOVE = "move", "Chuyển đơn vị trực thuộc"
    RENAME = "rename", "Đổi tên"
    CLOSE = "close", "Kết thúc hoạt động"
    POWER = "power", "Quyền quyết định kết nạp"


class RestructuringStep(models.Model):
    """One step. Units are named by their codes, since some exist only once the steps before were carried out.

    create: `target` is the new unit (`name`, `unit_kind`, `parent`, `decides`). merge: `sources` become `target`, which
    is one of them, another unit, or new. split: `sources` leave their unit for `target`, another unit or new. move:
    `sources` go under `target`. divide: some `people` of the branch in `sources` go to `target`, another branch or a
    new one: {section: {"go": [ids], "shown": [ids of all who could be chosen]}}. rename: `target` is called `name`.
    close: `sources` end. power: `target` `decides`.
    `reissue`: the new figures of `target` as [period id, by, of, value].
    """

    restructuring = models.ForeignKey(Restructuring, models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    kind = models.CharField("việc", max_length=8, choices=StepKind)
    sources = models.JSONField(default=list)
    target = models.CharField(max_length=80, blank=True)
    name = models.CharField("tên", max_length=200, blank=True)
    unit_kind = models.CharField("loại hình", max_length=16, choices=Kind, blank=True)
    parent = models.CharField("mã đơn vị cấp trên", max_length=80, blank=True)
    decides = models.BooleanField("được quyền quyết định kết nạp", null=True)
    reissue = models.JSONField(default=list)
    people = models.JSONField(null=True)

    class Meta:
        ordering = ["restructuring", "position"]
        constraints = [models.UniqueConstraint(name="step_position", fields=["restructuring", "position"])]

    def __str__(self):
        return f"{self.position}. {self.get_kind_display()}"


class RestructuringTrace(models.Model):
    """Rows of one table that the application of a restructuring made or changed, in the order of writing, so that it
    can be undone. `rows`: of made ones the ids; of changed ones [id, {field: before}, {field: after}]."""

    restructuring = models.ForeignKey(Restructuring, models.PROTECT, related_name="traces")
    table = models.CharField(max_length=60)  # "units.unitlink"
    made = models.BooleanField()
    rows = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.restructuring}: {self.table}"


class UnitSuccession(models.Model):
    """From a day on, a closed unit goes on in another: its people, and the figures of what was done in it."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="succession")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    valid_from = models.DateField()
    restructuring = models.ForeignKey(Restructuring, models.PROTECT, related_name="successions")

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="succession_differs", condition=~Q(unit=models.F("successor")))
        ]

    def __str__(self):
        return f"{self.unit} → {self.successor}"
