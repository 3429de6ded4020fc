"""Settings: the embedded default runs with no environment at all; production sets the variables.

Every variable read here is described in docs/settings.md.
"""

from pathlib import Path

from portal.parties.lands import NAMES

from .files import *  # noqa: F403
from .interfaces import *  # noqa: F403
from .people import *  # noqa: F403
from .place import *  # noqa: F403
from .place import BASE_DIR, VAR, env
from .safety import *  # noqa: F403

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "oauth2_provider",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "portal.parties",
    "portal.cases",
    "portal.papers",
    "portal.api",
    "portal.tools",
    "portal.running",
    "registrations",
    "watchlist",
    "drawback",
    "formd",
    "portal.desk",
    "django_countries",  # below the portal: its catalogue answers some words in English
    "django.forms",
]

MIDDLEWARE = [
    "portal.running.requestids.RequestIdMiddleware",
    "portal.running.metrics.MetricsMiddleware",
    # Above whatever answers by itself, so that static files and errors carry their headers as well.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.running.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.parties.language.LanguageMiddleware",
    "portal.parties.nul.NoNulMiddleware",
    "portal.parties.private.PrivatePagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.parties.signedin.LongestSignInMiddleware",
    "portal.parties.secondfactor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: SQLite embedded, PostgreSQL in production -------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue for the lock instead of failing when they upgrade from reading to writing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    # Counts of failed sign-ins are kept here: in files, since each web process would count on its own in memory.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

# --- Worker ---------------------------------------------------------------------------------
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
else:
    QUEUE = VAR / "queue"
    for folder in ("messages", "control"):
        (QUEUE / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"  # no host is asked; kombu warns where none is named
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "control_folder": str(QUEUE / "control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Asia/Bangkok"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # the worker's lines look like all others

# --- Language and time: Thai first -----------------------------------------------------------
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
COUNTRIES_OVERRIDE = NAMES
COUNTRIES_FIRST = ["TH"]
USE_TZ = True

# --- Papers ---------------------------------------------------------------------------------
SIGNING_KEY_FILE = Path(env.str("SIGNING_KEY_FILE", default=str(VAR / "signing" / "portal.p12")))
SIGNING_KEY_PASSWORD = env.str("SIGNING_KEY_PASSWORD", default="")
SIGNING_TIMESTAMP_URL = env.str("SIGNING_TIMESTAMP_URL", default="")  # RFC 3161; empty: PAdES B-B without one

LOG_FORMAT = env.str("LOG_FORMAT", default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.running.logs.formatter", "kind": LOG_FORMAT}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "weasyprint": {"level": "WARNING"},  # else seven lines a page
        "fontTools": {"level": "WARNING"},
        # Its lines of 404s name addresses, with the codes in them; collected are the request's own lines instead.
        "django.request": {"level": "ERROR" if LOG_FORMAT == "json" else "WARNING"},
        # A line for each request is for machines; nobody reads it beside the terminal.
        "portal.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
}
