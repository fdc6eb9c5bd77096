import pytest
from django.db import transaction

from admission.states import State
from tests.admission.domain.shelf import Shelf
from tests.world import browse_as, world


@pytest.fixture
def w(db):
    return world()


@pytest.fixture(scope="module")
def shelf(request, django_db_setup, django_db_blocker):
    """A file at every state that the module names in STATES (at all, if it names none), made once: each of its tests
    rolls back to this."""
    states = getattr(request.module, "STATES", tuple(State))
    with django_db_blocker.unblock(), transaction.atomic():
        yield Shelf(states)
        transaction.set_rollback(True)


@pytest.fixture
def as_user(client):
    """Sign in: the client of a user."""

    def sign_in(user):
        return browse_as(client, user)

    return sign_in
