"""`make run`: the web server and one worker with beat, until Ctrl-C or until one of them dies.

Each child leads its own process group, so that ending the group ends its children too: nothing is left behind.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BIN = Path(sys.executable).parent
PATIENCE = 10.0  # seconds that a child has to finish what it is doing
START = 120.0
# Said at every start as root, where a demonstration often runs; production's worker has a user of its own.
AS_ROOT = "ignore:You're running the worker"


class Children:
    """What was started, and the promise that all of it ends."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *command: str) -> None:
        program = [str(BIN / command[0]), *command[1:]]
        env = {"PYTHONWARNINGS": AS_ROOT, **os.environ}
        self.running[name] = subprocess.Popen(
            program, cwd=ROOT, env=env, start_new_session=True, stdin=subprocess.DEVNULL
        )

    def dead(self) -> tuple[str, int] | None:
        """The first that ended by itself, with its exit code."""
        for name, child in self.running.items():
            if child.poll() is not None:
                return name, child.returncode
        return None

    def end(self) -> None:
        """Ask each to stop, wait, then stop what is left of its group."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + PATIENCE
        for child in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, until - time.monotonic()))
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            child.wait()


def port() -> int:
    """PORT, or 8000; a port that is taken ends here, before anything is prepared."""
    wanted = int(os.environ.get("PORT") or 8000)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            sys.exit(f"Port {wanted} is taken. Choose another one: make run PORT={wanted + 1}")
    return wanted


def start(children: Children, number: int) -> None:
    bind = f"{os.environ.get('HOST', '127.0.0.1')}:{number}"
    web = ["--bind", bind, "--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--log-level", "warning"]
    children.start("web", "gunicorn", "--config", "python:portal.running.gunicorn", "portal.wsgi", *web)
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    children.start("worker", "celery", "--quiet", "-A", "portal", "worker", "-B", "--concurrency=1", *quiet)


def answers(address: str) -> bool:
    """Whether the portal answers there, with whatever page."""
    try:
        urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def welcome(address: str) -> None:
    """The address, and whom to sign in as."""
    import django
    from django.conf import settings

    django.setup()
    print(f"\nThe portal answers at {address}/   (officers: {address}/officers/)\n")
    if settings.DEMO:
        from portal.desk.demo import logins

        print("Sign in with one of these, invented for the demonstration:")
        for login in logins():
            print(f"  {login.email:<28} {login.password}   {login.who_en}")
    print(f"\nLetters that the portal sends are in {settings.VAR / 'mail'}. Ctrl-C ends everything.\n", flush=True)


def main() -> int:
    number = port()
    address = os.environ.setdefault("BASE_URL", f"http://localhost:{number}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    subprocess.run([sys.executable, "tools/prepare/data.py"], cwd=ROOT, check=True)
    children = Children()
    try:
        start(children, number)
        return watch(children, number, address)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        children.end()


def watch(children: Children, number: int, address: str) -> int:
    """Welcome once the portal answers; from then on see that all live."""
    until, welcomed, parent = time.monotonic() + START, False, os.getppid()
    while True:
        if dead := children.dead():
            print(f"The {dead[0]} process ended by itself (code {dead[1]}). Stopping the rest.", file=sys.stderr)
            return dead[1] or 1
        if os.getppid() != parent:
            return 0  # whoever started us is gone: nobody could press Ctrl-C any more
        if not welcomed and answers(f"http://127.0.0.1:{number}/"):
            welcome(address)
            welcomed = True
        if not welcomed and time.monotonic() > until:
            print(f"The portal did not answer within {START:.0f} seconds.", file=sys.stderr)
            return 1
        time.sleep(0.2)


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    signal.signal(signal.SIGINT, stop)  # also where a shell started us in the background with SIGINT ignored
    sys.exit(main())
