"""The one way into the journal."""

import hashlib
import json
import uuid
from datetime import UTC

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from .dispatch import nudge
from .models import Entry, Head

GENESIS = "0" * 64


def write(event, *, subject, actor=None, unit_id=None, on=None, level="", uid=None, **body):
    """Append one entry to the chain, in the transaction of the act that it records.

    Call it last: the head of the chain stays locked until the transaction ends. `subject` is a model instance or
    "model:pk". `body` holds plain values only, and no personal ones. Returns the `Entry`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.write belongs inside the transaction of the act it records")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"hash": GENESIS})
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
    entry.save(force_insert=True)
    Head.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    transaction.on_commit(nudge)
    return entry


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
