"""Fills an empty database: `manage.py seed_scale`. The same size on the same day gives the same rows."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from admission import rollups
from admission.models import Candidate, Member, MemberPlacement, Origin, Standing
from admission.scale import ground, tree
from admission.scale.chain import Chain
from admission.scale.files import Files
from admission.scale.loading import bare
from admission.scale.people import Calendar, People
from partytrack.errors import Refused
from partytrack.journal.dispatch import paused
from partytrack.journal.models import Cursor, Entry, Head
from units.models import Unit
from units.models.unit import PEOPLE_KINDS

FILLED = (*tree.MODELS, Entry, Candidate, Standing, Origin, Member, MemberPlacement)
NAMES = 5_000  # different names of each sex, at most


@dataclass(frozen=True)
class Seeded:
    """How many rows there are now, and who may sign in: [(username, password, name of the unit)]."""

    units: int
    members: int
    files: int
    entries: int
    accounts: list[tuple[str, str, str]]


def seed(size, today, *, say=lambda step: None):
    """Fill the database with data of a `Size` as they stand at the end of a day. Raises Refused when it is not empty;
    all or nothing."""
    with paused(), transaction.atomic():
        _check_empty()
        with bare(FILLED):
            accounts, counts = _write(size, today, say)
            say("khóa, chỉ mục")
        _reset_sequences()
    _analyze()
    say("đếm số liệu tổng hợp")
    rollups.recount()
    return Seeded(**counts, accounts=accounts)


def _check_empty():
    if Unit.objects.exists() or Entry.objects.exists():
        raise Refused(
            sentence="Cơ sở dữ liệu này đã có đơn vị hoặc nhật ký; dữ liệu quy mô lớn chỉ ghi vào cơ sở dữ liệu trống.",
            remedy="Tạo cơ sở dữ liệu mới, chạy migrate, rồi đặt DATABASE_URL tới đó.",
        )


def _write(size, today, say):
    rng, last = random.Random(size.name), today.toordinal()
    calendar, chain = Calendar(today), Chain(timezone.make_aware(datetime.combine(today, time(0))))
    people = People(rng, calendar, min(NAMES, size.files // 4))
    say("đơn vị")
    nodes = tree.grow(size, rng)
    tree.write(nodes, chain)
    branches = [node for node in nodes if node.kind in PEOPLE_KINDS]
    weights = [rng.paretovariate(2) for _ in branches]
    say("hồ sơ")
    files = Files(size, branches, weights, rng=rng, today=last, calendar=calendar, people=people, chain=chain)
    admitted = files.write()
    say("đảng viên")
    homes = rng.choices(branches, weights, k=size.members - admitted)
    files.members.write_others(homes, rng=rng, today=last, people=people)
    chain.close()
    say("chỉ tiêu, tài khoản")
    year = ground.open_periods(size, today)
    ground.set_targets(nodes, Counter(home.pk for home in homes), year)
    accounts = ground.open_accounts(nodes, today)
    seq = Head.objects.get().seq
    # What is here already is counted whole, not folded in.
    Cursor.objects.create(name=rollups.CURSOR, seq=seq, at=timezone.now())
    return accounts, {
        "units": len(nodes), "members": files.members.count, "files": size.files, "entries": seq,
    }  # fmt: skip


def _reset_sequences():
    """Rows came with their ids: the next row gets the next one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Unit, Candidate, Member]):
            cursor.execute(statement)


def _analyze():
    """Tell the planner what there is now; on PostgreSQL also which pages everybody sees."""
    vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze" if vacuum else "analyze")
