"""Journeys run in Debian's Chromium against a live server, on a desktop's and on a phone's screen."""

import pytest

from tests.e2e.cast import PASSWORD, cast
from tests.e2e.visitor import SIZES, Visitor


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def people(transactional_db):
    return cast()


@pytest.fixture
def visit(new_context, live_server, size):
    """visit(user) -> a `Visitor` with a browser of their own, signed in unless there is no user."""

    def make(user=None, **options):
        context = new_context(base_url=live_server.url, locale="vi-VN", **{"viewport": size, **options})
        context.set_default_timeout(15_000)
        visitor = Visitor(context.new_page(), has_script=options.get("java_script_enabled", True))
        if user:
            visitor.sign_in("/", user, PASSWORD)
        return visitor

    return make
