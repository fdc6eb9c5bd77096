"""The Celery application: `celery -A partytrack worker`, `celery -A partytrack beat`."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partytrack.settings.embedded")
app = Celery("partytrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["partytrack.journal", "units", "admission"])
app.conf.beat_schedule = {
    "hand new journal entries to their handlers": {
        "task": "partytrack.journal.tasks.dispatch",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "print what was asked for": {
        "task": "admission.tasks.print_waiting",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "remind everybody of what is due": {
        "task": "admission.tasks.remind",
        "schedule": crontab(hour=5, minute=30),
    },
    "let go of old prints": {
        "task": "admission.tasks.purge_jobs",
        "schedule": crontab(hour=3, minute=15),
    },
    "carry out restructurings whose day has come": {
        "task": "units.tasks.restructure",
        "schedule": crontab(minute="*/10"),
    },
    "recount every figure": {
        "task": "admission.tasks.recount",
        "schedule": crontab(hour=2, minute=30),
    },
}
