from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("admission", "0017_official")]
    operations = []
