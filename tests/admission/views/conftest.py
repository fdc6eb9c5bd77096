import pytest
from django.contrib.messages import get_messages


@pytest.fixture
def said():
    """What an answer that leads elsewhere says on the next page."""

    def said(response):
        return [str(message) for message in get_messages(response.wsgi_request)]

    return said
