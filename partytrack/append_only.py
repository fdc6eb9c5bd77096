"""Triggers that refuse to change or delete rows of a table, for both databases."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AppendOnly:
    """The guards of one table. `name` begins the names of the triggers; `refusal` is what the database answers."""

    name: str
    table: str
    refusal: str

    def install(self, apps, schema_editor):
        _run(schema_editor.connection, self.postgresql, self.sqlite)

    def remove(self, apps, schema_editor):
        _run(schema_editor.connection, self.postgresql_drop, self.sqlite_drop)

    @property
    def postgresql(self):
        return [
            f"create function {self.name}_refuse() returns trigger language plpgsql as "
            f"$$ begin raise exception '{self.refusal}'; end $$",
            f"create trigger {self.name}_append_only before update or delete on {self.table} "
            f"for each row execute function {self.name}_refuse()",
        ]

    @property
    def postgresql_drop(self):
        return [
            f"drop trigger if exists {self.name}_append_only on {self.table}",
            f"drop function if exists {self.name}_refuse()",
        ]

    @property
    def sqlite(self):
        return [
            f"create trigger {self.name}_no_{act} before {act} on {self.table} "
            f"begin select raise(abort, '{self.refusal}'); end"
            for act in ("update", "delete")
        ]

    @property
    def sqlite_drop(self):
        return [f"drop trigger if exists {self.name}_no_{act}" for act in ("update", "delete")]


def _run(connection, postgresql, sqlite):
    with connection.cursor() as cursor:
        for statement in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)
