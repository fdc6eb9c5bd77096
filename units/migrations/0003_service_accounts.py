from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0002_postgresql")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="is_service",
            field=models.BooleanField(default=False, editable=False, verbose_name="chỉ để nạp dữ liệu"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_service", False), ("is_active", False), _connector="OR"),
                name="user_service_never_active",
            ),
        ),
    ]
