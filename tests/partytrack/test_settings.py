"""Each way of running in a process of its own, as the environment makes it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

FULL = {
    "DJANGO_SETTINGS_MODULE": "partytrack.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEY": "0f" * 32,
    "DATABASE_URL": "postgres://partytrack@/partytrack?host=/nowhere",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "partytrack.example.vn",
    "PATH": os.environ["PATH"],
}
DEPLOY = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]


def run(*arguments, **environment):
    kept = {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=settings.ROOT, env=kept, capture_output=True, text=True)


def loaded(names, **environment):
    values = "[getattr(settings, name) for name in sys.argv[1:]]"
    program = f"import json, sys; from django.conf import settings; print(json.dumps({values}))"
    return json.loads(run("-c", program, *names, **environment).stdout)


@pytest.mark.needs("PDF")
def test_production_passes_every_check_of_a_deployment():
    result = run(*DEPLOY, **FULL)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_does_not_start_half_configured(name, value):
    result = run("manage.py", "check", **{**FULL, name: value})
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].endswith(
        f"Set these in the environment before starting in production: {name}"
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY needs at least 50 characters"),
        ("FIELD_KEY", "00", "FIELD_KEY needs 64 hexadecimal digits: openssl rand -hex 32"),
        ("FIELD_KEY", "x" * 64, "FIELD_KEY needs 64 hexadecimal digits: openssl rand -hex 32"),
    ],
)
def test_production_does_not_start_with_a_weak_key(name, value, sentence):
    result = run("manage.py", "check", **{**FULL, name: value})
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].endswith(sentence)


def test_production_without_tls_has_to_be_asked_for():
    names = ["SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_NAME"]
    assert loaded(names, **FULL) == [True, True, "__Host-sessionid"]
    assert loaded(names, **FULL, SECURE="0") == [False, False, "sessionid"]


def test_production_believes_a_proxy_only_when_told():
    assert loaded(["SECURE_PROXY_SSL_HEADER", "PROXY_COUNT"], **FULL) == [None, 0]
    behind = loaded(["SECURE_PROXY_SSL_HEADER", "PROXY_COUNT"], **FULL, BEHIND_TLS_PROXY="1", PROXY_COUNT="1")
    assert behind == [["HTTP_X_FORWARDED_PROTO", "https"], 1]


def test_production_leaves_jobs_to_the_worker():
    assert loaded(["CELERY_TASK_ALWAYS_EAGER", "CELERY_BROKER_URL"], **FULL) == [
        False,
        "redis://127.0.0.1:1/0",
    ]


def test_jobs_are_plain_bounded_and_given_back_when_a_worker_dies():
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_SERIALIZER == "json"
    assert settings.CELERY_TASK_IGNORE_RESULT is True
    assert settings.CELERY_TASK_ACKS_LATE is True
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT


def test_embedded_needs_nothing_and_keeps_its_keys():
    embedded = {"DJANGO_SETTINGS_MODULE": "partytrack.settings.embedded", "PATH": os.environ["PATH"]}
    first, second = (
        loaded(["SECRET_KEY", "FIELD_KEY"], **embedded),
        loaded(["SECRET_KEY", "FIELD_KEY"], **embedded),
    )
    assert first == second
    assert [len(key) >= 50 for key in first] == [True, True]
    assert (settings.VAR / "keys.json").stat().st_mode & 0o777 == 0o600
    assert loaded(["CELERY_TASK_ALWAYS_EAGER"], **embedded) == [True]
