"""The one way into the journal."""

import hashlib
import json
import uuid
from contextlib import contextmanager
from datetime import UTC
from threading import local

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from .dispatch import nudge
from .models import Entry, Head

GENESIS = "0" * 64
# Other apps add functions (actor, unit id) -> id of the person in whose place the actor stands there, or None.
principals = []
_this_thread = local()


def write(event, *, subject, actor=None, unit_id=None, on=None, level="", uid=None, **body):
    """Append one entry to the chain, in the transaction of the act that it records.

    Call it last: the head of the chain stays locked until the transaction ends. `subject` is a model instance or
    "model:pk". `body` holds plain values only, and no personal ones. Whoever acts in somebody's place is recorded with
    both ids. Returns the `Entry`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.write belongs inside the transaction of the act it records")
    kept = getattr(_this_thread, "head", None)
    head = kept or _locked_head()
    said = {"event": event, "subject": subject, "actor": actor, "unit_id": unit_id, "on": on}
    entry = _next(head, level=level, uid=uid, **said, **body)
    entry.save(force_insert=True)
    if not kept:
        head.save()
    transaction.on_commit(nudge)
    return entry


def write_all(rows):
    """Append many entries at once, in order: each row holds the arguments of `write`. Returns the entries."""
    if not connection.in_atomic_block:
        raise RuntimeError("journal.write_all belongs inside the transaction of the acts it records")
    kept = getattr(_this_thread, "head", None)
    head = kept or _locked_head()
    entries = Entry.objects.bulk_create([_next(head, **row) for row in rows], batch_size=1000)
    if not kept:
        head.save()
    transaction.on_commit(nudge)
    return entries


def _next(head, *, event, subject, actor=None, unit_id=None, on=None, level="", uid=None, **body):
    """The entry that comes after the head, not saved; the head moves on to it."""
    if "on_behalf_of" not in body and subject != actor and (principal := _principal(actor, unit_id)):
        body["on_behalf_of"] = principal
    entry = Entry(
        seq=head.seq + 1,
        uid=uid or uuid.uuid4(),
        at=timezone.now(),
        actor=actor,
        event=event,
        subject=subject_key(subject),
        unit_id=unit_id,
        on=on,
        level=level,
        body=json.loads(json.dumps(body, cls=DjangoJSONEncoder)),
        prev=head.hash,
    )
    entry.hash = entry_hash(entry)
    head.seq, head.hash = entry.seq, entry.hash
    return entry


@contextmanager
def many():
    """Within one transaction that writes thousands of entries: store the head once, at the end. PostgreSQL reads
    through every version of a row that its own transaction has left. An exception must end the transaction."""
    head = _this_thread.head = _locked_head()
    try:
        yield
    finally:
        del _this_thread.head
    head.save()


def _principal(actor, unit_id):
    found = (find(actor, unit_id) for find in principals if actor is not None and unit_id is not None)
    return next(filter(None, found), None)


def _locked_head():
    return Head.objects.select_for_update().get_or_create(pk=1, defaults={"hash": GENESIS})[0]


def subject_key(subject):
    return subject if isinstance(subject, str) else f"{subject._meta.model_name}:{subject.pk}"


def entry_hash(entry):
    """SHA-256 over everything an entry says, and over the hash before it. A JSON array: no separator to forge."""
    said = [
        entry.prev,
        entry.seq,
        str(entry.uid),
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.event,
        entry.subject,
        entry.unit_id,
        str(entry.on or ""),
        entry.level,
        entry.body,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
