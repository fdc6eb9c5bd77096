"""What Celery runs of this app."""

import logging

from celery import shared_task
from django.utils import timezone

from partytrack.errors import Refused
from units.restructuring import acts

log = logging.getLogger(__name__)


@shared_task
def restructure():
    """Carry out the approved plans whose day has come, oldest first. One that cannot be carried out stays approved and
    holds no other back; its page says why when somebody applies it. Returns how many were."""
    done = 0
    for plan in acts.due(timezone.localdate()):
        try:
            acts.apply(plan, actor=None, version=None)
            done += 1
        except Refused as refusal:
            log.error("restructuring %s was not carried out: %s", plan.pk, refusal)
        except Exception:
            log.exception("restructuring %s was not carried out", plan.pk)
    return done
