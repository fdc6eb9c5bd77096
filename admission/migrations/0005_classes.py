"""Classes: invitations, enrolments, certificates."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("admission", "0004_sources")]
    operations = [
        migrations.CreateModel(
            name="TrainingClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("awareness", "Lớp bồi dưỡng nhận thức về Đảng"),
                            ("new_member", "Lớp bồi dưỡng đảng viên mới"),
                        ],
                        max_length=10,
                        verbose_name="loại lớp",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tên lớp")),
                ("starts", models.DateField(verbose_name="khai giảng")),
                ("ends", models.DateField(verbose_name="bế giảng")),
                ("place", models.CharField(max_length=200, verbose_name="địa điểm")),
                ("sessions", models.PositiveSmallIntegerField(verbose_name="số buổi")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="sức chứa")),
                ("pass_sessions", models.PositiveSmallIntegerField(verbose_name="số buổi tối thiểu để đạt")),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(null=True, verbose_name="điểm tối thiểu để đạt"),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classes",
                        to="units.unit",
                        verbose_name="đơn vị tổ chức",
                    ),
                ),
            ],
            options={
                "verbose_name": "lớp bồi dưỡng",
                "ordering": ["-starts", "id"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(verbose_name="số chỗ")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="admission.trainingclass",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attended", models.PositiveSmallIntegerField(null=True, verbose_name="số buổi dự")),
                ("mark", models.DecimalField(decimal_places=2, max_digits=4, null=True, verbose_name="điểm")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="admission.candidate",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="admission.invitation",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="admission.trainingclass",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full_name", models.CharField(max_length=80, verbose_name="họ và tên")),
                ("born_on", models.DateField(verbose_name="ngày sinh")),
                ("branch", models.CharField(max_length=200, verbose_name="chi bộ")),
                ("number", models.CharField(max_length=60, verbose_name="số")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("issued_on", models.DateField(verbose_name="ngày cấp")),
                ("issuer", models.CharField(max_length=200, verbose_name="nơi cấp")),
                ("issuer_key", models.CharField(editable=False, max_length=200)),
                ("place", models.CharField(max_length=80, verbose_name="nơi ký")),
                ("signer_title", models.CharField(max_length=80, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(max_length=80, verbose_name="người ký")),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="admission.enrolment",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer_key", "year", "number"), name="certificate_number_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="trainingclass",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("starts"))), name="class_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingclass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__gte", 1),
                    ("pass_sessions__gte", 1),
                    ("sessions__gte", 1),
                    ("pass_sessions__lte", models.F("sessions")),
                    models.Q(("pass_mark__isnull", True), ("pass_mark__lte", 10), _connector="OR"),
                ),
                name="class_pass_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("training", "unit"), name="invited_once"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(fields=("training", "candidate"), name="enrolled_once"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("mark__isnull", True), ("mark__lte", 10), _connector="OR"),
                name="enrolment_mark",
            ),
        ),
    ]
