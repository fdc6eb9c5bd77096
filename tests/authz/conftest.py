"""One world for each module; whatever a request writes is taken back."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.authz.ground import TREE, grounds
from tests.authz.objects import Samples
from tests.world import make_user
from units.models import Role, User

IN_COOKIES = "django.contrib.sessions.backends.signed_cookies"  # a third of the queries of a request less


@pytest.fixture(scope="module")
def _database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(SESSION_ENGINE=IN_COOKIES), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def places(_database):
    return grounds()


@pytest.fixture(scope="module")
def samples(places):
    return Samples(places)


@pytest.fixture(scope="module")
def visitor(places):
    return Visitor(places)


class QuickClient(Client):
    """Answers without keeping every template and its context, which costs more than the page."""

    def request(self, **request):
        return self.handler(self._base_environ(**request))


class Visitor:
    """One test client that is whoever is asked for, by a session that was opened before the tests began."""

    def __init__(self, places):
        self.client, self.sessions = QuickClient(), {}
        self.users = {(role, unit): places.user(role, unit) for role in Role.values for unit in TREE}
        province = places.unit("province")
        for identity in ("nobody", "expired", "disabled"):
            self.users[identity] = make_user(Role.BOARD_OFFICER, province, identity)
        for user in self.users.values():
            self.sign_in(user)
        self.users["nobody"].grants.all().delete()
        self.users["expired"].grants.update(valid_to=date(2020, 1, 1))
        User.objects.filter(pk=self.users["disabled"].pk).update(is_active=False)

    def user(self, identity, unit=None):
        """`identity`: a role with the unit of its grant, or one of nobody, expired, disabled."""
        return self.users[identity, unit] if unit else self.users[identity]

    def sign_in(self, user):
        self.client.cookies.clear()  # or the session before would be ended
        self.client.force_login(user)
        self.sessions[user.pk] = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, method, url, user=None, *, data=None, **headers):
        """The answer to one request; whatever it wrote is taken back."""
        with undone():
            return self.do(method, url, user, data=data, **headers)

    def do(self, method, url, user=None, *, data=None, **headers):
        session = user and self.sessions[user.pk]
        self.client.cookies.clear()
        if session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = session
        return getattr(self.client, method.lower())(url, data or {}, headers=headers)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(name, sample):
    return reverse(name, kwargs=sample.kwargs, query=sample.query)
