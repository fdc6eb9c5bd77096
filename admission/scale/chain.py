"""Journal entries by the million, chained as `partytrack.journal.write` chains one."""

from datetime import UTC
from hashlib import sha256

from django.db import connection

from admission.scale.loading import Table
from partytrack.journal.models import Entry, Head
from partytrack.journal.write import GENESIS


class Chain:
    """Adds entries to a new journal, all written at the instant `at`. `Head` is stored by `close`."""

    def __init__(self, at):
        self.seq, self.hash = 0, GENESIS
        self.at = at.astimezone(UTC).isoformat()
        columns = "seq", "uid", "event", "subject", "unit_id", "on", "level", "body", "prev", "hash"
        stored = self.at if connection.vendor == "postgresql" else self.at.partition("+")[0].replace("T", " ")
        self.table = Table(Entry, *columns, at=stored)
        self.dashes = connection.features.has_native_uuid_field

    def add(self, event, subject, unit_id, on, level, body):
        """Append one entry; returns its uid as the database keeps it. `body`: JSON with its keys in order; the other
        values are plain ASCII, so the text that is hashed needs no escaping."""
        prev, self.seq = self.hash, self.seq + 1
        end = f"{self.seq:012x}"
        said = (
            f'["{prev}", {self.seq}, "00000000-0000-4000-8000-{end}", "{self.at}", null, "{event}", "{subject}", '
            f'{unit_id}, "{on}", "{level}", {body}]'
        )
        self.hash = sha256(said.encode()).hexdigest()
        uid = f"00000000-0000-4000-8000-{end}" if self.dashes else f"00000000000040008000{end}"
        self.table.rows.append(
            (str(self.seq), uid, event, subject, str(unit_id), on, level, body, prev, self.hash)
        )
        return uid

    def close(self):
        Head.objects.update_or_create(pk=1, defaults={"seq": self.seq, "hash": self.hash})
