"""Rows written in bulk, remembered so that they can be set back exactly."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import ProtectedError

from partytrack.errors import Reason, Refused

BATCH = 2000


@dataclass
class Changes:
    """`traces`: (table, made, rows) in the order of writing; see `RestructuringTrace`."""

    traces: list[tuple] = field(default_factory=list)

    def make(self, model, rows):
        """Insert rows; they come back with their ids."""
        if rows:
            rows = model._base_manager.bulk_create(rows, batch_size=BATCH)
            self.traces.append((model._meta.label_lower, True, [row.pk for row in rows]))
        return rows

    def set(self, rows, **values):
        """The same values for all these rows of one table."""
        self.set_each([(row, values) for row in rows])

    def set_each(self, pairs):
        """Pairs (row as it was read, {field: new value}), all of one table and of the same fields."""
        pairs = list(pairs)
        if not pairs:
            return
        model, names = type(pairs[0][0]), sorted(pairs[0][1])
        columns = [model._meta.get_field(name) for name in names]
        trace = []
        for row, values in pairs:
            after = [column.get_prep_value(_plain(values[column.name])) for column in columns]
            before = [getattr(row, column.attname) for column in columns]
            trace.append([row.pk, _keyed(columns, before), _keyed(columns, after)])
            for column, value in zip(columns, after, strict=True):
                setattr(row, column.attname, value)
        self.traces.append(
            (model._meta.label_lower, False, json.loads(json.dumps(trace, cls=DjangoJSONEncoder)))
        )
        write(model, [(pk, after) for pk, _, after in trace])


def _plain(value):
    return getattr(value, "pk", value)


def _keyed(columns, values):
    return {column.attname: value for column, value in zip(columns, values, strict=True)}


def write(model, rows):
    """Update by [(id, {column: value})], all rows with the same columns."""
    if not rows:
        return
    known, names, quote = _columns(model), list(rows[0][1]), connection.ops.quote_name
    columns, key = [known[name] for name in names], model._meta.pk
    ready = [
        (pk, *(column.get_db_prep_save(values[column.attname], connection) for column in columns))
        for pk, values in rows
    ]
    table, set_, where = (
        quote(model._meta.db_table),
        [quote(column.column) for column in columns],
        quote(key.column),
    )
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            sets = ", ".join(f"{name} = %s" for name in set_)
            cursor.executemany(
                f"update {table} set {sets} where {where} = %s", [(*row, pk) for pk, *row in ready]
            )
            return
        # One statement, with a list for each column: a round trip a row is what takes the time.
        lists = ", ".join(f"%s::{column.rel_db_type(connection)}[]" for column in (key, *columns))
        fresh = ", ".join(f"v{at}" for at in range(len(columns)))
        sets = ", ".join(f"{name} = v{at}" for at, name in enumerate(set_))
        cursor.execute(
            f"update {table} set {sets} from unnest({lists}) as fresh (pk, {fresh}) where {where} = fresh.pk",
            [list(values) for values in zip(*ready, strict=True)],
        )


def _columns(model):
    return {column.attname: column for column in model._meta.concrete_fields}


def undo(traces, restorers):
    """Set everything back, last written first. Raises Refused, naming what has come to depend on it."""
    for trace in traces:
        model = apps.get_model(trace.table)
        if trace.made:
            _unmake(model, trace.rows)
        elif trace.table in restorers:
            restorers[trace.table](trace.rows)
        else:
            check_unchanged(model, trace.rows)
            write(model, [(pk, _parsed(model, before)) for pk, before, _ in trace.rows])


def check_unchanged(model, rows):
    """Every row still says what was written into it; raises Refused naming the tables and how many do not."""
    names = list(rows[0][2])
    now = {}
    for start in range(0, len(rows), BATCH):
        chunk = [pk for pk, _, _ in rows[start : start + BATCH]]
        found = model._base_manager.filter(pk__in=chunk).select_for_update().order_by("pk")
        now |= {pk: values for pk, *values in found.values_list("pk", *names)}
    changed = [pk for pk, _, after in rows if now.get(pk) != [_parsed(model, after)[name] for name in names]]
    if changed:
        words = str(model._meta.verbose_name)
        raise Refused(
            Reason(
                "CHANGED_SINCE",
                f"Đã có {len(changed)} dòng “{words}” thay đổi sau khi thực hiện phương án.",
                "Không hoàn tác được nữa; lập một phương án mới để sắp xếp lại.",
            )
        )


def _parsed(model, values):
    """Values as a trace keeps them, as the columns have them."""
    return {name: _columns(model)[name].to_python(value) for name, value in values.items()}


def _unmake(model, ids):
    try:
        for start in range(0, len(ids), BATCH):
            model._base_manager.filter(pk__in=ids[start : start + BATCH]).delete()
    except ProtectedError as error:
        raise Refused(*_naming(error.protected_objects)) from None


def _naming(protected):
    counts = defaultdict(int)
    for row in protected:
        counts[str(row._meta.verbose_name)] += 1
    for words, count in counts.items():
        yield Reason(
            "DEPENDS",
            f"Đã có {count} dòng “{words}” gắn với đơn vị lập mới theo phương án.",
            "Không hoàn tác được nữa; lập một phương án mới để sắp xếp lại.",
        )
