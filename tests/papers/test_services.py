"""Asking for papers: once, again, in place of another, and taking one back."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.cases import anchors
from portal.cases.models import Case, Notice
from portal.papers import kinds, making, services, tasks
from portal.papers.models import Document, Standing
from portal.parties.actors import CLOCK, NOBODY, Actor
from portal.parties.models import Person

from .conftest import AT

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def issued(case: Case) -> Document:
    document = services.request(case, "test-letter", at=AT)
    making.make_due()
    document.refresh_from_db()
    return document


def test_asked_for_twice_it_is_one_paper(case: Case) -> None:
    first = services.request(case, "test-letter", at=AT)
    second = services.request(case, "test-letter", at=AT + timedelta(days=1))

    assert first == second
    assert Document.objects.count() == 1


def test_a_broker_that_is_away_fails_no_request(
    case: Case, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away() -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(tasks.render_queued, "delay", away)

    with django_capture_on_commit_callbacks(execute=True) as posted:
        document = services.request(case, "test-letter", at=AT)

    assert len(posted) == 1
    assert document.state == Document.State.QUEUED
    assert making.make_due() == 1  # the scan finds it all the same


def test_the_old_version_stays_in_force_until_the_new_one_is_issued(issued: Document) -> None:
    newer = services.replace(issued, CLOCK, at=AT + timedelta(days=1), reason="a new address")

    assert newer.version == 2
    assert Document.objects.get(pk=issued.pk).standing(AT.date()) == Standing.IN_FORCE

    making.make_due()

    assert Document.objects.get(pk=issued.pk).standing(AT.date()) == Standing.REPLACED
    assert Document.objects.get(pk=newer.pk).standing(AT.date()) == Standing.IN_FORCE
    assert Document.objects.get(pk=newer.pk).number == "LTR-2569-0002"


def test_replacing_twice_is_one_new_version(issued: Document) -> None:
    first, again = (services.replace(issued, CLOCK, at=AT, reason="a new address") for _time in range(2))

    assert first == again
    assert Document.objects.count() == 2


def test_a_revoked_paper_stays_revoked_since_the_first_time(issued: Document) -> None:
    services.revoke(issued, CLOCK, at=AT, reason="false statements")
    services.revoke(issued, CLOCK, at=AT + timedelta(days=9), reason="again")

    assert issued.revoked_at == AT
    assert issued.revoked_reason == "false statements"
    assert issued.standing(AT.date()) == Standing.REVOKED


@pytest.mark.parametrize(
    ("on", "standing"),
    [("2026-12-30", Standing.IN_FORCE), ("2026-12-31", Standing.IN_FORCE), ("2027-01-01", Standing.EXPIRED)],
)
def test_a_paper_counts_through_its_last_day(issued: Document, on: str, standing: Standing) -> None:
    issued.valid_until = date(2026, 12, 31)

    assert issued.standing(date.fromisoformat(on)) == standing


def test_only_a_failed_paper_is_tried_again(issued: Document, malee: Person) -> None:
    with pytest.raises(services.CannotRetry):
        services.retry(issued, Actor.of(malee), at=timezone.now())


def test_nobody_else_tries_again(issued: Document, somsak: Person, anong: Person) -> None:
    Document.objects.update(state=Document.State.FAILED)

    for actor in (Actor.of(somsak), Actor.of(anong), NOBODY):
        with pytest.raises(services.CannotRetry):
            services.retry(issued, actor, at=timezone.now())


def test_a_paper_for_officers_is_not_the_companys_to_see(
    issued: Document, malee: Person, ploy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = kinds.kind("test-letter")
    inner = kinds.DocumentKind(
        letter.slug, letter.title, letter.template, letter.facts, shown_to=frozenset({"officers"})
    )
    monkeypatch.setitem(kinds._kinds, letter.slug, inner)

    assert list(services.visible_to(Actor.of(ploy))) == [issued]
    assert not services.visible_to(Actor.of(malee)).exists()


def test_a_slug_is_taken_once() -> None:
    letter = kinds.kind("test-letter")
    twin = kinds.DocumentKind(letter.slug, "Another", letter.template, letter.facts)

    with pytest.raises(ValueError, match="test-letter"):
        kinds.register(twin)
    kinds.register(letter)  # the same one again: as at a second start-up


def test_a_number_is_used_once_in_a_series(issued: Document, case: Case) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(
            id=uuid4(), case=case, kind="other", facts={}, series=issued.series, number=issued.number,
            requested_at=AT, next_try_at=AT,
        )  # fmt: skip


def test_revoking_and_replacing_stand_in_the_history_of_the_case_with_the_reason(
    issued: Document, ploy: Person
) -> None:
    services.replace(issued, Actor.of(ploy), at=AT, reason="a new address")
    services.revoke(issued, Actor.of(ploy), at=AT, reason="false statements")
    services.revoke(issued, Actor.of(ploy), at=AT, reason="said twice")

    happened = issued.case.events.order_by("number")
    assert [(one.verb, one.note, one.actor) for one in happened] == [
        ("replace_document", "a new address", ploy),
        ("revoke_document", "false statements", ploy),
    ]
    assert {one.given["number"] for one in happened} == {"LTR-2569-0001"}
    assert list(anchors.faults()) == []


def test_the_company_hears_why_its_paper_was_revoked(issued: Document, malee: Person) -> None:
    services.revoke(issued, CLOCK, at=AT, reason="false statements")

    notice = Notice.objects.get(person=malee, kind="revoke_document")
    assert "false statements" in notice.text_th and "was revoked" in notice.text_en
