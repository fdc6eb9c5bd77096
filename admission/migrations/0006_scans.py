"""Scans of papers; a paper may say until when it is valid, and which earlier row it corrects."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import admission.models.dossier
import partytrack.fields


class Migration(migrations.Migration):
    dependencies = [("admission", "0005_classes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AlterField(
            "paper",
            "code",
            models.CharField(
                choices=admission.models.dossier.PaperCode.choices, max_length=20, verbose_name="mẫu"
            ),
        ),
        migrations.AddField(
            "paper", "valid_until", models.DateField(null=True, verbose_name="có giá trị đến ngày")
        ),
        migrations.AddField(
            "paper",
            "corrects",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="admission.paper",
            ),
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="mẫu")),
                ("name", models.CharField(max_length=32, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"), ("image/jpeg", "Ảnh JPEG"), ("image/png", "Ảnh PNG"),
                        ],
                        max_length=20,
                        verbose_name="loại tệp",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng")),
                ("pages", models.PositiveIntegerField(verbose_name="số trang")),
                ("sha256", models.CharField(max_length=64)),
                ("received_sha256", models.CharField(max_length=64)),
                ("attached_at", models.DateTimeField(auto_now_add=True, verbose_name="đính kèm lúc")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="rút lúc")),
                ("withdrawal_reason", partytrack.fields.EncryptedTextField(blank=True, verbose_name="lý do rút")),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="admission.candidate",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản chụp",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["candidate", "code"], name="scan_candidate_code")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("candidate", "received_sha256"),
                        name="scan_once_in_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="scan_withdrawn_says_why",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
