"""Reads and writes very many rows at once, on both databases."""

import json
from struct import Struct

from django.db import connection
from django.db.models.expressions import RawSQL

CHUNK = 10_000
_SHORT, _LENGTH, _NUMBER = Struct("!h"), Struct("!i"), Struct("!iq")
_BEGINS, _ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_NULL = _LENGTH.pack(-1)


def among(ids):
    """For a lookup such as `unit__in=among(ids)`: thousands of ids as one parameter, at which no layer looks one by
    one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def grouped(rows, *columns, **counted):
    """Tuples of a grouped read, without model objects and without a cursor in the server."""
    query = rows.order_by().values_list(*columns).annotate(**counted).query
    with connection.cursor() as cursor:
        cursor.execute(*query.sql_with_params())
        while chunk := cursor.fetchmany(CHUNK):
            yield from chunk


def upsert(model, rows):
    """Insert rows of a model whose key is (period, unit), or put them in the place of those that are there.

    `rows`: a list of tuples, one value for each column in the order of the model's fields: int, bytes or None.
    """
    if rows:
        quote = connection.ops.quote_name
        columns = [quote(field.column) for field in model._meta.local_concrete_fields]
        {"postgresql": _postgresql, "sqlite": _sqlite}[connection.vendor](
            quote(model._meta.db_table), columns, rows
        )


def update(model, column, values):
    """Set one whole-number column of rows of a model. `values`: [(id, value)]."""
    if not values:
        return
    table, column, key = map(connection.ops.quote_name, (model._meta.db_table, column, model._meta.pk.column))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            news = "unnest(%s::bigint[], %s::bigint[]) AS new (pk, value)"
            cursor.execute(
                f"UPDATE {table} SET {column} = new.value FROM {news} WHERE {key} = new.pk",
                [list(part) for part in zip(*values, strict=True)],
            )
        else:
            cursor.executemany(
                f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [(value, pk) for pk, value in values]
            )


def _on_conflict(table, columns):
    changing = columns[2:]
    new = ", ".join(f"{column} = excluded.{column}" for column in changing)
    return f"ON CONFLICT ({columns[0]}, {columns[1]}) DO UPDATE SET {new}"


def _sqlite(table, columns, rows):
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) {_on_conflict(table, columns)}",
            rows,
        )


def _postgresql(table, columns, rows):
    """COPY, which takes no ON CONFLICT, into a table that lives until the statement after the next."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bulk ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")
        with cursor.copy(f"COPY bulk ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(_BEGINS)
            for start in range(0, len(rows), CHUNK):
                copy.write(b"".join(map(_as_binary, rows[start : start + CHUNK])))
            copy.write(_ENDS)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM bulk {_on_conflict(table, columns)}"
        )
        cursor.execute("DROP TABLE bulk")


def _as_binary(row):
    return _SHORT.pack(len(row)) + b"".join(map(_value, row))


def _value(value):
    if value is None:
        return _NULL
    if isinstance(value, int):
        return _NUMBER.pack(8, value)
    return _LENGTH.pack(len(value)) + value
