"""The source list: origins, monthly reviews, tasks given, assessments."""

import django.db.models.deletion
from django.db import migrations, models

import partytrack.fields


class Migration(migrations.Migration):
    dependencies = [("admission", "0003_rules")]
    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("assessed_on", models.DateField(verbose_name="ngày nhận xét")),
                (
                    "grade",
                    models.CharField(
                        choices=[("good", "Tốt"), ("fair", "Khá"), ("weak", "Yếu")],
                        max_length=4,
                        verbose_name="mức",
                    ),
                ),
                ("text", partytrack.fields.EncryptedTextField(verbose_name="nhận xét")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="admission.candidate",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="admission.helper",
                    ),
                ),
            ],
            options={
                "ordering": ["assessed_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="admission.candidate",
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("youth", "Thanh niên"),
                            ("worker", "Công nhân"),
                            ("farmer", "Nông dân"),
                            ("intellectual", "Trí thức"),
                            ("civil_servant", "Cán bộ, công chức"),
                            ("public_employee", "Viên chức"),
                            ("pupil", "Học sinh"),
                            ("student", "Sinh viên"),
                            ("demobilised", "Quân nhân hoàn thành nghĩa vụ"),
                            ("armed_forces", "Lực lượng vũ trang"),
                            ("private_enterprise", "Chủ hoặc người lao động doanh nghiệp tư nhân"),
                            ("retired", "Hưu trí"),
                            ("other", "Khác"),
                        ],
                        max_length=20,
                        verbose_name="nhóm đối tượng",
                    ),
                ),
                (
                    "introduced_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("branch", "Chi bộ"),
                            ("youth_union", "Đoàn Thanh niên"),
                            ("trade_union", "Công đoàn"),
                            ("women", "Hội Liên hiệp Phụ nữ"),
                            ("veterans", "Hội Cựu chiến binh"),
                            ("farmers", "Hội Nông dân"),
                            ("front", "Mặt trận Tổ quốc"),
                        ],
                        max_length=16,
                        verbose_name="tổ chức giới thiệu",
                    ),
                ),
                ("introduced_on", models.DateField(null=True, verbose_name="ngày giới thiệu")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["introduced_on", "introduced_by"], name="origin_introduced")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("introduced_by", ""), ("introduced_on__isnull", True)),
                            models.Q(
                                models.Q(("introduced_by", ""), _negated=True),
                                ("introduced_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="origin_introduced_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="tháng")),
                ("reviewed_on", models.DateField(verbose_name="ngày rà soát")),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_reviews",
                        to="units.unit",
                        verbose_name="chi bộ",
                    ),
                ),
            ],
            options={
                "ordering": ["-month", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("keep", "Tiếp tục bồi dưỡng"),
                            ("pause", "Tạm dừng"),
                            ("stop", "Thôi theo dõi"),
                        ],
                        max_length=5,
                        verbose_name="kết luận",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "Đi học, đi làm xa một thời gian"),
                            ("health", "Sức khỏe, thai sản"),
                            ("family", "Hoàn cảnh gia đình"),
                            ("effort", "Cần phấn đấu thêm"),
                            ("check", "Chờ làm rõ một việc"),
                            ("age", "Tuổi đời"),
                            ("education", "Trình độ học vấn"),
                            ("background", "Lý lịch"),
                            ("works_away", "Đi làm ăn xa"),
                            ("withdrew", "Tự xin thôi"),
                            ("moved", "Chuyển nơi công tác, cư trú"),
                            ("other", "Lý do khác"),
                        ],
                        max_length=12,
                        verbose_name="lý do",
                    ),
                ),
                ("note", partytrack.fields.EncryptedTextField(blank=True, verbose_name="ghi chú")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_lines",
                        to="admission.candidate",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="admission.sourcereview",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TrialTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", partytrack.fields.EncryptedTextField(verbose_name="việc được giao")),
                ("given_on", models.DateField(verbose_name="ngày giao")),
                ("due_on", models.DateField(verbose_name="hoàn thành trước ngày")),
                ("done_on", models.DateField(null=True, verbose_name="ngày hoàn thành")),
                ("result", partytrack.fields.EncryptedTextField(blank=True, verbose_name="kết quả")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trial_tasks",
                        to="admission.candidate",
                    ),
                ),
            ],
            options={
                "ordering": ["given_on", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="sourcereview",
            constraint=models.UniqueConstraint(fields=("unit", "month"), name="review_once_a_month"),
        ),
        migrations.AddConstraint(
            model_name="sourcereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1), ("reviewed_on__gte", models.F("month"))),
                name="review_first_of_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewline",
            constraint=models.UniqueConstraint(fields=("review", "candidate"), name="review_line_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("verdict", "keep")),
                    models.Q(
                        models.Q(("verdict", "keep"), _negated=True), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="review_line_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="trialtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__gte", models.F("given_on")),
                    models.Q(
                        ("done_on__isnull", True), ("done_on__gte", models.F("given_on")), _connector="OR"
                    ),
                ),
                name="trial_task_days",
            ),
        ),
    ]
