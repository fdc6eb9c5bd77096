"""What the lists of files are read by at any size: indexes of open files, and on PostgreSQL one of parts of names."""

import logging

from django.db import DatabaseError, migrations, models, transaction

ENDED = ["full", "stopped", "refused", "struck_off", "resigned", "moved_away"]
OPEN = models.Q(("state__in", ENDED), _negated=True)
TRIGRAMS = "create index candidate_name_parts on admission_candidate using gin (search gin_trgm_ops)"
log = logging.getLogger(__name__)


def index_names(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql" and _has_trigrams(connection):
        schema_editor.execute(TRIGRAMS)


def _has_trigrams(connection):
    """Make the extension pg_trgm, where the server has it and the user may: searches work without it, only slower."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("create extension if not exists pg_trgm")
    except DatabaseError as error:
        log.warning(
            "Chưa có phần mở rộng pg_trgm (%s): tìm họ tên trong phạm vi lớn sẽ chậm. Nhờ quản trị PostgreSQL chạy "
            "“create extension pg_trgm”, rồi chạy: %s", str(error).strip(), TRIGRAMS,
        )  # fmt: skip
        return False
    return True


def drop_names(apps, schema_editor):
    """The extension stays: others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("drop index if exists candidate_name_parts")


class Migration(migrations.Migration):
    dependencies = [("admission", "0013_rollups")]
    operations = [
        migrations.AddIndex(
            "candidate",
            models.Index(fields=["sort_key", "id", "unit"], condition=OPEN, name="candidate_open_by_name"),
        ),
        migrations.AddIndex(
            "candidate",
            models.Index(fields=["unit", "sort_key", "id"], condition=OPEN, name="candidate_open_in_unit"),
        ),
        migrations.AddIndex(
            "candidate",
            models.Index(fields=["since", "id", "unit"], condition=OPEN, name="candidate_open_since"),
        ),
        migrations.RunPython(index_names, drop_names),
    ]
