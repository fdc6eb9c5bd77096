"""Is the journal what was written?"""

from .models import Entry, Head
from .write import GENESIS, entry_hash


def broken_links():
    """Yield a sentence for each place where the chain does not hold, first the earliest."""
    prev, seq = GENESIS, 0
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        seq += 1
        if entry.seq != seq:
            yield f"entry {seq} is missing (found {entry.seq})"
            seq = entry.seq
        elif entry.prev != prev:
            yield f"entry {seq} does not follow the entry before it"
        if entry.hash != entry_hash(entry):
            yield f"entry {seq} says something else than when it was written"
        prev = entry.hash
    head = Head.objects.filter(pk=1).first()
    if (head.seq, head.hash) != (seq, prev) if head else seq:
        yield f"the journal ends at entry {seq}, its head says {head.seq if head else 0}"
