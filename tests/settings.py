"""Settings of the suite: the portal's own, with everything it writes in a folder that goes away.

`DATABASE_URL` and `REDIS_URL` in the environment put the suite on PostgreSQL and Redis (.ci/run does).
"""

import atexit
import os
import shutil
import tempfile

VAR_DIR = tempfile.mkdtemp(prefix="portal-tests-")
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
os.environ["VAR_DIR"] = VAR_DIR
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop running beside the ORM

from portal.settings import *  # noqa: E402, F403
from portal.settings import CACHES, DATABASES, REDIS_URL, VAR  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as when the portal runs: writers in several threads lock it as they would there.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

if REDIS_URL:
    # One Redis for all processes of the suite, each in a corner of its own.
    CACHES["default"] |= {"BACKEND": "tests.redis_corner.CornerCache", "KEY_PREFIX": VAR.name}
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{VAR.name}:"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
ACCOUNT_RATE_LIMITS = False
OFFICERS_NEED_SECOND_FACTOR = False  # as in the demo; its own tests ask for it
API_RATE = API_PUBLIC_RATE = API_TOKEN_RATE = 0  # their own tests ask for them
