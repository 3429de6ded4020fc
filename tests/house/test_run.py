"""`make run`: what it starts answers, and ends with it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.run import ROOT

PATIENCE = 240.0  # the demo's cases are made by the portal's own services, perhaps on a busy machine


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(port: int) -> int | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def descendants_in(var: Path) -> list[int]:
    """Processes whose environment says that they work in this folder."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            environment = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"VAR_DIR={var}".encode() in environment:
            found.append(int(folder.name))
    return found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """As a person's shell would have it: an embedded installation of its own, with demo people."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "BASE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "VAR_DIR": str(tmp_path / "var"), "DEMO": "true", "PORT": str(a_free_port())}


@pytest.fixture
def without_demo(environment: dict[str, str]) -> None:
    environment["DEMO"] = "false"


@pytest.fixture
def running(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "tools/run.py"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        yield process
        process.terminate()
        process.wait(60)


def until_it_answers(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while answer(port) != 200 or b"Ctrl-C" not in log.read_bytes():
        assert running.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.2)


def test_ctrl_c_ends_the_web_server_the_worker_and_beat(
    running: subprocess.Popen[bytes], environment: dict[str, str], tmp_path: Path
) -> None:
    until_it_answers(running, int(environment["PORT"]), tmp_path / "log")
    assert len(descendants_in(tmp_path / "var")) > 3
    assert "malee@demo.example" in (tmp_path / "log").read_text()

    running.send_signal(signal.SIGINT)
    code = running.wait(60)

    assert code == 0
    assert descendants_in(tmp_path / "var") == []


def test_when_the_worker_dies_everything_ends_and_says_so(
    without_demo: None, running: subprocess.Popen[bytes], environment: dict[str, str], tmp_path: Path
) -> None:
    until_it_answers(running, int(environment["PORT"]), tmp_path / "log")
    workers = [
        pid for pid in descendants_in(tmp_path / "var") if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]

    os.kill(min(workers), signal.SIGKILL)
    code = running.wait(60)

    assert code != 0
    assert "The worker process ended by itself" in (tmp_path / "log").read_text()
    assert descendants_in(tmp_path / "var") == []


def test_a_taken_port_is_said_at_once(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["PORT"]))):
        said = subprocess.run(
            [sys.executable, "tools/run.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30
        )

    assert said.returncode != 0
    assert "is taken" in said.stderr
