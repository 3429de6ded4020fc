"""`make bench`: every ratio in one process, on a database of its own that goes away; docs/performance.md is written.

`python -m tools.bench queue` measures one group and writes its part of the page.
"""

import io
import os
import sys
from importlib import import_module

GROUPS = ("law", "watchlist", "origin", "papers", "drawback", "queue", "lists", "api", "deadlines", "catalogue")


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
    from . import report
    from .measure import run

    print("Ratio: median and range over rounds in turns; then medians.\n")
    try:
        for group in chosen or GROUPS:
            outcomes = []
            for contest in import_module(f"tools.bench.{group}").contests():
                outcomes.append(run(contest))
                print(outcomes[-1], flush=True)
            report.write(group, outcomes, _database())
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
    return 0


def _database() -> str:
    from django.db import connection

    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]
    return f"{name} {'.'.join(str(part) for part in connection.get_database_version())}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
