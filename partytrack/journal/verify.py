"""Is the journal what was written?"""

from .models import Entry, Head
from .write import GENESIS, entry_hash

# Other apps add functions that yield a sentence for each thing of theirs that is not what the journal says it was.
others = []


def broken_links():
    """Yield a sentence for each place where the chain does not hold, first the earliest."""
    prev, seq = GENESIS, 0
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        seq += 1
        if entry.seq != seq:
            yield f"thiếu dòng {seq} (gặp dòng {entry.seq})"
            seq = entry.seq
        elif entry.prev != prev:
            yield f"dòng {seq} không nối tiếp dòng trước"
        if not is_as_written(entry):
            yield f"dòng {seq} không còn như khi được ghi"
        prev = entry.hash
    head = Head.objects.filter(pk=1).first()
    if (head.seq, head.hash) != (seq, prev) if head else seq:
        yield f"nhật ký dừng ở dòng {seq}, dấu cuối ghi {head.seq if head else 0}"


def is_as_written(entry):
    """Does the entry still say what its hash was made of?"""
    return entry.hash == entry_hash(entry)


def faults():
    """Sentences about the chain, and about whatever the journal vouches for."""
    yield from broken_links()
    for check in others:
        yield from check()
