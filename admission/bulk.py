"""Reads and writes very many rows at once, on both databases."""

import json
from itertools import islice
from struct import Struct

from django.db import connection
from django.db.models.expressions import RawSQL

CHUNK = 10_000
FEW = 500  # rows that are sent in the statement itself sooner than by way of a table
_BEGIN_ROW, _LENGTH, _NUMBER = Struct("!hiqiq"), Struct("!i"), Struct("!iq")
_BEGINS, _ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_NULL = _LENGTH.pack(-1)


def among(ids):
    """For a lookup such as `unit__in=among(ids)`: thousands of ids as one parameter, at which no layer looks one by
    one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [_array(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def grouped(rows, *columns, **counted):
    """Tuples of a grouped read."""
    return tuples(rows.order_by().values_list(*columns).annotate(**counted))


def tuples(rows):
    """What a `values_list` finds, as the database gives it."""
    return executed(*rows.query.sql_with_params())


def executed(sql, params=None):
    """The rows of a statement as the database gives them: no conversion, and no cursor in the server."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while chunk := cursor.fetchmany(CHUNK):
            yield from chunk


def insert(model, rows):
    """Insert rows of a model whose key is its first two columns. `rows`: tuples, one value for each column in the order
    of its fields: int, bytes or None; may be an iterator, of which no more than a few thousand are held at a time."""
    table, columns = _table(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, columns, rows)
        else:
            cursor.executemany(_insert(table, columns), rows)


def upsert(model, rows):
    """The same for a list of rows; they take the place of those that are there."""
    if not rows:
        return
    table, columns = _table(model)
    news = ", ".join(f"{column} = excluded.{column}" for column in columns[2:])
    on_conflict = f"ON CONFLICT ({columns[0]}, {columns[1]}) DO UPDATE SET {news}"
    names = ", ".join(columns)
    into = f"INSERT INTO {table} ({names}) SELECT {names} FROM"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{_insert(table, columns)} {on_conflict}", rows)
        elif len(rows) <= FEW:
            values = map(_array, zip(*rows, strict=True))
            cursor.execute(f"{into} unnest({_arrays(model)}) AS bulk ({names}) {on_conflict}", list(values))
        else:  # COPY takes no ON CONFLICT
            bulk = f"CREATE TEMPORARY TABLE bulk ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0"
            cursor.execute(bulk)
            _copy(cursor, "bulk", columns, rows)
            cursor.execute(f"{into} bulk {on_conflict}")
            cursor.execute("DROP TABLE bulk")


def _arrays(model):
    return ", ".join(f"%s::{field.db_type(connection)}[]" for field in model._meta.local_concrete_fields)


def _array(values):
    """An array of whole numbers, bytes and None as PostgreSQL writes it: the driver would look at each one longer."""
    return f"{{{','.join(map(_element, values))}}}"


def _element(value):
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else f'"\\\\x{value.hex()}"'


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
                [_array(part) for part in zip(*values, strict=True)],
            )
        else:
            cursor.executemany(
                f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [(value, pk) for pk, value in values]
            )


def _table(model):
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), [quote(field.column) for field in model._meta.local_concrete_fields]


def _insert(table, columns):
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"


def _copy(cursor, table, columns, rows):
    rows = iter(rows)
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_BEGINS)
        while chunk := list(islice(rows, CHUNK)):
            copy.write(b"".join(map(_as_binary, chunk)))
        copy.write(_ENDS)


def _as_binary(row):
    return _BEGIN_ROW.pack(len(row), 8, row[0], 8, row[1]) + b"".join(map(_value, row[2:]))


def _value(value):
    if value is None:
        return _NULL
    if isinstance(value, int):
        return _NUMBER.pack(8, value)
    return _LENGTH.pack(len(value)) + value
