"""Restructurings: draft, steps, what they changed, and which unit followed which."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0004_targets")]
    operations = [
        migrations.CreateModel(
            name="Restructuring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tên phương án")),
                ("decision", models.CharField(max_length=80, verbose_name="số quyết định")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("effective_on", models.DateField(verbose_name="ngày có hiệu lực")),
                (
                    "target_rule",
                    models.CharField(
                        choices=[
                            ("sum", "Cộng chỉ tiêu của các đơn vị cũ"),
                            ("reissue", "Giao lại số mới cho đơn vị sau sáp nhập"),
                            ("keep", "Giữ chỉ tiêu của đơn vị cũ đến hết kỳ"),
                        ],
                        default="sum",
                        max_length=8,
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "grant_rule",
                    models.CharField(
                        choices=[
                            ("follow", "Chuyển vai trò sang đơn vị mới"),
                            ("end", "Thôi vai trò, phân quyền lại sau"),
                        ],
                        default="follow",
                        max_length=8,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn"),
                            ("submitted", "Chờ phê duyệt"),
                            ("approved", "Đã phê duyệt, chờ ngày hiệu lực"),
                            ("applied", "Đã thực hiện"),
                            ("undone", "Đã hoàn tác"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "returned_because",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do trả lại"),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("rehearsal", models.JSONField(null=True)),
                ("rehearsed_seq", models.BigIntegerField(null=True)),
                ("rehearsed_at", models.DateTimeField(null=True)),
                ("drafted_at", models.DateTimeField(auto_now_add=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thực hiện",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người phê duyệt",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người soạn",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hoàn tác",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restructurings",
                        to="units.unit",
                        verbose_name="đơn vị chủ trì",
                    ),
                ),
            ],
            options={
                "verbose_name": "phương án sắp xếp",
                "ordering": ["-effective_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RestructuringStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("create", "Thành lập mới"),
                            ("merge", "Sáp nhập, hợp nhất"),
                            ("split", "Chia, tách"),
                            ("move", "Chuyển đơn vị trực thuộc"),
                            ("rename", "Đổi tên"),
                            ("close", "Kết thúc hoạt động"),
                            ("power", "Quyền quyết định kết nạp"),
                        ],
                        max_length=8,
                        verbose_name="việc",
                    ),
                ),
                ("sources", models.JSONField(default=list)),
                ("target", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="tên")),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Trung ương"),
                            ("province", "Đảng bộ tỉnh, thành phố"),
                            ("superior", "Đảng bộ cấp trên trực tiếp cơ sở"),
                            ("base_committee", "Đảng bộ cơ sở"),
                            ("base_branch", "Chi bộ cơ sở"),
                            ("section", "Đảng bộ bộ phận"),
                            ("branch", "Chi bộ trực thuộc"),
                        ],
                        max_length=16,
                        verbose_name="loại hình",
                    ),
                ),
                ("parent", models.CharField(blank=True, max_length=80, verbose_name="mã đơn vị cấp trên")),
                ("decides", models.BooleanField(null=True, verbose_name="được quyền quyết định kết nạp")),
                ("reissue", models.JSONField(default=list)),
                (
                    "restructuring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="units.restructuring",
                    ),
                ),
            ],
            options={
                "ordering": ["restructuring", "position"],
            },
        ),
        migrations.CreateModel(
            name="RestructuringTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=60)),
                ("made", models.BooleanField()),
                ("rows", models.JSONField()),
                (
                    "restructuring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="units.restructuring",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                (
                    "restructuring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="units.restructuring",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="units.unit",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succession",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="restructuring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="restructuring_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="restructuring",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["approved", "applied", "undone"]), _negated=True),
                    ("approved_by__isnull", False),
                    _connector="OR",
                ),
                name="restructuring_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="restructuringstep",
            constraint=models.UniqueConstraint(fields=("restructuring", "position"), name="step_position"),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", models.F("successor")), _negated=True), name="succession_differs"
            ),
        ),
    ]
