"""What Celery runs of this app."""

import logging

from celery import shared_task
from django.utils import timezone

from admission import rollups
from admission.digest import send_digest
from admission.domain import jobs, notices
from units.models import User

log = logging.getLogger(__name__)


@shared_task
def recount():
    """Every night: what had drifted is named and counted again."""
    drift = rollups.repair()
    for line in drift:
        log.error("roll-up drift: %s %s %s: stored %s, counted %s", *line)
    return len(drift)


@shared_task
def print_waiting():
    """Every few seconds: print what was asked for, and what a dead worker left."""
    return jobs.run_waiting()


@shared_task
def purge_jobs():
    """Every night: let go of what was printed long ago."""
    return jobs.purge()


@shared_task
def remind():
    """Every morning: a task for each user who holds a role."""
    for user_id in notices.whom_to_remind():
        remind_user.delay(user_id=user_id)


@shared_task
def remind_user(*, user_id, **_):
    """Tell one user what is due, here and in the mail they asked for. Safe to run again at any time."""
    user, today = User.objects.get(pk=user_id), timezone.localdate()
    notices.remind(user, today)
    send_digest(user, today)
