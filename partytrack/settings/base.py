"""What every way of running shares. The environment decides the rest: see docs/architecture.md, "Settings"."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
env = environ.Env()

DEBUG = False
LANGUAGE_CODE = "vi"
TIME_ZONE = CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["partytrack.formats"]
USE_THOUSAND_SEPARATOR = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "partytrack.urls"
WSGI_APPLICATION = "partytrack.wsgi.application"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_fsm",
    "django_htmx",
    "axes",
    "csp",
    "partytrack",
    "partytrack.journal",
    "units",
    "admission",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "partytrack.middleware.PrivatePages",
    "partytrack.middleware.LimitedBodies",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partytrack.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# People and sign-in
AUTH_USER_MODEL = "units.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "admission:my_work"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "units.backends.WithGrants",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "units.passwords.UnlikeTheUser"},
    {"NAME": "units.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "units.passwords.Uncommon"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_SECONDS", 30 * 60)
SESSION_ENGINE = "partytrack.sessions"  # idle time, not time since sign-in
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names stays true
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "units.views.login.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "units.clients.client_ip"
PROXY_COUNT = env.int("PROXY_COUNT", 0)  # proxies of our own in front; see units/clients.py
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # every failure with its time: see units.views.login.too_many_from
CSRF_FAILURE_VIEW = "partytrack.csrf.refused"

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# What is sent to us. Files stay in memory: a temporary file would hold a person's papers in clear.
SCAN_MAX_BYTES = 10 * 1024 * 1024  # of one scan
SCAN_MAX_PIXELS = 50_000_000
SCAN_MAX_PAGES = 200
MAX_BODY_BYTES = 32 * 1024 * 1024  # several scans at once; more is refused unread
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR / "media"))()

# Databases: SQLite in var/ unless DATABASE_URL says otherwise
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # SELECT … FOR UPDATE does nothing on SQLite: writers queue here instead
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON",
}


def database(url):
    """The DATABASES["default"] of a DATABASE_URL, with the options that each engine needs."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": database(env.str("DATABASE_URL", "") or f"sqlite:///{VAR / 'partytrack.sqlite3'}")}

# Jobs: a Celery worker and beat over Redis, or the same functions in this process when there is no Redis
JOURNAL_CONSUMERS = {
    "rollups": "admission.rollups.fold_entries"
}  # name of the cursor: function of a list of entries
REDIS_URL = env.str("REDIS_URL", "")
JOBS_IN_THREAD = True  # without Redis: what takes long runs beside the requests of this process
JOBS_KEPT_DAYS = 14  # printed files may be fetched for so long; then the night lets them go
CELERY_BROKER_URL = REDIS_URL or None
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = not REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Mail, and where its links lead: EMAIL_URL such as smtp+tls://user:password@mail.example.vn:587
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "partytrack@localhost")
EMAIL_TIMEOUT = 10
SENDS_MAIL = True

# The installation
COUNT_ADMITTED_BY = env.str(
    "COUNT_ADMITTED_BY", "ceremony"
)  # or "decision": the day an admission counts from
PAPER_MARGINS_MM = [int(mm) for mm in env.list("PAPER_MARGINS_MM", default=["20", "20", "30", "15"])]
# of printed papers: top, bottom, left, right

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
