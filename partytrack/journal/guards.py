"""Triggers that refuse to change what the journal says, for both databases."""

POSTGRESQL = """
create function journal_refuse() returns trigger language plpgsql as
$$ begin raise exception 'the journal is append-only'; end $$;
create trigger journal_append_only before update or delete on journal_entry
    for each row execute function journal_refuse();
"""
POSTGRESQL_DROP = """
drop trigger if exists journal_append_only on journal_entry;
drop function if exists journal_refuse();
"""
SQLITE = [
    "create trigger journal_no_update before update on journal_entry "
    "begin select raise(abort, 'the journal is append-only'); end",
    "create trigger journal_no_delete before delete on journal_entry "
    "begin select raise(abort, 'the journal is append-only'); end",
]
SQLITE_DROP = ["drop trigger if exists journal_no_update", "drop trigger if exists journal_no_delete"]


def install(apps, schema_editor):
    _run(schema_editor.connection, POSTGRESQL, SQLITE)


def remove(apps, schema_editor):
    _run(schema_editor.connection, POSTGRESQL_DROP, SQLITE_DROP)


def _run(connection, postgresql, sqlite):
    with connection.cursor() as cursor:
        for statement in [postgresql] if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)
