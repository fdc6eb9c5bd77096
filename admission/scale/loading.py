"""Rows by the hundred thousand into the tables of models: COPY on PostgreSQL, executemany on SQLite."""

from contextlib import contextmanager

from django.db import connection

CHUNK = 20_000  # rows of one table that wait in memory

# What a table is better without while it is filled; whatever a key of another table rests on stays.
POSTGRESQL_CONSTRAINTS = """
select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
from pg_constraint where conrelid = any(%s::regclass[]) and contype in ('f', 'u', 'x')
and (contype = 'f' or conindid not in (select conindid from pg_constraint where contype = 'f'))
order by contype = 'f' desc"""
POSTGRESQL_INDEXES = """
select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
where indrelid = any(%s::regclass[]) and not indisprimary
and indexrelid not in (select conindid from pg_constraint where conindid <> 0)"""
SQLITE_PARTS = (
    "select type, name, sql from sqlite_master where sql is not null and type in ('index', 'trigger')"
)


class Table:
    """Rows of one model: tuples of texts and None in the order of `columns`; every other column gets its default."""

    def __init__(self, model, *columns, **constants):
        self.model, self.rows = model, []
        fixed = {
            field.attname: constants.get(field.attname, _default(field))
            for field in model._meta.concrete_fields
            if field.attname not in columns and not field.primary_key or field.attname in constants
        }
        by_name = {field.attname: field.column for field in model._meta.concrete_fields}
        self.columns = [connection.ops.quote_name(by_name[name]) for name in (*columns, *fixed)]
        self.fixed = tuple(fixed.values())

    def add(self, *row):
        self.rows.append(row)

    def flush(self, cursor):
        table, columns = connection.ops.quote_name(self.model._meta.db_table), ", ".join(self.columns)
        if connection.vendor == "postgresql":
            tail = "".join(f"\t{_text(value)}" for value in self.fixed) + "\n"
            lines = [
                "\t".join([value if value is not None else "\\N" for value in row]) + tail
                for row in self.rows
            ]
            with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
                copy.write("".join(lines))
        else:
            places = ", ".join(["%s"] * len(self.columns))
            rows = [row + self.fixed for row in self.rows] if self.fixed else self.rows
            cursor.executemany(f"insert into {table} ({columns}) values ({places})", rows)
        self.rows = []


def _text(value):
    return "\\N" if value is None else value


def _default(field):
    """The default of a field as the text that a row holds; what may be empty, is."""
    value = field.get_default()
    if value is None or value == "" and field.null:
        return None
    return str(int(value)) if isinstance(value, bool) else str(value)


class Loader:
    """Tables that are filled side by side, each named before those that refer to it."""

    def __init__(self, *tables):
        self.tables = tables

    def __enter__(self):
        return self

    def __exit__(self, failed, *_):
        if not failed:
            self.flush()

    def give_way(self):
        """Call now and then: writes once enough has gathered."""
        if any(len(table.rows) >= CHUNK for table in self.tables):
            self.flush()

    def flush(self):
        with connection.cursor() as cursor:
            for table in self.tables:
                if table.rows:
                    table.flush(cursor)


@contextmanager
def bare(models):
    """Within the transaction that fills these empty tables: without their indexes, keys and guards, which come back at
    the end and then judge all rows at once. (The guard of a file judges single steps; here whole lives are written.)
    """
    tables = [model._meta.db_table for model in models]
    lift, put_back = _postgresql(tables) if connection.vendor == "postgresql" else _sqlite(tables)
    _run(lift)
    yield
    _run(put_back)


def _postgresql(tables):
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_CONSTRAINTS, [tables])
        constraints = cursor.fetchall()
        cursor.execute(POSTGRESQL_INDEXES, [tables])
        indexes = cursor.fetchall()
    lift = [
        *(f"alter table {table} disable trigger user" for table in tables),
        *(f"alter table {table} drop constraint {name}" for table, name, _ in constraints),
        *(f"drop index {name}" for name, _ in indexes),
    ]
    put_back = [
        *(definition for _, definition in indexes),
        *(f"alter table {table} add constraint {name} {how}" for table, name, how in reversed(constraints)),
        *(f"alter table {table} enable trigger user" for table in tables),
    ]
    return lift, put_back


def _sqlite(tables):
    with connection.cursor() as cursor:
        cursor.execute(f"{SQLITE_PARTS} and tbl_name in ({', '.join(['%s'] * len(tables))})", tables)
        parts = cursor.fetchall()
    return [f'drop {kind} "{name}"' for kind, name, _ in parts], [sql for *_, sql in parts]


def _run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
