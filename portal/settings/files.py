"""Mail, files of people, and static files (built at set-up from packages; nothing of third parties is committed)."""

from .place import BASE_DIR, VAR, env

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
MEDIA_ROOT = VAR / "files"
MEDIA_URL = "/media/"  # nothing is served from here: files go through views that ask who is reading
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=10 * 1024 * 1024)

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
BUILD = BASE_DIR / "build"
BUILD.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "portal" / "static", BUILD]
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
