import pytest
from django.test import Client

from tests.world import browse_as, world


@pytest.fixture
def w(db):
    return world()


@pytest.fixture
def signed_in(client):
    """signed_in(user) -> a test client whose session is that user's; one for each test."""

    def sign_in(user):
        return browse_as(client, user)

    return sign_in


@pytest.fixture
def client_of():
    """client_of(user) -> another browser, signed in as that user."""

    def make(user):
        return browse_as(Client(), user)

    return make
