"""Who may do what where, and from when until when."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from units.querysets import GrantQuerySet

from .unit import Unit


class UserManager(BaseUserManager):
    def create_user(self, username, *, name, password=None):
        """A user who can sign in only once a password has been set."""
        user = self.model(username=username, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Người dùng. What a user may see and do comes from grants alone."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[
            ASCIIUsernameValidator(message="Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . _ - @ +")
        ],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    name = models.CharField("họ và tên", max_length=80)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_service = models.BooleanField("chỉ để nạp dữ liệu", default=False, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="user_service_never_active", condition=Q(is_service=False) | Q(is_active=False)
            )
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name


class Role(models.TextChoices):
    BRANCH_SECRETARY = "branch_secretary", "Bí thư chi bộ"
    COMMITTEE_OFFICER = "committee_officer", "Cán bộ đảng ủy cơ sở"
    BOARD_OFFICER = "board_officer", "Cán bộ Ban Tổ chức"
    RECORDER = "recorder", "Thư ký cấp ủy có thẩm quyền"
    AUDITOR = "auditor", "Cán bộ kiểm tra"
    UNIT_ADMIN = "unit_admin", "Quản trị đơn vị"


class Grant(models.Model):
    """Phân quyền: a role over a unit and everything below it, for a span of days."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name="người dùng")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="làm thay cho"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "phân quyền"
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="grant_range", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()} – {self.unit}"
