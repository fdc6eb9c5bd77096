"""A server for many: everything it needs comes from the environment, and it does not start without."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ROOT, env

_needed = ("SECRET_KEY", "FIELD_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS")
_missing = [name for name in _needed if not env.str(name, "")]
if _missing:
    raise ImproperlyConfigured(
        f"Set these in the environment before starting in production: {', '.join(_missing)}"
    )

SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEY = env.str("FIELD_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY needs at least 50 characters")
try:
    if len(bytes.fromhex(FIELD_KEY)) != 32:
        raise ValueError
except ValueError:
    raise ImproperlyConfigured("FIELD_KEY needs 64 hexadecimal digits: openssl rand -hex 32") from None
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS])

# SECURE=0 is for a closed network without TLS only; cookies are then sent in clear.
SECURE = env.bool("SECURE", True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
if SECURE:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_TLS_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SITE_URL = env.str("SITE_URL", "").rstrip("/") or f"http{'s' if SECURE else ''}://{ALLOWED_HOSTS[0]}"
SENDS_MAIL = bool(env.str("EMAIL_URL", ""))  # if not, reminders are on the pages alone
if SENDS_MAIL:
    vars().update(env.email_url("EMAIL_URL"))

STATIC_ROOT = env.path("STATIC_ROOT", default=str(ROOT / "staticfiles"))()  # filled by collectstatic
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
