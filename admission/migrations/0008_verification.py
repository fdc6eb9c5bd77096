from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("admission", "0007_history")]
    operations = []
