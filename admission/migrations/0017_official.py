import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partytrack.fields
from admission import seal_guards
from admission.catalogues import ACADEMIC_TITLES, JOBS

PROTECT = django.db.models.deletion.PROTECT
YES_NO = [("yes", "Có"), ("no", "Không")]


class Migration(migrations.Migration):
    dependencies = [
        ("admission", "0016_explorer"),
        ("journal", "0002_append_only"),
        ("units", "0003_service_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="StatisticalFacts",
            fields=[
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        primary_key=True,
                        related_name="statistical_facts",
                        serialize=False,
                        to="admission.candidate",
                    ),
                ),
                (
                    "job",
                    models.CharField(
                        blank=True,
                        choices=JOBS,
                        max_length=20,
                        verbose_name="nghề nghiệp theo biểu thống kê",
                    ),
                ),
                (
                    "academic_title",
                    models.CharField(
                        blank=True, choices=ACADEMIC_TITLES, max_length=20, verbose_name="chức danh khoa học"
                    ),
                ),
                (
                    "private_owner",
                    models.CharField(
                        blank=True, choices=YES_NO, max_length=3, verbose_name="chủ doanh nghiệp tư nhân"
                    ),
                ),
                (
                    "foreign_marriage",
                    partytrack.fields.EncryptedTextField(
                        blank=True, verbose_name="hôn nhân với người nước ngoài"
                    ),
                ),
                (
                    "family_planning",
                    partytrack.fields.EncryptedTextField(
                        blank=True, verbose_name="vi phạm chính sách dân số"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedReport",
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
                            ("quota", "Báo cáo kết quả thực hiện chỉ tiêu"),
                            ("official", "Thống kê đảng viên mới kết nạp"),
                        ],
                        max_length=8,
                        verbose_name="loại báo cáo",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="tính đến hết ngày")),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField(verbose_name="số niêm phong")),
                ("figures", models.TextField()),
                ("figures_hash", models.CharField(max_length=64)),
                ("file", models.CharField(max_length=32)),
                ("file_hash", models.CharField(max_length=64)),
                ("file_bytes", models.PositiveIntegerField()),
                ("sealed_at", models.DateTimeField()),
                (
                    "earlier",
                    models.OneToOneField(
                        null=True, on_delete=PROTECT, related_name="later", to="admission.sealedreport"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=PROTECT, related_name="+", to="journal.entry", to_field="uid"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="units.period"),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=PROTECT, related_name="sealed_reports", to="units.unit"),
                ),
            ],
            options={
                "verbose_name": "báo cáo đã niêm phong",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "number"), name="seal_number")
                ],
            },
        ),
        migrations.RunPython(seal_guards.SEALS.install, seal_guards.SEALS.remove),
        migrations.AddField("job", "as_of", models.DateField(null=True)),
        migrations.AddField("job", "file", models.CharField(blank=True, max_length=32, default=""), False),
        migrations.AddField(
            "job",
            "period",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="units.period"),
        ),
        migrations.AlterField(
            "job",
            "kind",
            models.CharField(
                choices=[
                    ("docket", "Danh sách trình và bản trích sao"),
                    ("results", "Quyết định, danh sách và biên bản lễ kết nạp"),
                    ("minutes", "Biên bản phiên họp"),
                    ("book", "Tập số liệu các đơn vị"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            "job",
            "session",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="jobs", to="admission.session"),
        ),
        migrations.AddField("job", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AlterField("jobpart", "position", models.IntegerField()),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                name="job_of_what",
                condition=models.Q(as_of__isnull=False, kind="book", period__isnull=False, session=None)
                | ~models.Q(kind="book") & models.Q(session__isnull=False),
            ),
        ),
    ]
