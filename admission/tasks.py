"""What Celery runs of this app."""

import logging

from celery import shared_task
from django.db import transaction

from admission import rollups
from admission.domain import jobs
from partytrack.journal.dispatch import dispatch
from partytrack.journal.write import write as journal

log = logging.getLogger(__name__)


@shared_task
def recount():
    """Every night: count all figures from the facts; what had drifted is named, repaired and journalled."""
    dispatch()
    with transaction.atomic():
        drift = rollups.recount()
        for unit, period, measure, stored, counted in drift:
            log.error(
                "roll-up drift: %s %s %s: stored %s, counted %s", unit, period, measure, stored, counted
            )
        if drift:
            journal("admission.drift_repaired", subject="rollup", figures=drift)
    return len(drift)


@shared_task
def print_waiting():
    """Every few seconds: print what was asked for, and what a dead worker left."""
    return jobs.run_waiting()
