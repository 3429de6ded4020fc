"""`python tools/servers.py COMMAND …` runs a command with PostgreSQL and Redis, and ends with its code.

DATABASE_URL and REDIS_URL are taken as they are given; else what runs on this machine; else Debian's packages
are installed and started in a folder of their own, on free ports, and stopped at the end.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.prepare.steps import Stop  # noqa: E402
from tools.prepare.system import install  # noqa: E402

LOCAL_POSTGRES = [f"postgres://{role}@127.0.0.1:5432/postgres" for role in ("postgres", "root")]
LOCAL_REDIS = "redis://127.0.0.1:6379/9"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def makes_databases(url: str) -> bool:
    """Whether PostgreSQL answers there without a password, to somebody who may make the suite's databases."""
    try:
        connection = psycopg2.connect(url, connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            row = cursor.fetchone()
    finally:
        connection.close()
    return bool(row and row[0])


def redis_answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL."""
    given = os.environ.get("DATABASE_URL", "")
    running = [given] if given else [url for url in LOCAL_POSTGRES if makes_databases(url)]
    if running:
        yield running[0]
        return
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        server = OwnPostgres(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


class OwnPostgres:
    """PostgreSQL in a folder of its own, on a free port, as Debian's user for it where we are root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.programs = folder, free_port(), _postgres_programs()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self.user:
            os.chown(folder, self.user.pw_uid, -1)
        self._call("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        place = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._call("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", f"-p {self.port} {place} -c fsync=off", "start")

    def stop(self) -> None:
        self._call("pg_ctl", "-m", "immediate", "stop")

    def kill(self) -> None:
        """As a machine would that runs out of memory: no process of it is asked."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)

    def _call(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), "-D", f"{self.folder}/data", *words]
        ids = {"user": self.user.pw_uid, "group": self.user.pw_gid} if self.user else {}
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **ids)  # type: ignore[call-overload]


def _postgres_programs() -> Path:
    """The newest of Debian's, installed if there is none."""
    for _attempt in range(2):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if found:
            return found[-1].parent
        install(["postgresql"], "to run the suite on PostgreSQL")
    raise Stop("PostgreSQL was installed, and its initdb is not under /usr/lib/postgresql.")


@contextmanager
def a_redis() -> Iterator[str]:
    """The address of a Redis."""
    given = os.environ.get("REDIS_URL", "")
    if given or redis_answers(LOCAL_REDIS):
        yield given or LOCAL_REDIS
        return
    with tempfile.TemporaryDirectory(prefix="portal-redis-") as folder:
        server = OwnRedis(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


class OwnRedis:
    """Redis that keeps nothing, on a free port."""

    def __init__(self, folder: Path) -> None:
        if not shutil.which("redis-server"):
            install(["redis-server"], "to run the suite on Redis")
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        words = [*place, "--save", "", "--appendonly", "no"]
        self.server = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while not redis_answers(self.url):
            if self.server.poll() is not None or time.monotonic() > until:
                raise Stop("redis-server did not start.")
            time.sleep(0.1)

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(10)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait(10)


def main(command: list[str]) -> int:
    with ExitStack() as stack:
        database, broker = stack.enter_context(postgres()), stack.enter_context(a_redis())
        print(f"PostgreSQL: {database.rpartition('@')[2]}   Redis: {broker.rpartition('@')[2]}", flush=True)
        env = {**os.environ, "DATABASE_URL": database, "REDIS_URL": broker}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        sys.exit(str(reason))
