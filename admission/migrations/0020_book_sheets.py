"""Books of figures for Excel, beside those to print."""

from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("docket", "Danh sách trình và bản trích sao"),
    ("results", "Quyết định, danh sách và biên bản lễ kết nạp"),
    ("minutes", "Biên bản phiên họp"),
    ("book", "Tập số liệu các đơn vị"),
    ("sheet", "Tập số liệu các đơn vị, bản Excel"),
]
BOOKS = ["book", "sheet"]


class Migration(migrations.Migration):
    dependencies = [("admission", "0019_voted")]
    operations = [
        migrations.RemoveConstraint("job", "job_of_what"),
        migrations.AlterField("job", "kind", models.CharField(choices=KINDS, max_length=8)),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                name="job_of_what",
                condition=Q(kind__in=BOOKS, session=None, period__isnull=False, as_of__isnull=False)
                | ~Q(kind__in=BOOKS) & Q(session__isnull=False),
            ),
        ),
    ]
