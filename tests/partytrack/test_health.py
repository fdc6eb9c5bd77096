from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from partytrack import health
from partytrack.journal.models import Cursor
from partytrack.journal.write import write

pytestmark = pytest.mark.sqlite_too


@pytest.fixture(autouse=True)
def _forget_migrations():
    health._require_migrations.cache_clear()


@pytest.fixture
def consumers(settings):
    settings.JOURNAL_CONSUMERS = {"figures": "nowhere", "notices": "nowhere"}


def test_live_asks_no_database(client, django_assert_num_queries):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_everything_is_there(client, consumers):
    response = client.get("/readyz")
    answer = response.json()
    assert response.status_code == 200
    assert answer["ready"] is True
    assert answer["journal"] == {"unread": 0, "oldest_unread_seconds": 0}
    assert answer["clock_seconds"] == pytest.approx(0, abs=1)


@pytest.mark.django_db
def test_ready_tells_how_far_the_slowest_consumer_is_behind(client, consumers):
    entries = [write("test.happened", subject="test:1") for _ in range(3)]
    Cursor.objects.create(name="figures", seq=entries[-1].seq)
    Cursor.objects.create(name="notices", seq=entries[0].seq)
    Cursor.objects.create(name="removed long ago", seq=0)
    journal = client.get("/readyz").json()["journal"]
    assert journal["unread"] == 2
    assert 0 <= journal["oldest_unread_seconds"] < 5


@pytest.mark.django_db
def test_ready_not_before_the_migrations(client):
    MigrationRecorder.Migration.objects.filter(app="journal").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "reason": "migrations"})


@pytest.mark.django_db
def test_ready_not_with_a_wrong_clock(client, consumers, monkeypatch):
    ahead = timezone.now() + timedelta(seconds=60)
    monkeypatch.setattr(timezone, "now", lambda: ahead)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["reason"]) == (503, "clock")


@pytest.mark.django_db(transaction=True)
def test_ready_not_without_database(client, monkeypatch):
    connection.close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", "/nowhere/at-all")
        response = client.get("/readyz")
        connection.close()
    assert (response.status_code, response.json()) == (503, {"ready": False, "reason": "database"})


def test_pages_differ_by_cookie_and_htmx(client):
    assert client.get("/healthz")["Vary"] == "Cookie, HX-Request"
    assert "Cache-Control" not in client.get("/healthz")


@pytest.mark.django_db
def test_pages_of_a_signed_in_user_are_kept_by_nobody(client):
    client.force_login(get_user_model().objects.create(username="mai"), "units.backends.WithGrants")
    assert client.get("/healthz")["Cache-Control"] == "no-store"
