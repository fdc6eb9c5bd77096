"""The first steps of a file in a browser that runs no script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.e2e import ladder

pytestmark = pytest.mark.needs("BROWSER")


def test_journey_without_script(people, visit):
    secretary = visit(people.secretary, java_script_enabled=False)
    start = timezone.localdate() - timedelta(60)
    ladder.enter(secretary, start)
    ladder.assign_helper(secretary, start + timedelta(7))
    ladder.take_application(secretary, start + timedelta(10))
    secretary.reads("Gửi thẩm tra lý lịch")
