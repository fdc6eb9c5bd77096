"""From the journal to whoever derives something from it.

A consumer is a function of a list of entries, in order; it must be safe to call twice with the same ones. Each has a
cursor that moves in the consumer's own transaction. Celery beat calls `dispatch` every few seconds; without Redis the
same happens in this process, after the commit that wrote the entry.
"""

import logging
from contextlib import contextmanager
from threading import local

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Cursor, Entry

log = logging.getLogger(__name__)
_this_thread = local()
BATCH = 1000


def dispatch():
    """Hand every consumer what it has not seen. Returns the number of entries handed out."""
    return sum(_catch_up(name, import_string(path)) for name, path in settings.JOURNAL_CONSUMERS.items())


def _catch_up(name, consume):
    handed = 0
    while True:
        with derived():
            cursor, _ = Cursor.objects.select_for_update().get_or_create(name=name)  # one consumer at a time
            entries = list(Entry.objects.filter(seq__gt=cursor.seq).order_by("seq")[:BATCH])
            if entries:
                consume(entries)
                Cursor.objects.filter(pk=name).update(seq=entries[-1].seq, at=timezone.now())
        handed += len(entries)
        if len(entries) < BATCH:
            return handed


@contextmanager
def derived():
    """A transaction of what can be made anew from the facts and the journal. Its end does not wait for the disk, unless
    it is part of another: what a crash loses of it is done again, the cursor being lost with it."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("set local synchronous_commit to off")
        yield


def nudge():
    """Called after each commit that wrote an entry: without a worker, do its work now."""
    if settings.REDIS_URL or getattr(_this_thread, "paused", False):
        return
    try:
        dispatch()
    except Exception:  # the act is committed and the entry waits: the next nudge tries again
        log.exception("a journal consumer failed")


@contextmanager
def paused():
    """Within a bulk load: leave the entries for one `dispatch` at its end."""
    before = getattr(_this_thread, "paused", False)
    _this_thread.paused = True
    try:
        yield
    finally:
        _this_thread.paused = before
