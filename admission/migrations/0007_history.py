import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partytrack.fields

USER = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}


class Migration(migrations.Migration):
    dependencies = [("admission", "0006_scans"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="PersonalHistory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", partytrack.fields.EncryptedTextField(default="")),
                ("version", models.PositiveIntegerField(default=0)),
                ("page", models.UUIDField(null=True)),
                ("turn", models.PositiveIntegerField(default=0)),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personal_history",
                        to="admission.candidate",
                    ),
                ),
            ],
            options={"verbose_name": "lý lịch của người xin vào Đảng"},
        ),
        migrations.CreateModel(
            name="FieldRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=20)),
                ("field", models.CharField(blank=True, max_length=40)),
                ("text", partytrack.fields.EncryptedTextField()),
                ("level", models.CharField(max_length=12)),
                ("made_at", models.DateTimeField()),
                ("fixed_at", models.DateTimeField(null=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="field_remarks",
                        to="admission.candidate",
                    ),
                ),
                ("made_by", models.ForeignKey(**USER)),
                ("fixed_by", models.ForeignKey(null=True, **USER)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["candidate", "section"], name="fieldremark_section")],
                "constraints": [
                    models.CheckConstraint(
                        name="fieldremark_fixed_by_whom",
                        condition=models.Q(fixed_by__isnull=True, fixed_at__isnull=True)
                        | models.Q(fixed_by__isnull=False, fixed_at__isnull=False),
                    )
                ],
            },
        ),
    ]
