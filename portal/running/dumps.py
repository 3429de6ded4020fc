"""The database as one file and back: SQLite's own copying, PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection


class DumpError(Exception):
    """The database's program is missing, or refused."""


def engine() -> str:
    """The kind of database: a dump goes back into the same kind only."""
    return connection.vendor


def name() -> str:
    """What a dump is called in an archive."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def is_empty() -> bool:
    """Whether nothing would be lost: no tables, or nobody in them."""
    from portal.parties.models import Person

    return Person._meta.db_table not in connection.introspection.table_names() or not Person.objects.exists()


def dump(path: Path) -> None:
    """The whole database as it stands at one moment."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(path), *_where())


def restore(path: Path) -> None:
    """In place of all that is there; in one transaction on PostgreSQL, in one copy on SQLite."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
    else:
        connection.close()  # what this process holds open would block the tables' end
        whole = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        _run("pg_restore", *whole, *_where(), str(path))


def _where() -> list[str]:
    said = connection.settings_dict
    given = {"--host": said["HOST"], "--port": said["PORT"], "--username": said["USER"], "--dbname": said["NAME"]}
    return [f"{option}={value}" for option, value in given.items() if value]


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise DumpError(f"{program} is not here. Install PostgreSQL's client programs (Debian: postgresql-client).")
    env = {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    done = subprocess.run([found, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DumpError(f"{program}: {done.stderr.strip()[-2000:]}")
