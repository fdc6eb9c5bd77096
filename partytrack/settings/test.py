"""The suite: fast hashes, fixed keys, hostile templates. Servers come from tests/services.py."""

import sys

from .base import *  # noqa: F403
from .base import DATABASES, TEMPLATES

SECRET_KEY = "test-" * 12
FIELD_KEY = "ab" * 32
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True

# Jobs run in this process, whatever the environment offers: tests that want a worker start one.
REDIS_URL = ""
JOBS_IN_THREAD = False
CELERY_BROKER_URL = None
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a server thread that outlives its test holds no connection
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # in a file: threads do not share one in memory
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}.test"}


class _Undefined(str):
    """A template that prints what its view does not give is a bug, not an empty string.

    Django reads `string_if_invalid` in two places. FilterExpression.resolve (an unknown name outside `{% if %}`)
    formats it with the name when it is true and holds "%s". Variable._resolve_lookup (a related object that does
    not exist) takes it as the value: that must be false in `{% if %}`, as in production, and not be printed.
    """

    def __contains__(self, text):
        return text == "%s"

    def __bool__(self):
        return sys._getframe(1).f_code.co_name == "resolve"

    def __mod__(self, name):
        raise LookupError(f"undefined template variable: {name}")

    def __str__(self):
        raise LookupError("a template prints a related object that does not exist")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Undefined("%s")
