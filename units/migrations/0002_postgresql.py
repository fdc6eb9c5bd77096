"""What only PostgreSQL can promise: byte order of paths, and no two dated rows of a unit for one day.

On SQLite text compares byte by byte anyway, and `units.hierarchy` is the only writer of dated rows.
"""

from django.db import migrations

DATED = ("unitname", "unitlink", "unitpower")


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("create extension if not exists btree_gist")
    schema_editor.execute('alter table units_unit alter column path type varchar(80) collate "C"')
    for table in DATED:
        schema_editor.execute(
            f"alter table units_{table} add constraint {table}_no_overlap "
            "exclude using gist (unit_id with =, daterange(valid_from, valid_to) with &&)"
        )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in DATED:
        schema_editor.execute(f"alter table units_{table} drop constraint {table}_no_overlap")
    schema_editor.execute('alter table units_unit alter column path type varchar(80) collate "default"')


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
