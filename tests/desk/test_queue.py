"""The queue: shelves, filters, search and pages, as the officers of one agency see them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from portal.cases.models import Case
from portal.desk import queue
from portal.desk.queue import SHELVES, Wanted, shelf
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .cases import TODAY, a_case, many

QUEUE = "/officers/cases/case/"
SignedIn = Callable[[Person], Client]


def references(actor: Actor, wanted: Wanted) -> list[str]:
    return [case.reference[-2:] for case in queue.page(actor, wanted, TODAY).cases]


@pytest.fixture
def shelved(siam_ceramics: Exporter, lanna_foods: Exporter, ploy: Person, krit: Person) -> None:
    """One case of every kind."""
    a_case(siam_ceramics, 1, "received", due_on=TODAY + timedelta(days=2))
    a_case(lanna_foods, 2, "examining", handler=ploy, due_on=TODAY - timedelta(days=1))
    a_case(siam_ceramics, 3, "recommended", handler=krit)
    a_case(lanna_foods, 4, "returned")
    a_case(siam_ceramics, 5, "granted")
    a_case(lanna_foods, 6, "received", agency="customs")


@pytest.mark.parametrize(
    ("slug", "found"),
    [
        ("waiting", ["02", "01", "03"]),  # overdue, then due, then undated
        ("mine", ["02"]),
        ("free", ["01"]),
        ("overdue", ["02"]),
        ("company", ["04"]),
        ("closed", ["05"]),
        ("all", ["05", "04", "03", "02", "01"]),
    ],
)
def test_each_shelf_holds_its_cases_in_its_order(shelved: None, ploy: Person, slug: str, found: list[str]) -> None:
    assert references(Actor.of(ploy), Wanted(shelf(slug))) == found


def test_customs_sees_its_own_case_and_none_of_dft(shelved: None, anong: Person) -> None:
    assert references(Actor.of(anong), Wanted(shelf("all"))) == ["06"]


@pytest.mark.parametrize("text", ["ล้านนา", "ฟู้ดส์", "LANNA", "foods lanna", "0505560000014", "2569-000002", "smp 000002"])
def test_search_finds_a_case_by_reference_name_in_either_language_and_juristic_id(
    shelved: None, ploy: Person, text: str
) -> None:
    assert "02" in references(Actor.of(ploy), Wanted(shelf("waiting"), text=text))


@pytest.mark.parametrize("text", ["ไม่มี", "lanna ceramics", "%", "0105551234568"])
def test_search_finds_nothing_where_nothing_fits(shelved: None, ploy: Person, text: str) -> None:
    assert references(Actor.of(ploy), Wanted(shelf("waiting"), text=text)) == []


def test_procedure_state_and_day_of_reception_narrow_the_queue(shelved: None, ploy: Person) -> None:
    Case.objects.filter(reference__endswith="01").update(received_on=TODAY)
    actor, everything = Actor.of(ploy), shelf("all")

    assert references(actor, Wanted(everything, procedure="sample", state="received")) == ["01"]
    assert references(actor, Wanted(everything, procedure="rex")) == []
    assert references(actor, Wanted(everything, received_from=TODAY, received_until=TODAY)) == ["01"]
    assert references(actor, Wanted(everything, received_from=TODAY + timedelta(days=1))) == []


@pytest.mark.parametrize("slug", ["waiting", "all"])
def test_turning_pages_on_and_back_meets_every_case_once(siam_ceramics: Exporter, ploy: Person, slug: str) -> None:
    many(siam_ceramics, 23)
    actor, wanted = Actor.of(ploy), Wanted(shelf(slug))

    pages = [queue.page(actor, wanted, TODAY, size=5)]
    while pages[-1].after:
        pages.append(queue.page(actor, wanted, TODAY, after=pages[-1].after, size=5))
    back = [pages[-1]]
    while back[-1].before:
        back.append(queue.page(actor, wanted, TODAY, before=back[-1].before, size=5))

    forward = [case.pk for page in pages for case in page.cases]
    assert len(pages) == 5 and sorted(forward) == sorted(Case.objects.values_list("pk", flat=True))
    assert [page.cases for page in reversed(back)] == [page.cases for page in pages]


@pytest.mark.parametrize("key", ["", "nonsense", "2026-13-01.4", "12", "2026-11-20.", "'; drop"])
def test_a_key_that_cannot_be_read_leads_to_the_first_page(siam_ceramics: Exporter, ploy: Person, key: str) -> None:
    many(siam_ceramics, 3)
    actor, wanted = Actor.of(ploy), Wanted(shelf("waiting"))

    assert queue.page(actor, wanted, TODAY, after=key) == queue.page(actor, wanted, TODAY)


@pytest.mark.parametrize("count", [1, 10, 500])
def test_the_page_costs_the_same_whatever_lies_in_the_queue(
    siam_ceramics: Exporter,
    ploy: Person,
    signed_in: SignedIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    many(siam_ceramics, count, handler=ploy)
    client = signed_in(ploy)

    # Session and person, the officer and their duties, the cases, the names of their handlers, the bell, the
    # officer's views, and the session pushed forward (with its savepoint).
    with django_assert_num_queries(QUERIES):
        answer = client.get(QUEUE, {"shelf": "waiting", "q": "siam"})

    assert answer.status_code == 200
    assert answer.content.count(b"data-row") == min(count, queue.PAGE)


QUERIES = 11


def test_no_query_of_the_queue_counts_or_skips_rows(
    siam_ceramics: Exporter, ploy: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(siam_ceramics, 120)
    actor = Actor.of(ploy)
    first = queue.page(actor, Wanted(), TODAY)

    with django_assert_num_queries(1) as asked:
        queue.page(actor, Wanted(), TODAY, after=first.after)

    said = asked.captured_queries[0]["sql"].upper()
    assert "COUNT(" not in said and "OFFSET" not in said and "JOIN" not in said


@pytest.mark.parametrize("one", SHELVES, ids=lambda one: one.slug)
def test_an_empty_shelf_says_what_it_means(ploy: Person, signed_in: SignedIn, one: queue.Shelf) -> None:
    client = signed_in(ploy)
    client.cookies["django_language"] = "en"

    answer = client.get(QUEUE, {"shelf": one.slug})

    assert escape(str(one.empty)) in answer.content.decode()


def test_a_search_without_success_offers_to_show_everything(shelved: None, ploy: Person, signed_in: SignedIn) -> None:
    answer = signed_in(ploy).get(QUEUE, {"shelf": "waiting", "q": "ไม่มีบริษัทนี้"})

    page = answer.content.decode()
    assert 'value="ไม่มีบริษัทนี้"' in page
    assert 'href="?shelf=waiting"' in page


def test_an_impossible_date_is_told_at_its_field_and_the_queue_stays(
    shelved: None, ploy: Person, signed_in: SignedIn
) -> None:
    answer = signed_in(ploy).get(QUEUE, {"shelf": "waiting", "received_from": "2026-02-30"})

    assert answer.status_code == 200
    assert b"id_received_from-error" in answer.content
    assert answer.content.count(b"data-row") == 3


def test_cases_are_taken_from_the_queue_each_on_its_own(
    siam_ceramics: Exporter, ploy: Person, krit: Person, signed_in: SignedIn
) -> None:
    free, other = a_case(siam_ceramics, 1), a_case(siam_ceramics, 2, handler=krit)
    elsewhere = a_case(siam_ceramics, 3, agency="customs")
    client = signed_in(ploy)

    answer = client.post(QUEUE, {"case": [free.pk, other.pk, elsewhere.pk, "x"], "act": "take"}, follow=True)

    for case in (free, other, elsewhere):
        case.refresh_from_db()
    assert (free.handler, other.handler, elsewhere.handler) == (ploy, krit, None)
    page = answer.content.decode()
    assert other.reference in page and "กฤษณ์ มั่นคง รับเรื่องนี้ไว้แล้ว" in page


def test_the_overview_counts_what_waits_in_few_queries(
    shelved: None, ploy: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from portal.desk.dashboard import overview

    actor = Actor.of(ploy)

    with django_assert_num_queries(7):
        seen = overview(actor)

    waiting = Case.objects.filter(agency="dft", waiting_for="officers")
    counts = {tile.shelf.slug: tile.count for tile in seen.tiles}
    assert counts["waiting"] == waiting.count() == 3
    assert counts["mine"] == 1 and counts["free"] == 1 and counts["company"] == 1
    assert counts["overdue"] == waiting.filter(due_on__lt=timezone.localdate()).count()
    assert [case.reference[-2:] for case in seen.next_up] == ["02"]
