"""The chain of entries, what breaks it, and who is told of them."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import StringIO
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from partytrack.journal import guards
from partytrack.journal.dispatch import dispatch, nudge, paused
from partytrack.journal.models import Cursor, Entry, Head
from partytrack.journal.verify import broken_links
from partytrack.journal.write import write
from units.models import User

pytestmark = pytest.mark.sqlite_too
seen = []


def collect(entries):
    """A consumer."""
    seen.extend(entry.seq for entry in entries)


def stumble(entries):
    """A consumer that fails half way."""
    seen.extend(entry.seq for entry in entries[:1])
    raise ValueError("cannot read this entry")


@pytest.fixture
def told(settings):
    """Entries go to `collect`; the list of what it was told."""
    settings.JOURNAL_CONSUMERS = {"collect": f"{__name__}.collect"}
    seen.clear()
    return seen


def write_some(count, first=1):
    with transaction.atomic():
        return [
            write(
                "test.written",
                subject=f"candidate:{n}",
                unit_id=7,
                on=date(2024, 1, n % 28 + 1),
                level="branch",
                n=n,
            )
            for n in range(first, first + count)
        ]


@pytest.fixture
def chain(db):
    """Nine entries whose guards are gone, as an owner of the database could have it."""
    entries = write_some(9)
    guards.ENTRIES.remove(None, SimpleNamespace(connection=connection))
    return entries


def change(seq, **columns):
    Entry.objects.filter(seq=seq).update(**columns)


def broken():
    return list(broken_links())


def test_entry_is_chained_to_the_one_before(db):
    first, second = write_some(2)
    assert (first.seq, first.prev) == (1, "0" * 64)
    assert (second.seq, second.prev) == (2, first.hash)
    assert Head.objects.values("pk", "seq", "hash").get() == {"pk": 1, "seq": 2, "hash": second.hash}
    assert Entry.objects.get(seq=2).body == {"n": 2}
    assert broken() == []


def test_entry_belongs_inside_the_transaction_of_its_act(transactional_db):
    with pytest.raises(RuntimeError):
        write("test.written", subject="candidate:1")
    assert Entry.objects.count() == 0


def test_act_that_is_rolled_back_leaves_no_hole(db):
    write_some(1)
    with transaction.atomic():
        write_some(3, first=2)
        transaction.set_rollback(True)
    write_some(1, first=5)
    assert list(Entry.objects.values_list("seq", flat=True)) == [1, 2]
    assert broken() == []


def test_empty_journal_is_whole(db):
    assert broken() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("uid", uuid.uuid4()), ("at", F("at") + timedelta(microseconds=1)), ("actor_id", 1), ("event", "test.other"),
        ("subject", "candidate:99"), ("unit_id", 8), ("unit_id", None), ("on", date(2020, 1, 1)), ("on", None),
        ("level", "board"), ("body", {"n": 55}), ("body", {}), ("hash", "f" * 64),
    ],
)  # fmt: skip
def test_changed_column_is_found(chain, column, value):
    if column == "actor_id":
        value = User.objects.create_user("mallory", name="Mallory").pk
    change(5, **{column: value})
    assert broken()[0] == "dòng 5 không còn như khi được ghi"


def test_changed_link_is_found(chain):
    change(5, prev="0" * 64)
    assert broken()[0] == "dòng 5 không nối tiếp dòng trước"


def test_deleted_entry_is_found(chain):
    Entry.objects.filter(seq=5).delete()
    assert broken()[0] == "thiếu dòng 5 (gặp dòng 6)"


def test_cut_tail_is_found(chain):
    Entry.objects.filter(seq__gt=7).delete()
    assert broken() == ["nhật ký dừng ở dòng 7, dấu cuối ghi 9"]


def test_emptied_journal_is_found(chain):
    Entry.objects.all().delete()
    assert broken() == ["nhật ký dừng ở dòng 0, dấu cuối ghi 9"]


def test_lost_head_is_found(chain):
    Head.objects.all().delete()
    assert broken() == ["nhật ký dừng ở dòng 9, dấu cuối ghi 0"]


def test_inserted_entry_is_found(chain):
    forged = Entry.objects.get(seq=9)
    forged.seq, forged.uid, forged.prev, forged.hash = 10, uuid.uuid4(), forged.hash, "e" * 64
    forged.save(force_insert=True)
    assert broken()[0] == "dòng 10 không còn như khi được ghi"


def test_swapped_entries_are_found(chain):
    for old, new in ((4, 100), (6, 4), (100, 6)):
        Entry.objects.filter(seq=old).update(seq=new)
    assert broken()[0] == "dòng 4 không nối tiếp dòng trước"


def test_entry_rewritten_with_its_own_hash_breaks_the_next(chain):
    from partytrack.journal.write import entry_hash

    entry = Entry.objects.get(seq=5)
    entry.event = "test.forged"
    change(5, event=entry.event, hash=entry_hash(entry))
    assert broken() == ["dòng 6 không nối tiếp dòng trước"]


def test_audit_verify_passes_a_whole_chain(db):
    write_some(3)
    said = StringIO()
    call_command("audit_verify", "--json", stdout=said)
    assert json.loads(said.getvalue()) == {"entries": 3, "errors": []}


def test_audit_verify_names_the_first_broken_link_and_fails(chain):
    change(5, event="test.forged")
    said = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("audit_verify", stdout=said)
    assert exit_.value.code == 1
    assert said.getvalue().splitlines() == [
        "dòng 5 không còn như khi được ghi", "Đã kiểm tra 9 dòng nhật ký, 1 lỗi.",
    ]  # fmt: skip


def test_forty_writers_at_once_leave_no_broken_link(transactional_db):
    gate = Barrier(40)

    def writer(number):
        gate.wait()
        try:
            for n in range(10):
                write_some(1, first=10 * number + n)
        finally:
            connection.close()

    with paused(), ThreadPoolExecutor(40) as threads:
        list(threads.map(writer, range(40)))
    assert Entry.objects.count() == 400
    assert sorted(Entry.objects.values_list("body__n", flat=True)) == list(range(400))
    assert broken() == []


def test_consumer_is_told_in_order_and_once(db, told):
    write_some(5)
    assert dispatch() == 5
    assert told == [1, 2, 3, 4, 5]
    assert (dispatch(), told) == (0, [1, 2, 3, 4, 5])
    write_some(2, first=6)
    assert (dispatch(), told) == (2, [1, 2, 3, 4, 5, 6, 7])
    assert Cursor.objects.get(name="collect").seq == 7


def test_consumer_is_told_in_batches_of_a_thousand(db, told):
    write_some(1001)
    assert dispatch() == 1001
    assert told == list(range(1, 1002))


def test_consumer_that_fails_is_told_again(db, told, settings):
    write_some(3)
    settings.JOURNAL_CONSUMERS = {"collect": f"{__name__}.stumble"}
    with pytest.raises(ValueError, match="cannot read"):
        dispatch()
    assert not Cursor.objects.filter(seq__gt=0).exists()
    settings.JOURNAL_CONSUMERS = {"collect": f"{__name__}.collect"}
    seen.clear()
    assert (dispatch(), told) == (3, [1, 2, 3])


def test_commit_tells_the_consumers(transactional_db, told):
    write_some(2)
    assert told == [1, 2]


def test_paused_commits_wait_for_one_dispatch(transactional_db, told):
    with paused():
        with paused():
            write_some(2)
        write_some(1, first=3)
        assert told == []
    assert told == []
    write_some(1, first=4)
    assert told == [1, 2, 3, 4]


def test_with_redis_the_worker_does_it(transactional_db, told, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # where nobody listens
    write_some(2)
    nudge()
    assert told == []
    assert not Cursor.objects.exists()


def test_failing_consumer_does_not_fail_the_act(transactional_db, told, settings, caplog):
    settings.JOURNAL_CONSUMERS = {"collect": f"{__name__}.stumble"}
    write_some(1)
    assert Entry.objects.count() == 1
    assert [record.message for record in caplog.records] == ["a journal consumer failed"]
