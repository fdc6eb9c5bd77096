from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("units", "0003_service_accounts")]
    operations = []
