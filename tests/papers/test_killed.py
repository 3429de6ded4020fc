"""kill -9 of a real worker in the middle of a rendering: nothing is lost, nothing is doubled."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from portal.cases.models import Case, Series
from portal.papers import making
from portal.papers.models import Document

from .conftest import AT, facts

ROOT = Path(__file__).resolve().parent.parent.parent
SOON = 60  # seconds, for a busy machine


def database_url() -> str:
    """The test's own database, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    said = {
        key: quote(str(connection.settings_dict[key] or ""), safe="") for key in ("USER", "PASSWORD", "HOST", "PORT")
    }
    return (
        f"postgres://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT']}/{connection.settings_dict['NAME']}"
    )


def until(done: Callable[[], Any], what: str) -> None:
    end = time.monotonic() + SOON
    while not done():
        assert time.monotonic() < end, f"waited {SOON} s for {what}"
        time.sleep(0.05)


@pytest.fixture
def var(tmp_path: Path, key_bytes: bytes) -> Path:
    """The worker's folder, with a broker, a key and the order to hold the rendering."""
    (tmp_path / "signing").mkdir()
    (tmp_path / "signing" / "portal.p12").write_bytes(key_bytes)
    (tmp_path / "hold").touch()
    return tmp_path


@pytest.fixture
def start(var: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker on the filesystem broker; whatever is left of it ends with the test."""
    given = {key: value for key, value in os.environ.items() if key not in ("REDIS_URL", "DJANGO_SETTINGS_MODULE")}
    given |= {
        "VAR_DIR": str(var),
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.papers.slow.settings",
    }
    started: list[subprocess.Popen[bytes]] = []
    log = (var / "worker.log").open("ab")
    celery = [sys.executable, "-m", "celery", "-A", "portal"]

    def worker() -> subprocess.Popen[bytes]:
        """Calls for a scan, as a request or the beat does, and starts the worker that answers."""
        call = [*celery, "call", "portal.papers.tasks.render_queued"]
        subprocess.run(call, cwd=ROOT, env=given, check=True, stdout=log, stderr=log)
        process = subprocess.Popen(
            [*celery, "worker", "--pool=solo", "--without-gossip", "--without-mingle"],
            cwd=ROOT, env=given, stdout=log, stderr=log,
        )  # fmt: skip
        started.append(process)
        return process

    yield worker
    for process in started:
        process.kill()
        process.wait()
    log.close()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_renders_loses_and_doubles_nothing(
    case: Case, var: Path, start: Callable[[], subprocess.Popen[bytes]], settings: Any
) -> None:
    document = Document.objects.create(
        case=case,
        kind="test-slow",
        facts={
            "head": {
                "reference": case.reference,
                "title": {"th": "ช้า", "en": "Slow"},
                "agency": {"th": "กรม", "en": "Department"},
            },
            "body": facts(case, None),
        },
        requested_at=AT,
        next_try_at=AT,
    )

    worker = start()
    until((var / "rendering").exists, "the worker to render")
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    document.refresh_from_db()
    assert document.state == Document.State.RENDERING
    assert document.number == "LTR-2569-0001"
    assert making.claim(timezone.now()) is None  # nobody takes it from a worker that may be alive

    (var / "hold").unlink()
    Document.objects.update(claimed_at=timezone.now() - making.STALE - timedelta(seconds=1))
    start()
    until(lambda: Document.objects.filter(state=Document.State.ISSUED).exists(), "the next scan to finish it")

    document.refresh_from_db()
    files = [path for path in (var / "files").rglob("*") if path.is_file()]
    assert [str(path.relative_to(var / "files")) for path in files] == [document.file.name]
    assert hashlib.sha256(files[0].read_bytes()).hexdigest() == document.sha256
    assert document.number == "LTR-2569-0001"
    assert Series.objects.get(key="letter-2569").last == 1
    assert document.attempts == 2
