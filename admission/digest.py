"""One mail for many reminders, to those who asked for it: counts, shortened names, links."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from admission.domain.notices import BY_KEY, THRESHOLDS, notices_of
from admission.models import Digest, NoticeSettings
from admission.rules.deadlines import BY_CODE
from partytrack.vi import short_name

LINES = 20  # files named in one mail


@transaction.atomic
def send_digest(user, today):
    """Send a user what they have not been told by mail. Returns how many reminders it held; 0 when none is due.

    The row is locked while the mail leaves: two workers send one mail, and a mail that fails is tried again.
    """
    wanted = NoticeSettings.objects.select_for_update(skip_locked=True).filter(user=user).first()
    if wanted is None or not wanted.address or not settings.SENDS_MAIL or not _is_due(wanted, today):
        return 0
    wanted.digested_on = today
    wanted.save(update_fields=["digested_on"])
    notices = notices_of(user).filter(mailed_at__isnull=True, read_at__isnull=True)
    notices = list(notices.select_related("candidate").order_by("due_on", "id"))
    if notices:
        notices_of(user).filter(pk__in=[one.pk for one in notices]).update(mailed_at=timezone.now())
        _mail(notices, wanted.address)
    return len(notices)


def _is_due(wanted, today):
    since = {Digest.DAILY: today, Digest.WEEKLY: today - timedelta(today.weekday())}.get(wanted.digest)
    return since is not None and (wanted.digested_on is None or wanted.digested_on < since)


def _mail(notices, address):
    counts = [(one.words, sum(n.threshold == one.key for n in notices)) for one in reversed(THRESHOLDS)]
    counts = [(words, count) for words, count in counts if count]
    subject = "Nhắc việc: " + ", ".join(f"{count} việc {words.lower()}" for words, count in counts)
    lines = [_line(one) for one in notices[:LINES]]
    context = {
        "counts": counts,
        "lines": lines,
        "more": len(notices) - len(lines),
        "home": settings.SITE_URL + reverse("admission:my_work"),
        "settings": settings.SITE_URL + reverse("admission:notice_settings"),
    }
    body = render_to_string("admission/digest.txt", context)
    EmailMessage(subject, body, to=[address]).send()


def _line(notice):
    return {
        "words": BY_KEY[notice.threshold].words,
        "what": BY_CODE[notice.code].plain,
        "who": short_name(notice.candidate.full_name),
        "due_on": notice.due_on,
        "url": settings.SITE_URL + reverse("admission:candidate_detail", kwargs={"pk": notice.candidate_id}),
    }
