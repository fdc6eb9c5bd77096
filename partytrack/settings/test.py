"""The suite: fast hashes, fixed keys, hostile templates. Servers come from tests/services.py."""

from .base import *  # noqa: F403
from .base import TEMPLATES

SECRET_KEY = "test-" * 12
FIELD_KEY = "ab" * 32
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True
WHITENOISE_USE_FINDERS = True
AXES_ENABLED = True


class _Undefined(str):
    """A template that names what its view does not give is a bug, not an empty string."""

    def __mod__(self, name):
        raise LookupError(f"undefined template variable: {name}")

    def __contains__(self, text):
        return text == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Undefined("%s")
