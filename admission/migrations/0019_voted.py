"""The files that the branches voted on, in the order of the to-do lists of provinces and above: few among all open."""

from django.db import migrations, models

VOTED = [
    "branch_proposed", "section_appraised", "committee_proposed", "submitted", "appraised", "on_agenda",
    "branch_recommended", "section_recommended", "committee_recommended", "recognition_submitted",
    "recognition_appraised", "recognition_on_agenda",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("admission", "0018_corrections")]
    operations = [
        migrations.AddIndex(
            "candidate",
            models.Index(
                condition=models.Q(("state__in", VOTED)),
                fields=["since", "id", "unit", "state"],
                name="candidate_voted_since",
            ),
        ),
    ]
