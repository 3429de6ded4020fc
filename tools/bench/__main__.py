"""`make bench`: every ratio, on a database of its own that goes away. `python -m tools.bench lists` for one group."""

import io
import os
import sys
from importlib import import_module

GROUPS = ("law", "watchlist", "origin", "papers", "lists", "api", "catalogue", "queue", "drawback")


def main(chosen: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DEMO"] = "true"
    os.environ["LOG_LEVEL"] = "WARNING"
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    for command in ("load_reference", "make_signing_key", "load_demo"):
        call_command(command, stdout=io.StringIO())
    from .measure import run

    print("Ratio: median and range over rounds in turns; then medians.\n")
    try:
        for group in chosen or GROUPS:
            for contest in import_module(f"tools.bench.{group}").contests():
                print(run(contest), flush=True)
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
