"""Transfers between branches, readmission, places without a branch, exceptions; the exit by one's own wish.

Altering the table of files remakes it on SQLite and loses its triggers, so they are dropped before and made again after,
on both databases, with the steps as they are from here on.
"""

from importlib import import_module

import django.db.models.deletion
import django_fsm
from django.db import migrations, models
from django.db.models import F, Q

import partytrack.fields

PROTECT = django.db.models.deletion.PROTECT
STEPS = {
    "source": "nurtured stopped moved_away",
    "nurtured": "dossier stopped moved_away",
    "dossier": "verifying stopped moved_away",
    "verifying": "dossier certified stopped moved_away",
    "certified": "dossier branch_proposed stopped moved_away",
    "branch_proposed": "certified dossier section_appraised committee_proposed submitted appraised stopped moved_away",
    "section_appraised": "certified dossier committee_proposed appraised stopped moved_away",
    "committee_proposed": "certified dossier submitted stopped moved_away",
    "submitted": "certified dossier branch_proposed section_appraised appraised stopped moved_away",
    "appraised": "certified dossier branch_proposed section_appraised on_agenda stopped moved_away",
    "on_agenda": "submitted appraised decided refused",
    "decided": "probationary moved_away",
    "probationary": "branch_recommended struck_off resigned moved_away",
    "branch_recommended": "probationary section_recommended committee_recommended recognition_submitted recognition_appraised struck_off resigned moved_away",
    "section_recommended": "probationary committee_recommended recognition_appraised struck_off resigned moved_away",
    "committee_recommended": "probationary recognition_submitted struck_off resigned moved_away",
    "recognition_submitted": "probationary branch_recommended section_recommended recognition_appraised struck_off resigned moved_away",
    "recognition_appraised": "probationary branch_recommended section_recommended recognition_on_agenda struck_off resigned moved_away",
    "recognition_on_agenda": "probationary recognition_submitted recognition_appraised full",
    "stopped": "source",
}
STATES = [
    ("source", "Quần chúng ưu tú"),
    ("nurtured", "Đang được giúp đỡ, bồi dưỡng"),
    ("dossier", "Đang lập hồ sơ"),
    ("verifying", "Đang thẩm tra lý lịch"),
    ("certified", "Hồ sơ đủ, chờ chi bộ xét"),
    ("branch_proposed", "Chi bộ đề nghị kết nạp"),
    ("section_appraised", "Đảng ủy bộ phận đã thẩm định"),
    ("committee_proposed", "Đảng ủy cơ sở đề nghị kết nạp"),
    ("submitted", "Đã trình cấp có thẩm quyền"),
    ("appraised", "Đã thẩm định, chờ phiên họp"),
    ("on_agenda", "Đã đưa vào phiên họp"),
    ("decided", "Đã có quyết định kết nạp"),
    ("probationary", "Đảng viên dự bị"),
    ("branch_recommended", "Chi bộ đề nghị công nhận chính thức"),
    ("section_recommended", "Đảng ủy bộ phận đã thẩm định công nhận"),
    ("committee_recommended", "Đảng ủy cơ sở đề nghị công nhận"),
    ("recognition_submitted", "Đã trình công nhận chính thức"),
    ("recognition_appraised", "Đã thẩm định công nhận, chờ phiên họp"),
    ("recognition_on_agenda", "Công nhận chính thức: đã đưa vào phiên họp"),
    ("full", "Đảng viên chính thức"),
    ("stopped", "Thôi theo dõi"),
    ("refused", "Không được chuẩn y"),
    ("struck_off", "Xóa tên"),
    ("resigned", "Xin ra khỏi Đảng"),
    ("moved_away", "Chuyển đi nơi khác"),
]
END_REASONS = [
    ("age", "Tuổi đời"),
    ("education", "Trình độ học vấn"),
    ("background", "Lý lịch"),
    ("works_away", "Đi làm ăn xa"),
    ("withdrew", "Tự xin thôi"),
    ("moved", "Chuyển nơi công tác, cư trú"),
    ("other", "Lý do khác"),
    ("unfit", "Không đủ tư cách sau thời gian dự bị"),
    ("inactive", "Bỏ sinh hoạt hoặc không đóng đảng phí ba tháng trong năm"),
    ("hardship", "Hoàn cảnh gia đình đặc biệt khó khăn"),
    ("own_wish", "Nguyện vọng cá nhân khác"),
]
AREAS = [
    ("normal", "Địa bàn bình thường"),
    ("mountain", "Miền núi"),
    ("border", "Biên giới"),
    ("island", "Hải đảo"),
    ("minority", "Vùng đồng bào dân tộc thiểu số"),
    ("difficult", "Vùng đặc biệt khó khăn"),
    ("sea", "Ngư dân làm việc thường xuyên trên biển"),
]
OVER_60_GROUNDS = [
    ("no_party", "Nơi công tác, cư trú chưa có tổ chức đảng, đảng viên"),
    ("need", "Do yêu cầu đặc biệt"),
]
MOTIONS = [
    ("admission", "kết nạp"),
    ("recognition", "công nhận chính thức"),
    ("removal", "xóa tên"),
]
HAS_CEREMONY = [
    "probationary", "branch_recommended", "section_recommended", "committee_recommended", "recognition_submitted",
    "recognition_appraised", "recognition_on_agenda", "full", "struck_off", "resigned",
]  # fmt: skip
ENDED = ["full", "stopped", "refused", "struck_off", "resigned", "moved_away"]
OLD_STEPS = import_module("admission.migrations.0002_guards").STEPS


def guards(vendor, steps):
    """The statements that make the triggers on a database, with these steps. On PostgreSQL only their function: the
    trigger itself stays."""
    legal = ", ".join(f"'{source}>{target}'" for source, targets in steps.items() for target in targets.split())
    if vendor == "postgresql":
        return [POSTGRESQL % {"legal": legal}]
    return [statement % {"legal": legal} for statement in SQLITE]


POSTGRESQL = """
create or replace function candidate_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'source' or new.version <> 1 then
            raise exception 'a file starts as a source, not as %%', new.state;
        end if;
    elsif new.state <> old.state or new.unit_id <> old.unit_id then
        if new.version <> old.version + 1 or new.last_entry_id = old.last_entry_id then
            raise exception 'state and branch change only with an act';
        end if;
        if new.state <> old.state and old.state || '>' || new.state not in (%(legal)s) then
            raise exception 'no step leads from %% to %%', old.state, new.state;
        end if;
    end if;
    return new;
end $$;
"""
SQLITE = [
    "create trigger candidate_starts before insert on admission_candidate "
    "when new.state <> 'source' or new.version <> 1 "
    "begin select raise(abort, 'a file starts as a source'); end",
    "create trigger candidate_acts before update on admission_candidate "
    "when (new.state <> old.state or new.unit_id <> old.unit_id) "
    "and (new.version <> old.version + 1 or new.last_entry_id = old.last_entry_id) "
    "begin select raise(abort, 'state and branch change only with an act'); end",
    "create trigger candidate_steps before update on admission_candidate when new.state <> old.state "
    "and old.state || '>' || new.state not in (%(legal)s) "
    "begin select raise(abort, 'no such step'); end",
]


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _run(schema_editor, [f"drop trigger candidate_{name}" for name in ("starts", "acts", "steps")])


def make_triggers(apps, schema_editor):
    _run(schema_editor, guards(schema_editor.connection.vendor, STEPS))


def make_old_triggers(apps, schema_editor):
    _run(schema_editor, guards(schema_editor.connection.vendor, OLD_STEPS))


def keep_areas(apps, schema_editor):
    candidates = apps.get_model("admission", "Candidate").objects
    candidates.filter(difficult_area=True).update(area="difficult")


def forget_areas(apps, schema_editor):
    candidates = apps.get_model("admission", "Candidate").objects
    candidates.exclude(area="normal").update(difficult_area=True)


def _run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unit_key(label):
    return models.ForeignKey(on_delete=PROTECT, related_name="+", to="units.unit", verbose_name=label)


def of_one_file(name):
    return models.OneToOneField(
        on_delete=PROTECT,
        primary_key=True,
        related_name=name,
        serialize=False,
        to="admission.candidate",
    )


class Migration(migrations.Migration):
    dependencies = [("admission", "0008_verification")]
    operations = [
        migrations.RunPython(drop_triggers, make_old_triggers),
        migrations.RemoveConstraint("candidate", "candidate_one_open_file"),
        migrations.RemoveConstraint("candidate", "candidate_decided_has_decision"),
        migrations.RemoveConstraint("candidate", "candidate_probationary_has_ceremony"),
        migrations.RemoveConstraint("candidate", "candidate_ended_says_when"),
        migrations.AddField(
            "candidate",
            "area",
            models.CharField(
                choices=AREAS, default="normal", max_length=10, verbose_name="vùng nơi cư trú, công tác"
            ),
        ),
        migrations.RunPython(keep_areas, forget_areas),
        migrations.RemoveField("candidate", "difficult_area"),
        migrations.AddField(
            "candidate",
            "village_elder",
            models.BooleanField(default=False, verbose_name="già làng, trưởng bản, người có uy tín"),
        ),
        migrations.AddField(
            "candidate",
            "over_60_ground",
            models.CharField(
                blank=True, choices=OVER_60_GROUNDS, max_length=12, verbose_name="lý do xét người trên 60 tuổi"
            ),
        ),
        migrations.AlterField(
            "candidate",
            "end_reason",
            models.CharField(blank=True, choices=END_REASONS, max_length=12, verbose_name="lý do"),
        ),
        migrations.AlterField(
            "candidate",
            "state",
            django_fsm.FSMField(
                choices=STATES, default="source", max_length=50, protected=True, verbose_name="bước"
            ),
        ),
        migrations.AddConstraint(
            "candidate",
            models.UniqueConstraint(
                name="candidate_one_open_file", fields=("citizen_id_mark",), condition=~Q(state__in=ENDED)
            ),
        ),
        migrations.AddConstraint(
            "candidate",
            models.CheckConstraint(
                name="candidate_decided_has_decision",
                condition=~Q(state__in=["decided", *HAS_CEREMONY]) | Q(decided_on__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "candidate",
            models.CheckConstraint(
                name="candidate_probationary_has_ceremony",
                condition=~Q(state__in=HAS_CEREMONY)
                | Q(ceremony_on__isnull=False, ceremony_on__gte=F("decided_on")),
            ),
        ),
        migrations.AddConstraint(
            "candidate",
            models.CheckConstraint(
                name="candidate_ended_says_when",
                condition=~Q(state__in=["stopped", "refused", "struck_off", "resigned", "moved_away"])
                | Q(ended_on__isnull=False),
            ),
        ),
        migrations.RunPython(make_triggers, drop_triggers),
        migrations.AlterField("standing", "state", models.CharField(choices=STATES, max_length=24)),
        migrations.AddIndex(
            "standing", models.Index(fields=["state", "valid_from", "unit"], name="standing_reached")
        ),
        migrations.AddField("resolution", "superseded", models.BooleanField(default=False)),
        migrations.AlterField("resolution", "round", models.CharField(choices=MOTIONS, max_length=12)),
        migrations.CreateModel(
            name="Readmission",
            fields=[
                ("candidate", of_one_file("readmission")),
                ("admitted_on", models.DateField(verbose_name="ngày kết nạp lần trước")),
                (
                    "recognised_on",
                    models.DateField(null=True, verbose_name="ngày công nhận chính thức lần trước"),
                ),
                (
                    "first_sponsors",
                    models.CharField(blank=True, max_length=200, verbose_name="người giới thiệu lần trước"),
                ),
                ("left_on", models.DateField(verbose_name="ngày ra khỏi Đảng")),
                ("how", partytrack.fields.EncryptedTextField(verbose_name="cách ra khỏi Đảng")),
                (
                    "cleared",
                    partytrack.fields.EncryptedTextField(blank=True, verbose_name="ngày được xóa án tích"),
                ),
                (
                    "earlier",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số lần đã được kết nạp lại"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EntrustedPlace",
            fields=[
                ("candidate", of_one_file("entrusted_place")),
                ("place", models.CharField(max_length=200, verbose_name="nơi chưa có tổ chức đảng")),
                ("unit", unit_key("cấp ủy giao việc")),
                ("number", models.CharField(max_length=60, verbose_name="số văn bản")),
                ("assigned_on", models.DateField(verbose_name="ngày văn bản")),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="transfers", to="admission.candidate"
                    ),
                ),
                ("from_unit", unit_key("chi bộ nơi đi")),
                ("to_unit", unit_key("chi bộ nơi đến")),
                ("number", models.CharField(max_length=60, verbose_name="số giấy giới thiệu")),
                ("issued_on", models.DateField(verbose_name="ngày giấy giới thiệu")),
                ("note", partytrack.fields.EncryptedTextField(blank=True, verbose_name="ghi chú")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Chờ nơi đến trả lời"),
                            ("accepted", "Đã tiếp nhận"),
                            ("declined", "Nơi đến từ chối"),
                            ("withdrawn", "Nơi đi đã rút"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="ngày trả lời")),
            ],
            options={
                "verbose_name": "giới thiệu chuyển hồ sơ",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["to_unit", "status"], name="transfer_incoming")],
                "constraints": [
                    models.UniqueConstraint(
                        name="transfer_one_open", fields=("candidate",), condition=Q(status="open")
                    ),
                    models.CheckConstraint(
                        name="transfer_goes_elsewhere", condition=~Q(from_unit=F("to_unit"))
                    ),
                    models.CheckConstraint(
                        name="transfer_answered_when",
                        condition=Q(status="open", answered_on__isnull=True)
                        | ~Q(status="open") & Q(answered_on__isnull=False),
                    ),
                ],
            },
        ),
    ]
