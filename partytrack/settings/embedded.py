"""Trying out, or a single commune on one machine: keys are made on first start and kept in var/."""

import json
import os
import secrets

from .base import *  # noqa: F403
from .base import VAR, env


def _kept_keys():
    """Read var/keys.json, making it (readable by its owner alone) when it is not there."""
    path = VAR / "keys.json"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        keys = {"SECRET_KEY": secrets.token_urlsafe(48), "FIELD_KEY": secrets.token_hex(32)}
        try:
            with open(
                os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
            ) as file:
                json.dump(keys, file)
        except FileExistsError:
            pass  # another process was faster: its keys are the keys
    return json.loads(path.read_text("utf-8"))


def _key(name):
    return env.str(name, "") or _kept_keys()[name]


SECRET_KEY = _key("SECRET_KEY")
FIELD_KEY = _key("FIELD_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"  # mail lies in a folder, unless EMAIL_URL is set
)
EMAIL_FILE_PATH = VAR / "mail"
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60
