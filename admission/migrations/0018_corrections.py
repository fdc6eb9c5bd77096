import django.db.models.deletion
from django.db import migrations, models

import partytrack.fields
from admission.seal_guards import CORRECTIONS


class Migration(migrations.Migration):
    dependencies = [("admission", "0017_official"), ("journal", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, verbose_name="số văn bản")),
                ("issued_on", models.DateField(verbose_name="ngày văn bản")),
                ("issuer", models.CharField(max_length=200, verbose_name="nơi ban hành")),
                ("said", partytrack.fields.EncryptedTextField()),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections",
                        to="admission.candidate",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry",
                        to_field="uid",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunPython(CORRECTIONS.install, CORRECTIONS.remove),
    ]  # fmt: skip
