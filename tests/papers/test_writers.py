"""Eight at once: asking for one paper, and making papers of one series."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from portal.cases.models import Case, Series
from portal.papers import making, services
from portal.papers.models import Document
from portal.parties.models import Exporter

from .conftest import AT, a_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick")]
EIGHT = 8


def at_once(work: Callable[[], None]) -> None:
    """Does `work` in eight threads that start together, each with its own connection."""
    ready = threading.Barrier(EIGHT)
    failed: list[BaseException] = []

    def one() -> None:
        try:
            ready.wait()
            work()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(EIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_paper_that_eight_ask_for_is_one(case: Case) -> None:
    at_once(lambda: services.request(case, "test-letter", at=AT) and None)

    assert Document.objects.count() == 1


def test_eight_workers_make_each_paper_once_and_number_them_without_a_gap(siam_ceramics: Exporter) -> None:
    for n in range(12):
        services.request(a_case(siam_ceramics, f"TST-2569-{n:06d}"), "test-letter", at=AT)

    at_once(lambda: making.make_due() and None)

    documents = Document.objects.all()
    assert {document.state for document in documents} == {Document.State.ISSUED}
    assert sorted(document.number or "" for document in documents) == [f"LTR-2569-{n:04d}" for n in range(1, 13)]
    assert {document.attempts for document in documents} == {1}
    assert Series.objects.get(key="letter-2569").last == 12
