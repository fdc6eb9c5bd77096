"""What the journal says is never changed."""

from partytrack.append_only import AppendOnly

ENTRIES = AppendOnly("journal", "journal_entry", "the journal is append-only")
