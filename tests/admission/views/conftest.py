import pytest
from django.contrib.messages import get_messages


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def said():
    """What an answer that leads elsewhere says on the next page."""

    def said(response):
        return [str(message) for message in get_messages(response.wsgi_request)]

    return said
