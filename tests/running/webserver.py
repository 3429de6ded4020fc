"""The portal's web server as production starts it, on a free port and in a folder of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
NOT_HERE = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "BASE_URL")


@contextmanager
def serving(folder: Path, workers: int = 3, **environment: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Its address and its process; ended, also where a test killed it, with every process of its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    kept = {name: said for name, said in os.environ.items() if name not in NOT_HERE}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:portal.running.gunicorn", "portal.wsgi"]
    said = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--log-level", "warning"]
    server = subprocess.Popen(
        [*command, *said], cwd=ROOT, env={**kept, "VAR_DIR": str(folder), **environment}, start_new_session=True
    )
    try:
        until_it_answers(address, server)
        yield address, server
    finally:
        server.terminate()
        server.wait(60)


def until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not answers(address):
        assert server.poll() is None, "the web server ended by itself"
        assert time.monotonic() < until, "the web server does not answer"
        time.sleep(0.2)


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
    except urllib.error.HTTPError:  # of another host, or not with TLS: it answers
        return True
    except OSError:
        return False
    return True
