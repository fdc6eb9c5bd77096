"""What a load balancer and an operator ask: is the process alive, can it serve, does the journal keep up."""

from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partytrack.journal.models import Cursor, Entry, Head

CLOCK_LIMIT = 5  # seconds between this machine and the database


class NotReady(Exception):
    """This process must not be given requests; the argument names the reason."""


@login_not_required
@require_safe
def healthz(request):
    """The process answers. Asks nobody else, so that a slow database does not get it restarted."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request):
    """200 when requests can be served, else 503 with the `reason`.

    The journal's lag is told but does not count: it is the worker that is behind, and taking the web servers
    away would not help it.
    """
    try:
        _require_migrations()
        clock = _clock_difference()
        state = {"clock_seconds": round(clock), "journal": _journal()}
        if abs(clock) > CLOCK_LIMIT:
            raise NotReady("clock")
    except NotReady as refusal:
        state = {"reason": str(refusal)}
    except DatabaseError:
        state = {"reason": "database"}
    is_ready = "reason" not in state
    return JsonResponse({"ready": is_ready, **state}, status=200 if is_ready else 503)


@cache  # an exception is not kept: once applied is asked no more, until then every time
def _require_migrations():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations")


def _clock_difference():
    """Seconds by which this machine is ahead of the database."""
    applied = MigrationRecorder(connection).migration_qs  # the one table that always has rows
    return (timezone.now() - applied.values_list(Now(), flat=True).first()).total_seconds()


def _journal():
    """How many entries the slowest consumer has not read, and since when the oldest of them waits."""
    head = Head.objects.values_list("seq", flat=True).first() or 0
    read_up_to = dict(Cursor.objects.values_list("name", "seq"))
    read = min((read_up_to.get(name, 0) for name in settings.JOURNAL_CONSUMERS), default=head)
    waiting_since = Entry.objects.filter(seq__gt=read).order_by("seq").values_list("at", flat=True).first()
    waited = (timezone.now() - waiting_since).total_seconds() if waiting_since else 0
    return {"unread": head - read, "oldest_unread_seconds": round(waited)}
