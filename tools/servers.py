"""`python tools/servers.py COMMAND …` runs a command with PostgreSQL and Redis, and ends with its code.

DATABASE_URL and REDIS_URL are taken as they are given; else what runs on this machine; else Debian's packages
are installed and started in a folder of their own, on free ports, and stopped at the end.
"""

import os
import pwd
import shutil
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
    programs = _postgres_programs()
    user = None if os.geteuid() else "postgres"
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        port, data = free_port(), f"{folder}/data"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        group = pwd.getpwnam(user).pw_gid if user else None

        def call(program: str, *words: str) -> None:
            command = [str(programs / program), "-D", data, *words]
            subprocess.run(command, check=True, user=user, group=group, cwd=folder, stdout=subprocess.DEVNULL)

        call("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        call("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-m", "immediate", "stop")


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
    if not shutil.which("redis-server"):
        install(["redis-server"], "to run the suite on Redis")
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    with tempfile.TemporaryDirectory(prefix="portal-redis-") as folder:
        words = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]
        server = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        try:
            until = time.monotonic() + 20
            while not redis_answers(url):
                if server.poll() is not None or time.monotonic() > until:
                    raise Stop("redis-server did not start.")
                time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            server.wait(10)


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
