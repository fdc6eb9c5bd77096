from celery import shared_task

from . import dispatch as relay


@shared_task
def dispatch():
    relay.dispatch()
