"""What a unit is found by while somebody types: its code in any letters, and on PostgreSQL parts of its name."""

import logging

from django.db import DatabaseError, migrations, models, transaction
from django.db.models.functions import Upper

TRIGRAMS = "create index unit_name_parts on units_unit using gin (search gin_trgm_ops)"
log = logging.getLogger(__name__)


def index_names(apps, schema_editor):
    """Where the server has the extension pg_trgm and the user may make it: searches work without it, only slower."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("create extension if not exists pg_trgm")
    except DatabaseError:
        log.warning(
            "Chưa có phần mở rộng pg_trgm: tìm đơn vị theo tên trong phạm vi lớn sẽ chậm. Nhờ quản trị PostgreSQL chạy "
            "“create extension pg_trgm”, rồi chạy: %s", TRIGRAMS,
        )  # fmt: skip
    else:
        schema_editor.execute(TRIGRAMS)


def drop_names(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("drop index if exists unit_name_parts")


class Migration(migrations.Migration):
    dependencies = [("units", "0006_people_of_a_division")]
    operations = [
        migrations.AddIndex("unit", models.Index(Upper("code"), name="unit_code_upper")),
        migrations.RunPython(index_names, drop_names),
    ]
