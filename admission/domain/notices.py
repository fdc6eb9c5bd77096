"""Reminders of deadlines, how a user wants to hear of them, and the secret link of their calendar."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from admission.events import clocks_for
from admission.models import Candidate, FeedLink, Notice, NoticeSettings
from admission.rules import figure
from partytrack.journal.write import write as journal
from units.models import Grant, User
from units.permissions import grants_of

FETCH_SECONDS = 10  # between two fetches of one calendar link


@dataclass(frozen=True)
class Threshold:
    """From `days` before the end on, a user is told once, in these words."""

    key: str
    days: int
    words: str
    tone: str


THRESHOLDS = (
    Threshold("soon", 7, "Sắp đến hạn", "warn"),
    Threshold("today", 0, "Đến hạn hôm nay", "warn"),
    Threshold("late", -1, "Đã quá hạn", "bad"),
)
BY_KEY = {threshold.key: threshold for threshold in THRESHOLDS}


def reached(clock, today):
    """The last `Threshold` that a clock has come to; None while it is far off. Those before it are passed over: after
    a missed night a user is told how it stands now, once."""
    left = (clock.end - today).days
    early = figure("EXPIRY_WARNING", "days", today) if clock.deadline.expires else THRESHOLDS[0].days
    found = [one for one in THRESHOLDS if left <= (early if one is THRESHOLDS[0] else one.days)]
    return found[-1] if found else None


def whom_to_remind():
    """Ids of the users who may sign in and hold a role today."""
    holding = Grant.objects.in_force().values("user")
    users = User.objects.filter(is_active=True, is_service=False, pk__in=holding)
    return list(users.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def remind(user, today):
    """Tell a user of every deadline of theirs that has come near, each once for each threshold, whoever runs this and
    however often; what is no longer due is put away as read. Returns the number of unread notices."""
    running = list(clocks_for(user))
    notices = [
        Notice(user=user, candidate=file, code=clock.code, due_on=clock.end, threshold=threshold.key)
        for file, clock in running
        if (threshold := reached(clock, today))
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
    still = {(file.pk, clock.code, clock.end) for file, clock in running}
    unread = Notice.objects.filter(user=user, read_at__isnull=True)
    over = [one.pk for one in unread if (one.candidate_id, one.code, one.due_on) not in still]
    unread.filter(pk__in=over).update(read_at=timezone.now())
    return unread.all().count()  # asked anew


def notices_of(user):
    """A user's notices about files that they may still see."""
    return Notice.objects.filter(user=user, candidate__in=Candidate.objects.visible_to(user))


def read_notices(user, pks=None):
    """Mark as read these, or all."""
    unread = Notice.objects.filter(user=user, read_at__isnull=True)
    (unread if pks is None else unread.filter(pk__in=pks)).update(read_at=timezone.now())


@transaction.atomic
def choose_digest(*, actor, digest, address):
    """Đổi cách nhận thư tổng hợp. The journal does not keep the address."""
    NoticeSettings.objects.update_or_create(user=actor, defaults={"digest": digest, "address": address})
    _record("digest_chosen", actor, digest=digest)


@transaction.atomic
def make_feed(*, actor):
    """A new secret for the user's calendar link; the one before stops working. It cannot be read again later."""
    _revoke(actor)
    secret = secrets.token_urlsafe(32)
    FeedLink.objects.create(user=actor, mark=_mark(secret))
    _record("feed_made", actor)
    return secret


@transaction.atomic
def revoke_feed(*, actor):
    """Thu hồi liên kết lịch."""
    if _revoke(actor):
        _record("feed_revoked", actor)


def open_feed(secret):
    """The `FeedLink` of a secret that is in force, of a user who may sign in; else None."""
    found = FeedLink.objects.filter(mark=_mark(secret), revoked_at__isnull=True, user__is_active=True)
    return found.select_related("user").first()


def note_fetch(link, now):
    """Was the last fetch long enough ago? Then this one is noted."""
    rested = Q(fetched_at__isnull=True) | Q(fetched_at__lt=now - timedelta(seconds=FETCH_SECONDS))
    return bool(FeedLink.objects.filter(rested, pk=link.pk).update(fetched_at=now))


def _revoke(user):
    return FeedLink.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _mark(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(event, user, **body):
    grant = next(iter(grants_of(user)), None)
    journal(f"admission.{event}", subject=user, actor=user, unit_id=grant and grant.unit_id, **body)
