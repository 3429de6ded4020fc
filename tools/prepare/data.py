"""Tables, law, reference data, demo people and the demo key, in the database that the settings name.

Runs inside the environment. Every loader may run again: it adds what is missing and keeps what people changed.
`--only-new` sets up the embedded database where there is none yet, so that `manage.py evaluate` answers; nothing else.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tools.prepare.steps import ROOT, digest

TABLES_ONLY = "tables and reference data only"
CODE = [ROOT / name for name in ("portal", "registrations", "watchlist", "drawback", "formd")]


def prepare_data(only_new: bool) -> None:
    """Migrate and load, unless this very code and these very fixtures were loaded here before."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    database = settings.DATABASES["default"]
    stamp = Path(settings.VAR) / "prepared"
    seen = digest([*CODE, ROOT / "fixtures", str(database), str(settings.DEMO)])
    is_there = database["ENGINE"] == "django.db.backends.sqlite3" and Path(database["NAME"]).exists()
    if is_there and stamp.exists() and (only_new or stamp.read_text() == seen):
        return
    if only_new and database["ENGINE"] != "django.db.backends.sqlite3":
        return
    print("Data …", flush=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # else WhiteNoise warns; the finders serve, not it
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_reference")
    if only_new:
        stamp.write_text(TABLES_ONLY)
        return
    call_command("make_signing_key")
    if settings.DEMO:
        call_command("load_demo")
    stamp.write_text(seen)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    prepare_data(only_new="--only-new" in sys.argv[1:])
