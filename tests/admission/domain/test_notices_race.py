"""Several workers at once: one reminder, one mail."""

import pytest
from django.core import mail

from admission.digest import send_digest
from admission.domain import notices
from admission.models import Candidate, Notice
from tests.admission.domain.test_race import at_once
from tests.world import world
from units.models import User

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db(transaction=True)]
WORKERS = 6


def test_workers_at_once_remind_and_mail_once():
    w = world()
    file = w.climb(w.file(), to="decided")
    today = Candidate.objects.with_clocks().get(pk=file.pk).due_on
    notices.choose_digest(actor=w.secretary, digest="daily", address="hoa@example.vn")

    def work():
        user = User.objects.get(pk=w.secretary.pk)
        notices.remind(user, today)
        return send_digest(user, today)

    sent = at_once([work] * WORKERS)
    assert (sorted(sent), Notice.objects.count(), len(mail.outbox)) == ([0] * (WORKERS - 1) + [1], 1, 1)
