"""The walking path: a paper asked for is made, numbered, signed and kept with its hash, whatever dies on the way."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.cases.models import Case, Notice, Series
from portal.papers import making, render, services, sign
from portal.papers.models import Document, folder_of
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .conftest import AT, a_case


class Killed(BaseException):
    """As kill -9 goes through Python code: nothing catches it."""


@pytest.fixture
def document(case: Case) -> Document:
    return services.request(case, "test-letter", at=AT)


def files_of(document: Document) -> list[str]:
    try:
        return default_storage.listdir(folder_of(document))[1]
    except FileNotFoundError:
        return []


def long_ago(document: Document) -> None:
    """The claim's worker has not been heard of for longer than a claim lasts."""
    Document.objects.filter(pk=document.pk).update(claimed_at=timezone.now() - making.STALE - timedelta(seconds=1))


def test_a_paper_that_was_asked_for_is_issued_with_number_hash_and_signature(document: Document) -> None:
    assert making.make_due() == 1

    document.refresh_from_db()
    assert document.state == Document.State.ISSUED
    assert document.number == "LTR-2569-0001"
    with document.file.open() as file:
        pdf = file.read()
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert document.size == len(pdf)
    assert sign.verify(pdf).valid


def test_a_second_scan_finds_nothing_to_do(document: Document) -> None:
    making.make_due()

    assert making.make_due() == 0
    assert len(files_of(document)) == 1


def test_a_paper_made_again_says_the_same(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(number="LTR-2569-0001")
    document.refresh_from_db()

    assert render.pdf(document) == render.pdf(document)


def test_a_claim_belongs_to_one_worker_until_it_is_stale(document: Document) -> None:
    now = timezone.now()

    first = making.claim(now)

    assert first is not None
    assert making.claim(now) is None
    assert making.claim(now + making.STALE - timedelta(seconds=1)) is None
    second = making.claim(now + making.STALE + timedelta(seconds=1))
    assert second is not None
    assert second.claim != first.claim


def test_a_worker_that_was_given_up_issues_nothing_when_it_comes_back(document: Document) -> None:
    slow = making.claim(timezone.now())
    long_ago(document)
    assert making.make_due() == 1
    document.refresh_from_db()
    issued = document.sha256

    assert slow is not None
    assert making.make(slow) is False

    document.refresh_from_db()
    assert document.sha256 == issued
    assert document.attempts == 2
    with document.file.open() as file:
        assert hashlib.sha256(file.read()).hexdigest() == issued


def test_a_worker_killed_between_file_and_row_leaves_no_second_file_and_no_second_number(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any, **_kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(making, "hashlib", type("Dying", (), {"sha256": killed}))
        with pytest.raises(Killed):
            making.make_due()
    assert len(files_of(document)) == 1  # the orphan
    long_ago(document)

    assert making.make_due() == 1

    document.refresh_from_db()
    assert files_of(document) == [Path(document.file.name).name]
    assert document.number == "LTR-2569-0001"
    assert Series.objects.get(key="letter-2569").last == 1


def test_a_failed_attempt_is_tried_again_later_with_growing_pauses(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "to_pdf", lambda *_args, **_kwargs: 1 / 0)
    pauses = []
    for _attempt in range(making.MAX_ATTEMPTS - 1):
        before = timezone.now()
        assert making.make_due() == 0
        document.refresh_from_db()
        assert document.state == Document.State.QUEUED
        assert "ZeroDivisionError" in document.error
        pauses.append(round((document.next_try_at - before).total_seconds()))
        assert making.make_due() == 0  # not yet
        Document.objects.update(next_try_at=before)

    making.make_due()

    document.refresh_from_db()
    assert pauses == [15, 30, 60, 120]
    assert document.state == Document.State.FAILED
    assert document.number == "LTR-2569-0001"  # kept for the next try


def test_a_failure_is_told_to_the_company_and_the_handler_in_both_languages(
    document: Document, malee: Person, somsak: Person, ploy: Person, signing_key: Path
) -> None:
    Case.objects.update(handler=ploy)
    signing_key.unlink()

    making.make_due()

    told = {notice.person: notice for notice in Notice.objects.all()}
    assert set(told) == {malee, ploy}
    assert "TST-2569-000001" in told[malee].subject_th
    assert "could not be made" in told[malee].subject_en
    assert "Try again" in told[malee].text_en


def test_without_the_signing_key_nothing_is_issued_and_it_is_seen_at_once(
    document: Document, signing_key: Path
) -> None:
    signing_key.unlink()

    assert making.make_due() == 0

    document.refresh_from_db()
    assert document.state == Document.State.FAILED
    assert document.failure == Document.Failure.SIGNING_KEY
    assert document.issued_at is None
    assert not document.file
    assert files_of(document) == []


def test_try_again_issues_it_under_the_number_it_had(
    document: Document, signing_key: Path, malee: Person, key_bytes: bytes
) -> None:
    signing_key.unlink()
    making.make_due()
    signing_key.write_bytes(key_bytes)

    services.retry(document, Actor.of(malee), at=timezone.now())

    assert making.make_due() == 1
    document.refresh_from_db()
    assert document.number == "LTR-2569-0001"
    assert Series.objects.get(key="letter-2569").last == 1


def test_a_paper_that_kills_every_worker_is_given_up(document: Document) -> None:
    for _attempt in range(making.MAX_ATTEMPTS):
        assert making.claim(timezone.now()) is not None
        long_ago(document)

    assert making.make_due() == 0

    document.refresh_from_db()
    assert document.state == Document.State.FAILED
    assert "lost at every attempt" in document.error


def test_each_paper_of_a_series_has_the_next_number(case: Case, document: Document, siam_ceramics: Exporter) -> None:
    other = services.request(a_case(siam_ceramics, "TST-2569-000002"), "test-letter", at=AT + timedelta(seconds=1))

    assert making.make_due() == 2

    document.refresh_from_db()
    other.refresh_from_db()
    assert [document.number, other.number] == ["LTR-2569-0001", "LTR-2569-0002"]
