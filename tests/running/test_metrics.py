"""What Prometheus gets, from whom, and what it costs."""

import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from portal.cases.models import Case, Deadline
from portal.papers.models import Document
from portal.parties.letters import MOST_FAILURES
from portal.parties.models import Exporter, Letter, Person
from portal.running import figures
from tests.registrations.story import submit

from .webserver import serving

pytestmark = pytest.mark.django_db
TOKEN = "prometheus-" + "of-the-tests"
CARRIED = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def asked_anew(settings: Any) -> Iterator[None]:
    settings.METRICS_TOKEN = TOKEN
    figures.Figures.forget()
    yield
    figures.Figures.forget()


def samples(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def asked(client: Client) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    answer = client.get("/metrics", headers=CARRIED)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in answer.headers["Cache-Control"]
    return samples(answer.content.decode())


def value(found: dict[Any, float], name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


def test_without_a_token_set_there_is_nothing(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer ก"]
)
def test_who_does_not_carry_it_gets_nothing(client: Client, said: str) -> None:
    answer = client.get("/metrics", headers={"authorization": said})

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert b"portal_" not in answer.content


def test_requests_are_counted_by_route_and_status_and_never_by_address(client: Client) -> None:
    before = asked(client)
    client.get("/verify/SECRET-CODE/")
    client.get("/verify/ANOTHER-CODE/")
    client.get("/no-such-page/")
    client.generic("BREW", "/healthz")

    answer = client.get("/metrics", headers=CARRIED).content.decode()
    after = samples(answer)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("portal_requests_total", method="GET", route="/verify/<str:code>/", status="404") == 2
    assert more("portal_request_seconds_count", method="GET", route="/verify/<str:code>/") == 2
    assert more("portal_requests_total", method="GET", route="-", status="404") == 1
    assert more("portal_requests_total", method="other", route="/healthz", status="405") == 1
    assert "CODE" not in answer and "BREW" not in answer and "no-such-page" not in answer


def test_the_work_that_waits_is_counted(client: Client, malee: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)
    now = timezone.now()
    Case.objects.filter(pk=submit(malee, siam_ceramics).pk).update(closed_at=now)
    late = timezone.localdate(now) - timedelta(days=3)
    Deadline.objects.filter(case=case).delete()
    for kind, told_at, paused in (("a", now, []), ("b", None, []), ("c", None, [[late.isoformat(), None]])):
        Deadline.objects.create(
            case=case, kind=kind, waiting_for="officers", clause="REX-4", length=1, unit="days", from_on=late,
            strict_on=late, legal_on=late, paused=paused, rests=bool(paused), warned_at=told_at, overdue_at=told_at,
        )  # fmt: skip
    Document.objects.update(state=Document.State.FAILED)
    Letter.objects.all().delete()
    Letter.objects.create(to=malee.email, subject="S", body="T", at=now - timedelta(hours=1))
    Letter.objects.create(to=malee.email, subject="S", body="T", at=now, failures=MOST_FAILURES)
    Letter.objects.create(to=malee.email, subject="S", body="", at=now, good_until=now - timedelta(hours=1))

    found = asked(client)

    assert value(found, "portal_open_cases", procedure="rex", state="submitted", waiting_for="exporter") == 1
    assert value(found, "portal_overdue_deadlines", waiting_for="officers") == 1
    assert value(found, "portal_untold_deadlines") == 1
    assert value(found, "portal_failed_papers") == Document.objects.count() > 0
    assert value(found, "portal_unsent_letters") == 1
    assert 3600 <= value(found, "portal_unsent_letters_oldest_seconds") < 3700
    assert value(found, "portal_given_up_letters") == 1
    assert [key for key, number in found.items() if key[0] == "portal_figures_failed" and number] == []


def test_a_scan_that_ended_well_leaves_its_time_for_web_processes(client: Client) -> None:
    from portal.cases.tasks import scan_deadlines

    cache.delete("job-ran:portal.cases.tasks.scan_deadlines")
    assert value(asked(client), "portal_job_ended_timestamp_seconds", job="portal.cases.tasks.scan_deadlines") == 0
    figures.Figures.forget()
    scan_deadlines.apply()

    ended = value(asked(client), "portal_job_ended_timestamp_seconds", job="portal.cases.tasks.scan_deadlines")
    assert abs(ended - timezone.now().timestamp()) < 60


def test_jobs_that_no_worker_takes_are_seen(client: Client) -> None:
    before = value(asked(client), "portal_queue_depth")
    figures.Figures.forget()
    current_app.send_task("portal.no.such")
    try:
        assert value(asked(client), "portal_queue_depth") == before + 1
    finally:
        with current_app.connection_for_write() as broker:
            broker.default_channel.queue_purge(current_app.conf.task_default_queue)


def test_a_part_that_cannot_be_asked_is_named_and_the_others_are_there(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(_now: object) -> Iterator[Any]:
        raise OSError("the queue is gone")

    monkeypatch.setattr(figures, "PARTS", {**figures.PARTS, "queue": gone})

    found = asked(client)

    assert value(found, "portal_figures_failed", part="queue") == 1
    assert value(found, "portal_figures_failed", part="letters") == 0
    assert ("portal_given_up_letters", frozenset()) in found
    assert "the queue is gone" in caplog.text


def test_asking_costs_a_few_queries_and_asking_again_none(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(7):
        asked(client)
    with django_assert_num_queries(0):
        asked(client)


def test_of_several_web_processes_any_knows_what_all_have_counted(tmp_path: Path) -> None:
    counts = set()
    with serving(tmp_path, METRICS_TOKEN=TOKEN) as (address, _server):
        for _ in range(30):
            urllib.request.urlopen(f"{address}/healthz", timeout=30).close()
        request = urllib.request.Request(f"{address}/metrics", headers=CARRIED)
        for _ in range(5):
            with urllib.request.urlopen(request, timeout=30) as answer:
                found = samples(answer.read().decode())
            counts.add(value(found, "portal_requests_total", method="GET", route="/healthz", status="200"))

    assert len(counts) == 1
    assert counts.pop() >= 30
