"""`make load`: ten times the expected peak, for two minutes, on this machine's loopback alone.

2.5 submissions and 20 verifications a second arrive at fixed moments, whether or not the portal keeps up: who waits
in a queue counts from the moment they came. The portal runs as in production (gunicorn, a worker with beat,
PostgreSQL, Redis). Afterwards every submission has to be one case with one printed receipt. Exit 1 if anything failed.
"""

import io
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SECONDS = int(os.environ.get("LOAD_SECONDS", "120"))
SUBMISSIONS, VERIFICATIONS = 2.5, 20.0  # a second
WAITERS = 64  # requests under way at most
PLACES = (("median", 49), ("95 %", 94), ("99 %", 98))
PATIENCE = 900  # seconds in which the worker has to have printed the last receipt


@dataclass(frozen=True)
class Arrival:
    """A request that comes so many seconds after the start, whatever became of those before it."""

    at: float
    kind: str
    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Answer:
    kind: str
    status: int  # 0: none came
    seconds: float  # since the request came


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-load-") as folder:
        os.environ |= {
            "VAR_DIR": folder,
            "DEMO": "true",
            "LOG_LEVEL": "WARNING",
            "API_RATE": "0",
            "API_PUBLIC_RATE": "0",
        }
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        import django

        django.setup()
        from django.db import connection

        name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
            filed, drafts = prepared()
            with running() as port:
                asked = verifications(a_public_document(port))
                answers = come(port, sorted([*filed, *asked], key=lambda one: one.at))
                printed = wait_for_papers(drafts)
            return told(answers, drafts, printed)
        finally:
            connection.creation.destroy_test_db("postgres", verbosity=0)


def prepared() -> tuple[list[Arrival], list[UUID]]:
    """The demo, and a filled draft for each submission: what will be asked, and the drafts' ids."""
    from django.core.management import call_command
    from django.utils import timezone

    from portal.api import tokens
    from portal.cases import drafts
    from portal.parties.actors import Actor
    from portal.parties.models import Exporter, Person, Role, RoleKind
    from tests.registrations.story import fill

    for command in ("load_reference", "make_signing_key", "load_demo"):
        call_command(command, stdout=io.StringIO())
    owner = Person.objects.get(email="malee@demo.example")
    exporter = Exporter.objects.get(pk=min(Actor.of(owner).exporter_ids))
    # A company that is not registered yet, with the first one's address.
    exporter.pk, exporter.juristic_id = None, "0105559999996"
    exporter.save(force_insert=True)
    Role.objects.create(person=owner, exporter=exporter, kind=RoleKind.OWNER)
    actor, now = Actor.of(owner), timezone.now()
    proof = tokens.make(actor, now, "load", ("cases:write",), 1)[1]
    made = [fill(drafts.start("rex", exporter, actor, now), owner).pk for _n in range(int(SUBMISSIONS * SECONDS))]
    filed = [
        Arrival(n / SUBMISSIONS, "submission", "POST", f"/api/v1/rex/drafts/{pk}/submit/", _signed(proof))
        for n, pk in enumerate(made)
    ]
    return filed, made


def a_public_document(port: int) -> str:
    """The code of a document that the worker has issued; by then every process of the web server is awake, too."""
    from portal.papers.models import Document

    until = time.monotonic() + PATIENCE
    while not (issued := Document.objects.filter(state=Document.State.ISSUED).order_by("pk").first()):
        if time.monotonic() > until:
            raise TimeoutError("the worker issues nothing")
        time.sleep(1)
    come(port, [Arrival(n / 10, "first", "GET", f"/verify/{issued.verification_code}/", {}) for n in range(60)])
    return str(issued.verification_code)


def verifications(code: str) -> list[Arrival]:
    count = int(VERIFICATIONS * SECONDS)
    return [Arrival(n / VERIFICATIONS, "verification", "GET", f"/verify/{code}/", {}) for n in range(count)]


def _signed(proof: str) -> dict[str, str]:
    said = {"Authorization": f"Bearer {proof}", "Idempotency-Key": str(uuid4())}
    return {**said, "Content-Type": "application/json"}


@contextmanager
def running() -> Iterator[int]:
    """The portal's processes as production has them; the port on which it answers."""
    from tools.servers import free_port

    port = free_port()
    python = [sys.executable, "-m"]
    server = ["gunicorn", "--config", "python:portal.running.gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    web = subprocess.Popen([*python, *server, "--workers", "2", "--threads", "4", "--log-level", "warning"], cwd=ROOT)
    worker = subprocess.Popen(
        [*python, "celery", "--quiet", "-A", "portal", "worker", "-B", "--concurrency=1"], cwd=ROOT
    )
    try:
        until = time.monotonic() + 60
        while not _listens(port):
            if time.monotonic() > until:
                raise TimeoutError("the web server does not listen")
            time.sleep(0.2)
        yield port
    finally:
        for process in (web, worker):
            process.terminate()
            process.wait(60)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def come(port: int, arrivals: list[Arrival]) -> list[Answer]:
    """Every request at its moment; those that find nobody free wait, and the wait counts."""
    started = time.monotonic() + 1

    def ask(arrival: Arrival) -> Answer:
        time.sleep(max(0.0, started + arrival.at - time.monotonic()))
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request(
                arrival.method, arrival.path, b"{}" if arrival.method == "POST" else None, arrival.headers
            )
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            status = 0  # told as an error below
        finally:
            connection.close()
        return Answer(arrival.kind, status, time.monotonic() - started - arrival.at)

    with ThreadPoolExecutor(WAITERS) as pool:
        return list(pool.map(ask, arrivals))


def wait_for_papers(drafts: list[UUID]) -> int:
    """How many submissions have their receipt printed, once all have or patience is over."""
    until, printed = time.monotonic() + PATIENCE, -1
    while printed < len(drafts) and time.monotonic() < until:
        time.sleep(2)
        printed = _receipts(drafts).filter(state="issued").count()
    return printed


def _receipts(drafts: list[UUID]) -> Any:
    from portal.cases.models import Case
    from portal.papers.models import Document

    return Document.objects.filter(case__in=Case.objects.filter(drafts__in=drafts), kind="receipt")


def told(answers: list[Answer], drafts: list[UUID], printed: int) -> int:
    """Says what was seen; 1 where something failed, was lost or came twice."""
    from portal.cases.models import Case

    wrong = [answer for answer in answers if answer.status not in (200, 201)]
    for kind in ("submission", "verification"):
        waited = sorted(answer.seconds * 1000 for answer in answers if answer.kind == kind)
        parts = statistics.quantiles(waited, n=100)
        seen = "   ".join(f"{name} {parts[place]:7.0f} ms" for name, place in PLACES)
        print(f"{kind:<12} {len(waited):>6}   {seen}")
    cases = Case.objects.filter(drafts__in=drafts)
    print(f"errors {len(wrong)} {sorted({answer.status for answer in wrong})}")
    print(f"cases {cases.distinct().count()} of {len(drafts)} submissions, receipts printed {printed}")
    whole = not wrong and cases.distinct().count() == cases.count() == printed == len(drafts)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
