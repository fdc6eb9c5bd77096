"""The installation's own rows as the rule book reads them: registered in `admission.apps`."""

from functools import cache
from types import MappingProxyType

from django.db import connection

from admission.models import AddedInstrument, ChangeStatus, MovedDay, RuleChange
from admission.rules.book import Instrument, Provision, shipped


def added_rows():
    """([Instrument], [Provision]) of everything that was switched on; nothing before the tables are there."""
    if not _installed():
        return [], []
    instruments = [_instrument(row) for row in AddedInstrument.objects.all()]
    changes = RuleChange.objects.filter(status=ChangeStatus.ON)
    return instruments, [provision_of(change) for change in changes]


def added_moved_days():
    return [] if not _installed() else list(MovedDay.objects.values_list("rests", "works"))


@cache
def _tables():
    """Rules can be asked of a system that was never set up: `manage.py judge` right after installing."""
    return frozenset(connection.introspection.table_names())


def _installed():
    if RuleChange._meta.db_table not in _tables():
        _tables.cache_clear()
        return False
    return True


def _instrument(row):
    return Instrument(
        key=row.key, number=row.number, issued=f"{row.issued_on:%d/%m/%Y}", series=row.series, since=row.since,
        confidence=row.confidence, note=row.note,
    )  # fmt: skip


def provision_of(change):
    """The row of the book that a change makes; title and deciding body stay those of the rule it changes."""
    before = shipped().provision(change.code, change.since)
    return Provision(
        code=change.code, title=before.title, source=change.source, clause=change.clause, since=change.since,
        figures=MappingProxyType(change.figures), confidence=change.confidence, body=before.body, note=change.note,
        change=change.pk,
    )  # fmt: skip
