"""People of a branch that is divided: which of them go to the other branch."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0005_restructuring"),
    ]

    operations = [
        migrations.AddField(
            model_name="restructuringstep",
            name="people",
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name="restructuringstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("create", "Thành lập mới"),
                    ("merge", "Sáp nhập, hợp nhất"),
                    ("split", "Chia, tách đảng bộ"),
                    ("divide", "Chia, tách chi bộ"),
                    ("move", "Chuyển đơn vị trực thuộc"),
                    ("rename", "Đổi tên"),
                    ("close", "Kết thúc hoạt động"),
                    ("power", "Quyền quyết định kết nạp"),
                ],
                max_length=8,
                verbose_name="việc",
            ),
        ),
    ]
