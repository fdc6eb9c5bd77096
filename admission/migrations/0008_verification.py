"""Who is verified by which request, until when it is to be answered, reminders, waivers, the conclusion at the end."""

import django.db.models.deletion
from django.db import migrations, models

import partytrack.fields
from admission.rules.spans import add_working_days

WORKING_DAYS = 30  # the term of every request that was recorded before requests had a term of their own
KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
PERSON = [
    ("id", KEY),
    ("key", models.CharField(max_length=40)),
    ("relation", models.CharField(max_length=20, verbose_name="quan hệ")),
    ("name", partytrack.fields.EncryptedTextField(verbose_name="họ và tên")),
]


def of(model, related_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=f"admission.{model}"
    )


def set_terms(apps, schema_editor):
    requests = apps.get_model("admission", "Verification").objects.filter(due_on__isnull=True)
    for request in requests.iterator():
        request.due_on = add_working_days(request.sent_on, WORKING_DAYS)
        request.save(update_fields=["due_on"])


class Migration(migrations.Migration):
    dependencies = [("admission", "0007_history")]
    operations = [
        migrations.AddField(
            "verification", "abroad", models.BooleanField(default=False, verbose_name="thẩm tra ở nước ngoài")
        ),
        migrations.AddField(
            "verification", "due_on", models.DateField(null=True, verbose_name="hạn trả lời")
        ),
        migrations.RunPython(set_terms, migrations.RunPython.noop),
        migrations.AlterField("verification", "due_on", models.DateField(verbose_name="hạn trả lời")),
        migrations.AddIndex(
            "verification",
            models.Index(
                condition=models.Q(("replied_on__isnull", True)), fields=["due_on"], name="verification_out"
            ),
        ),
        migrations.CreateModel(
            name="VerifiedPerson",
            fields=[*PERSON, ("verification", of("verification", "persons"))],
            options={"ordering": ["id"], "abstract": False},
        ),
        migrations.CreateModel(
            name="VerificationWaiver",
            fields=[
                *PERSON,
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("deceased", "Đã mất"),
                            ("party_member", "Là đảng viên, đã được khai đầy đủ, trung thực"),
                            ("unreachable", "Không xác định được nơi ở, không còn liên lạc"),
                            ("other", "Lý do khác"),
                        ],
                        max_length=20,
                        verbose_name="lý do",
                    ),
                ),
                ("note", partytrack.fields.EncryptedTextField(blank=True, verbose_name="ghi rõ")),
                ("waived_on", models.DateField(verbose_name="ngày ghi")),
                ("candidate", of("candidate", "verification_waivers")),
            ],
            options={"ordering": ["id"], "abstract": False},
        ),
        migrations.CreateModel(
            name="VerificationReminder",
            fields=[
                ("id", KEY),
                ("number", models.CharField(max_length=60, verbose_name="số công văn đôn đốc")),
                ("sent_on", models.DateField(verbose_name="ngày gửi")),
                ("verification", of("verification", "reminders")),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="HistoryConclusion",
            fields=[
                ("id", KEY),
                ("certified_on", models.DateField(verbose_name="ngày chứng nhận")),
                ("text", partytrack.fields.EncryptedTextField(verbose_name="kết luận")),
                ("candidate", of("candidate", "history_conclusions")),
            ],
            options={"ordering": ["id"]},
        ),
    ]
