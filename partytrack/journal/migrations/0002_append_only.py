from django.db import migrations

from partytrack.journal import guards


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guards.ENTRIES.install, guards.ENTRIES.remove)]
