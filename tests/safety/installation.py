"""An installation of its own whose parts can be killed, each by kill -9 with every process that belongs to it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from tests.running.webserver import NOT_HERE, ROOT, answers
from tools.servers import OwnPostgres, OwnRedis, free_port

PATIENCE = 120.0
QUIET = ["--quiet", "-A", "portal", "worker", "-B", "--concurrency", "1", "--without-gossip", "--without-mingle"]


class Part(Protocol):
    """What can be started, and killed in the middle of its work."""

    def start(self) -> None: ...

    def kill(self) -> None: ...


class Program:
    """A program of the portal, leading a group of its own."""

    def __init__(self, env: dict[str, str], log: Path, *words: str) -> None:
        self.env, self.log, self.words = env, log, words

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.words], cwd=ROOT, env=self.env, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(60)


class Database(OwnPostgres):
    def start(self) -> None:
        """Of a killed one memory and processes may still be there for a moment: it is asked again then."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return super().start()
            except subprocess.CalledProcessError:
                assert time.monotonic() < until, (self.folder / "log").read_text()
                time.sleep(0.5)


@dataclass
class Installation:
    address: str
    env: dict[str, str]
    parts: dict[str, Part] = field(default_factory=dict)

    def told(self, what: str, number: int) -> dict[str, Any]:
        """What `tests.safety.midway` answers within it."""
        command = [sys.executable, "-m", "tests.safety.midway", what, str(number)]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer

    def until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE
        while not answers(self.address):
            assert time.monotonic() < until, "the web server does not answer"
            time.sleep(0.2)


@contextmanager
def installation(folder: Path, *, with_servers: bool) -> Iterator[Installation]:
    """Web server and worker, on PostgreSQL and Redis of its own or as they run embedded; web and worker do not run
    yet. All of it is gone afterwards."""
    port = free_port()
    kept = {name: said for name, said in os.environ.items() if name not in NOT_HERE}
    env = {**kept, "VAR_DIR": str(folder / "var"), "OFFICERS_NEED_SECOND_FACTOR": "false", "LOG_LEVEL": "WARNING"}
    found = Installation(f"http://127.0.0.1:{port}", env)
    with ExitStack() as ends:
        if with_servers:
            for name, make in (("postgres", Database), ("redis", OwnRedis)):
                # Not below pytest's folder, which is closed to PostgreSQL's own user.
                server = make(Path(ends.enter_context(TemporaryDirectory(prefix=f"portal-{name}-"))))
                server.start()
                ends.callback(server.stop)
                found.parts[name] = server
            env |= {"DATABASE_URL": found.parts["postgres"].url, "REDIS_URL": found.parts["redis"].url}  # type: ignore[attr-defined]
        bind = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--log-level", "warning"]
        web = ["gunicorn", "--config", "python:portal.running.gunicorn", *bind, "portal.wsgi"]
        for name, words in (("web", web), ("worker", ["celery", *QUIET])):
            program = Program(env, folder / f"{name}.log", *words)
            found.parts[name] = program
            ends.callback(_end, program)
        yield found


def _end(program: Program) -> None:
    if hasattr(program, "process") and program.process.poll() is None:
        program.kill()
