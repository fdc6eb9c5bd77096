"""Meetings with their absences and files; a vote knows the meeting at which it was taken."""

import django.db.models.deletion
from django.db import migrations, models

import partytrack.fields

BODIES = [("branch", "Chi bộ"), ("section", "Đảng ủy bộ phận"), ("committee", "Đảng ủy cơ sở")]
PROTECT = django.db.models.deletion.PROTECT
CASCADE = django.db.models.deletion.CASCADE


def own_id():
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


class Migration(migrations.Migration):
    dependencies = [("admission", "0009_transfers")]
    operations = [
        migrations.AlterField(
            model_name="resolution",
            name="body",
            field=models.CharField(choices=BODIES, max_length=10, verbose_name="hội nghị"),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                own_id(),
                ("body", models.CharField(choices=BODIES, max_length=10, verbose_name="hội nghị")),
                ("held_on", models.DateField(verbose_name="ngày họp")),
                ("starts_at", models.TimeField(null=True, verbose_name="bắt đầu lúc")),
                ("ends_at", models.TimeField(null=True, verbose_name="kết thúc lúc")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="địa điểm")),
                ("chair", models.CharField(blank=True, max_length=80, verbose_name="chủ trì")),
                ("chair_post", models.CharField(blank=True, max_length=80, verbose_name="chức vụ của chủ trì")),
                ("secretary", models.CharField(blank=True, max_length=80, verbose_name="thư ký")),
                ("secretary_post", models.CharField(blank=True, max_length=80, verbose_name="chức vụ của thư ký")),
                ("entitled", models.PositiveIntegerField(null=True, verbose_name="tổng số có quyền biểu quyết")),
                ("exempt_absent", models.PositiveIntegerField(default=0, verbose_name="được miễn sinh hoạt, vắng")),
                ("present", models.PositiveIntegerField(null=True, verbose_name="có mặt")),
                ("probationary", models.PositiveIntegerField(default=0, verbose_name="đảng viên dự bị")),
                (
                    "probationary_present",
                    models.PositiveIntegerField(default=0, verbose_name="đảng viên dự bị có mặt"),
                ),
                ("first_number", models.CharField(blank=True, max_length=60, verbose_name="số nghị quyết tiếp theo")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Bản nháp"), ("closed", "Đã ghi kết quả")], default="draft", max_length=8
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("opened_by_request", models.UUIDField(unique=True)),
                ("saved_by_request", models.UUIDField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="meetings", to="units.unit", verbose_name="tổ chức họp"
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc họp",
                "ordering": ["-held_on", "-id"],
                "indexes": [models.Index(fields=["unit", "held_on"], name="meeting_unit_day")],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                own_id(),
                ("name", models.CharField(max_length=80, verbose_name="họ và tên")),
                (
                    "counts_as",
                    models.CharField(
                        choices=[
                            ("official", "Chính thức"),
                            ("exempt", "Được miễn, hoặc sinh hoạt nơi khác"),
                            ("probationary", "Dự bị"),
                        ],
                        default="official",
                        max_length=12,
                        verbose_name="diện",
                    ),
                ),
                ("reason", partytrack.fields.EncryptedTextField(blank=True, verbose_name="lý do")),
                (
                    "meeting",
                    models.ForeignKey(on_delete=CASCADE, related_name="absences", to="admission.meeting"),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="MeetingItem",
            fields=[
                own_id(),
                (
                    "round",
                    models.CharField(
                        choices=[("admission", "kết nạp"), ("recognition", "công nhận chính thức")], max_length=12
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="số văn bản")),
                ("votes_for", models.PositiveIntegerField(null=True, verbose_name="tán thành")),
                ("votes_against", models.PositiveIntegerField(null=True, verbose_name="không tán thành")),
                ("agrees", models.BooleanField(null=True, verbose_name="nhất trí với đề nghị")),
                ("objections", partytrack.fields.EncryptedTextField(blank=True, verbose_name="lý do không tán thành")),
                ("strengths", partytrack.fields.EncryptedTextField(blank=True, verbose_name="ưu điểm")),
                ("weaknesses", partytrack.fields.EncryptedTextField(blank=True, verbose_name="khuyết điểm")),
                ("background", partytrack.fields.EncryptedTextField(blank=True, verbose_name="về lý lịch")),
                (
                    "awareness",
                    partytrack.fields.EncryptedTextField(blank=True, verbose_name="ý thức giác ngộ chính trị"),
                ),
                ("qualities", partytrack.fields.EncryptedTextField(blank=True, verbose_name="phẩm chất")),
                ("ability", partytrack.fields.EncryptedTextField(blank=True, verbose_name="năng lực")),
                ("standing", partytrack.fields.EncryptedTextField(blank=True, verbose_name="uy tín")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("passed", "Đạt"),
                            ("failed", "Không đạt"),
                            ("agreed", "Nhất trí"),
                            ("disagreed", "Không nhất trí"),
                        ],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(on_delete=PROTECT, related_name="meeting_items", to="admission.candidate"),
                ),
                ("meeting", models.ForeignKey(on_delete=CASCADE, related_name="items", to="admission.meeting")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "candidate"), name="meeting_file_once"),
                    models.CheckConstraint(
                        condition=~models.Q(outcome__in=["passed", "failed"])
                        | models.Q(votes_for__isnull=False, votes_against__isnull=False),
                        name="meeting_item_votes",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="resolution",
            name="meeting_item",
            field=models.OneToOneField(
                null=True, on_delete=PROTECT, related_name="resolution", to="admission.meetingitem"
            ),
        ),
    ]
