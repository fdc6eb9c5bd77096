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
