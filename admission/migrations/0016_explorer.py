from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("admission", "0015_figures")]
    operations = []
