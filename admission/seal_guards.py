"""Triggers that refuse to change what was sealed, for both databases."""

POSTGRESQL = """
create function seal_refuse() returns trigger language plpgsql as
$$ begin raise exception 'a sealed report is never changed'; end $$;
create trigger seal_append_only before update or delete on admission_sealedreport
    for each row execute function seal_refuse();
"""
POSTGRESQL_DROP = """
drop trigger if exists seal_append_only on admission_sealedreport;
drop function if exists seal_refuse();
"""
SQLITE = [
    "create trigger seal_no_update before update on admission_sealedreport "
    "begin select raise(abort, 'a sealed report is never changed'); end",
    "create trigger seal_no_delete before delete on admission_sealedreport "
    "begin select raise(abort, 'a sealed report is never changed'); end",
]
SQLITE_DROP = ["drop trigger if exists seal_no_update", "drop trigger if exists seal_no_delete"]


def install(apps, schema_editor):
    _run(schema_editor.connection, [POSTGRESQL], SQLITE)


def remove(apps, schema_editor):
    _run(schema_editor.connection, [POSTGRESQL_DROP], SQLITE_DROP)


def _run(connection, postgresql, sqlite):
    with connection.cursor() as cursor:
        for statement in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)
