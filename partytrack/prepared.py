"""Columns worked out by the database whose SQL is put together once: of a dozen subqueries that takes longer than to
ask them."""

from django.db import connection
from django.db.models.expressions import RawSQL


def columns(annotated):
    """{name: `RawSQL`} of what a queryset of a model itself, without joins, has been annotated with: to annotate others
    of that model with. The SQL is of the database in use; keep it by `connection.vendor`."""
    query = annotated.query
    compiler = query.get_compiler(connection=connection)
    compiler.setup_query()
    return {
        name: RawSQL(*compiler.compile(column), output_field=column.output_field)
        for name, column in query.annotations.items()
    }


class Prepared:
    """A query that every page asks: its SQL is put together once for each engine.

    make: gives the queryset of `values_list` for what is asked about. stand_ins: a value for each of these, unlike any
    other in the query, by which its places in the SQL are found.
    """

    def __init__(self, make, **stand_ins):
        self.make, self.stand_ins, self._statements = make, stand_ins, {}

    def rows(self, **asked):
        if connection.vendor not in self._statements:
            self._statements[connection.vendor] = self._put_together()
        sql, places, converters = self._statements[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked.get(name, value) for name, value in places])
            return [_converted(row, converters) for row in cursor.fetchall()]

    def _put_together(self):
        """(SQL, [(what is asked here or None, the value where nothing is)], what makes values of columns)"""
        compiler = self.make(**self.stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {str(value): name for name, value in self.stand_ins.items()}
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, [(names.get(str(value)), value) for value in params], converters


def _converted(row, converters):
    if not converters:
        return row
    values = list(row)
    for place, (steps, column) in converters.items():
        for convert in steps:
            values[place] = convert(values[place], column, connection)
    return values
