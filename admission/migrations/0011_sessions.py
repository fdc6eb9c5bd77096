import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partytrack.fields


def publish(apps, schema_editor):
    """What was released before, was released as a whole."""
    items = apps.get_model("admission", "AgendaItem").objects
    items.filter(session__status="released").update(published=True)


class Migration(migrations.Migration):
    dependencies = [
        ("admission", "0010_meetings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="problems",
            field=partytrack.fields.EncryptedTextField(blank=True, verbose_name="chưa công bố được vì"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="published",
            field=models.BooleanField(default=False, verbose_name="đã công bố"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="votes_against",
            field=models.PositiveIntegerField(null=True, verbose_name="không tán thành"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="votes_for",
            field=models.PositiveIntegerField(null=True, verbose_name="tán thành"),
        ),
        migrations.AddField(
            model_name="session",
            name="submit_by",
            field=models.DateField(null=True, verbose_name="hạn nộp hồ sơ"),
        ),
        migrations.AddField(
            model_name="session",
            name="unlocked_because",
            field=partytrack.fields.EncryptedTextField(blank=True, verbose_name="lý do mở lại chương trình"),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("admit", "Chuẩn y"),
                    ("defer", "Để lại phiên sau"),
                    ("refer", "Thẩm tra bổ sung"),
                    ("higher", "Xin ý kiến cấp trên"),
                    ("refuse", "Không chuẩn y"),
                ],
                max_length=6,
                verbose_name="kết luận",
            ),
        ),
        migrations.AlterField(
            model_name="session",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Đang chuẩn bị"),
                    ("locked", "Đã chốt chương trình"),
                    ("partly", "Đã công bố một phần"),
                    ("released", "Đã công bố kết quả"),
                ],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="DecidingBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "submit_days_before",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="hạn nộp hồ sơ trước phiên họp (ngày)"
                    ),
                ),
                ("symbol", models.CharField(blank=True, max_length=30, verbose_name="ký hiệu quyết định")),
                (
                    "members",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số thành viên của tập thể quyết định"
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deciding_body",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "cấp quyết định",
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                            ("docket", "Danh sách trình và bản trích sao"),
                            ("results", "Quyết định, danh sách và biên bản lễ kết nạp"),
                            ("minutes", "Biên bản phiên họp"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ"),
                            ("running", "Đang in"),
                            ("done", "Đã xong"),
                            ("failed", "Không in được"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("message", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("touched_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="admission.session",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt in",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="NumberBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.CharField(
                        choices=[("admission", "kết nạp"), ("recognition", "công nhận chính thức")],
                        max_length=12,
                    ),
                ),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(verbose_name="đến hết ngày")),
                ("first", models.PositiveIntegerField(null=True, verbose_name="số đầu tiên")),
                ("next", models.PositiveIntegerField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="number_books",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "sổ số quyết định",
                "ordering": ["-starts", "round"],
            },
        ),
        migrations.CreateModel(
            name="DecisionNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveIntegerField()),
                ("text", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                (
                    "state",
                    models.CharField(
                        choices=[("reserved", "Đã giữ chỗ"), ("issued", "Đã ban hành"), ("void", "Đã hủy")],
                        default="reserved",
                        max_length=8,
                        verbose_name="tình trạng",
                    ),
                ),
                ("reason", partytrack.fields.EncryptedTextField(blank=True, verbose_name="lý do hủy")),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="admission.candidate",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="admission.session",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="admission.numberbook",
                    ),
                ),
            ],
            options={
                "verbose_name": "số quyết định",
                "ordering": ["book", "value"],
            },
        ),
        migrations.CreateModel(
            name="SessionMinutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("members", models.PositiveIntegerField(verbose_name="tổng số thành viên")),
                ("present", models.PositiveIntegerField(verbose_name="có mặt")),
                ("absent", partytrack.fields.EncryptedTextField(blank=True, verbose_name="vắng mặt, lý do")),
                ("chair", models.CharField(max_length=80, verbose_name="chủ trì")),
                ("secretary", models.CharField(max_length=80, verbose_name="thư ký")),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="admission.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "biên bản phiên họp",
            },
        ),
        migrations.CreateModel(
            name="JobPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("content", partytrack.fields.EncryptedTextField(blank=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="admission.job"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("job", "position"), name="job_part_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="numberbook",
            constraint=models.UniqueConstraint(fields=("authority", "round", "starts"), name="book_once"),
        ),
        migrations.AddConstraint(
            model_name="numberbook",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("starts"))), name="book_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionnumber",
            constraint=models.UniqueConstraint(fields=("book", "value"), name="number_once"),
        ),
        migrations.AddConstraint(
            model_name="decisionnumber",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "void"), _negated=True),
                fields=("book", "candidate"),
                name="number_one_a_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionnumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "void"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="number_void_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionminutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("present__lte", models.F("members"))),
                name="minutes_present",
                violation_error_message="Số có mặt không được nhiều hơn tổng số thành viên.",
            ),
        ),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
