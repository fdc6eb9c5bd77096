from django.db import migrations, models

BASES = [("term_start", "Đầu nhiệm kỳ"), ("year_end", "Cuối năm trước"), ("counted", "Thực có")]


class Migration(migrations.Migration):
    dependencies = [("units", "0003_service_accounts")]
    operations = [
        migrations.AddField(
            "membershipcount", "entered_at", models.DateTimeField(auto_now_add=True, null=True)
        ),
        migrations.AddField(
            "membershipcount",
            "how",
            models.CharField(
                choices=[("declared", "Đơn vị báo cáo"), ("counted", "Đếm từ danh sách")],
                default="declared", max_length=8, verbose_name="nguồn số liệu",
            ),
        ),
        migrations.AddField(
            "membershipcount",
            "reason",
            models.CharField(blank=True, default="", max_length=300, verbose_name="lý do sửa"),
        ),
        migrations.AddField(
            "membershipcount", "used_at", models.DateTimeField(null=True, verbose_name="dùng trong báo cáo từ")
        ),
        migrations.AddField(
            "target",
            "reason",
            models.CharField(blank=True, default="", max_length=300, verbose_name="lý do điều chỉnh"),
        ),
        migrations.AlterField(
            "membershipcount",
            "basis",
            models.CharField(choices=BASES, max_length=12, verbose_name="loại số liệu"),
        ),
        migrations.AlterField(
            "target",
            "basis",
            models.CharField(blank=True, choices=BASES, max_length=12, verbose_name="so với số đảng viên"),
        ),
        migrations.AddIndex(
            "membershipcount", models.Index(fields=["unit", "on"], name="members_unit_on")
        ),
    ]  # fmt: skip
