"""A process that is killed in the middle of an allocation leaves nothing of it (C-3)."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from drawback.models import Allocation, Balance, Cut

from .test_allocation import a_ledger

pytestmark = pytest.mark.django_db(transaction=True)

# The cuts are written; the process dies before the balances are.
CHILD = """
import os, signal
from datetime import UTC, datetime
import django
django.setup()
from drawback.models import Cut
from drawback.services import allocation, allocation_by_copy

def killed(*args, **options):
    assert Cut.objects.exists()
    os.kill(os.getpid(), signal.SIGKILL)

allocation._balances = allocation_by_copy._write_balances = killed
allocation.allocate(datetime(2026, 11, 25, tzinfo=UTC))
"""


def url(folder: Path) -> str:
    """Where another process finds the ledger: the same database, or a copy of the one in memory."""
    said = connection.settings_dict
    if connection.vendor == "postgresql":
        return f"postgres://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT'] or 5432}/{said['NAME']}"
    connection.ensure_connection()
    with sqlite3.connect(folder / "ledger.sqlite3") as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{folder / 'ledger.sqlite3'}"


def left(folder: Path) -> list[int]:
    if connection.vendor == "postgresql":
        return [model._default_manager.count() for model in (Allocation, Cut, Balance)]
    with sqlite3.connect(folder / "ledger.sqlite3") as file:
        tables = [model._meta.db_table for model in (Allocation, Cut, Balance)]
        return [file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_a_killed_process_leaves_no_allocation(tmp_path: Path) -> None:
    a_ledger()
    environment = os.environ | {"DATABASE_URL": url(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}

    ended = subprocess.run([sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, timeout=60)

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert left(tmp_path) == [0, 0, 0]
