"""One act on many cases: each is checked, each is done on its own, and nothing is done twice."""

from collections.abc import Callable
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.cases.models import Case, Event
from portal.desk import bulk
from portal.desk.models import BulkItem, BulkRun
from portal.parties.actors import Actor
from portal.parties.models import Agency, Duty, Exporter, OfficerDuty, Person
from tests.conftest import an_officer

from .cases import a_case, many

QUEUE = "/officers/cases/case/"
BULK = f"{QUEUE}bulk/"
SignedIn = Callable[[Person], Client]


@pytest.fixture
def dao(db: None) -> Person:
    """Examines at the DFT, too."""
    return an_officer("dao", "ดาว ใสงาม", "Dao Saingam", Agency.DFT, Duty.EXAMINER)


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def checked(client: Client, wanted: str, *cases: Case, **more: Any) -> Any:
    return client.get(BULK, {"do": wanted, "case": [case.pk for case in cases], **more})


def sent(client: Client, page: Any, **typed: Any) -> Any:
    """Presses the button of the check page."""
    seen = [f"{one.case.pk}.{one.case.version}" for one in page.context["possible"]]
    said = {"token": page.context["token"], "do": page.context["wanted"].slug, "seen": seen}
    return client.post(f"{BULK}do/", {**said, **typed}, follow=True)


def test_the_queue_leads_to_the_check_and_a_page_is_ticked_without_a_script(
    siam_ceramics: Exporter, ploy: Person, signed_in: SignedIn
) -> None:
    many(siam_ceramics, 3)
    client = signed_in(ploy)

    page = client.get(f"{QUEUE}?shelf=free&tick=all").content.decode()
    answer = client.post(QUEUE, {"act": "check", "do": "take", "case": list(Case.objects.values_list("pk", flat=True))})

    assert page.count(" checked aria-label") == 3
    assert answer.status_code == 302 and answer.url.startswith(f"{BULK}?do=take&case=")
    assert client.get(answer.url).context["possible"][2].case


@pytest.mark.parametrize("typed", [{"do": "take"}, {"case": "1"}, {}])
def test_an_unfinished_wish_leads_back_to_the_queue_with_a_word(
    ploy: Person, signed_in: SignedIn, typed: dict[str, str]
) -> None:
    answer = signed_in(ploy).post(f"{QUEUE}?shelf=free", {"act": "check", **typed}, follow=True)

    assert answer.redirect_chain == [(f"{QUEUE}?shelf=free", 302)]
    assert len(list(answer.context["messages"])) == 1


def test_only_moves_that_ask_for_a_note_at_most_and_that_the_duties_carry_are_offered(
    ploy: Person, krit: Person
) -> None:
    def slugs(person: Person) -> set[str]:
        return {one.slug for one in bulk.choices(Actor.of(person))}

    assert {"take", "assign", "rex.examine", "sample.recommend"} <= slugs(ploy)
    assert {"rex.register", "rex.send_back"} <= slugs(krit)
    asks_more = {"rex.receive", "rex.recommend", "rex.return", "rex.withdraw", "rex.refuse", "rex.submit"}
    assert not asks_more & (slugs(ploy) | slugs(krit))


def test_the_check_says_of_each_case_whether_and_why_not_and_changes_nothing(
    siam_ceramics: Exporter, ploy: Person, krit: Person, signed_in: SignedIn
) -> None:
    free, taken = a_case(siam_ceramics, 1), a_case(siam_ceramics, 2, handler=krit)
    closed = a_case(siam_ceramics, 3, "granted")
    elsewhere = a_case(siam_ceramics, 4, agency="customs")

    page = checked(english(signed_in(ploy)), "take", free, taken, closed, elsewhere)

    text = page.content.decode()
    assert [one.case for one in page.context["possible"]] == [free]
    assert "Krit Mankhong has this case in hand already." in text
    assert "not possible in the case&#x27;s present state" in text
    assert elsewhere.reference not in text
    assert not Event.objects.exists() and not BulkRun.objects.exists()


def test_each_refusal_of_the_law_stands_there_with_its_clause(
    recommended: Case, ploy: Person, signed_in: SignedIn
) -> None:
    OfficerDuty.objects.create(officer=ploy.officer, duty=Duty.APPROVER)

    page = checked(signed_in(ploy), "rex.register", recommended)

    assert page.context["possible"] == []
    assert 'data-clause="REX-8"' in page.content.decode()


def test_a_case_of_another_procedure_or_state_is_told_so(
    siam_ceramics: Exporter, submitted: Case, ploy: Person, signed_in: SignedIn
) -> None:
    other = a_case(siam_ceramics, 1)

    text = checked(english(signed_in(ploy)), "rex.examine", submitted, other).content.decode()

    assert "This step belongs to the procedure" in text
    assert "not possible in the case&#x27;s present state" in text


def test_what_can_be_done_is_done_case_by_case_and_the_rest_is_told(
    siam_ceramics: Exporter, ploy: Person, krit: Person, signed_in: SignedIn
) -> None:
    first, second = a_case(siam_ceramics, 1), a_case(siam_ceramics, 2)
    client = signed_in(ploy)
    page = checked(client, "take", first, second)
    Case.objects.filter(pk=second.pk).update(handler=krit, version=2)  # meanwhile somebody else took it

    answer = sent(client, page)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.handler, second.handler) == (ploy, krit)
    assert [one.case for one in answer.context["done"]] == [first]
    assert [one.findings[0]["code"] for one in answer.context["refused"]] == ["changed-meanwhile"]
    assert list(Event.objects.values_list("case", "verb")) == [(first.pk, "take")]


def test_a_second_click_does_nothing_again_and_shows_the_same_result(
    siam_ceramics: Exporter, ploy: Person, signed_in: SignedIn
) -> None:
    case = a_case(siam_ceramics, 1)
    client = signed_in(ploy)
    page = checked(client, "take", case)

    answers = [sent(client, page), sent(client, page)]

    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [len(one.context["done"]) for one in answers] == [1, 1]
    assert Event.objects.filter(case=case, verb="take").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_do_each_case_once(siam_ceramics: Exporter, ploy: Person) -> None:
    cases = [a_case(siam_ceramics, number) for number in range(1, 6)]
    actor, token = Actor.of(ploy), uuid4()
    wanted = bulk.choice(actor, "take")
    assert wanted

    def click() -> None:
        at = timezone.now()
        bulk.carry_out(bulk.begin(token, wanted, {case.pk: 1 for case in cases}, actor, at), actor, at)
        connection.close()

    clicks = [Thread(target=click) for _ in range(3)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert set(BulkItem.objects.values_list("outcome", flat=True)) == {"done"}
    assert Event.objects.filter(verb="take").count() == 5


def test_a_run_that_broke_off_goes_on_where_it_stopped(
    siam_ceramics: Exporter, ploy: Person, signed_in: SignedIn
) -> None:
    first, second = a_case(siam_ceramics, 1), a_case(siam_ceramics, 2)
    client = signed_in(ploy)
    page = checked(client, "take", first, second)
    answer = sent(client, page)
    BulkItem.objects.filter(case=second).update(outcome="waiting")
    Case.objects.filter(pk=second.pk).update(handler=None, version=1)
    address = answer.redirect_chain[0][0]
    assert len(client.get(address).context["waiting"]) == 1

    answer = sent(client, page)

    second.refresh_from_db()
    assert second.handler == ploy and len(answer.context["done"]) == 2


def test_one_case_that_fails_does_not_stop_the_others(
    siam_ceramics: Exporter, ploy: Person, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = a_case(siam_ceramics, 1), a_case(siam_ceramics, 2)
    take = bulk.handling.take

    def falter(case: Case, *args: Any, **more: Any) -> None:
        take(case, *args, **more)
        if case.pk == first.pk:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(bulk.handling, "take", falter)
    client = signed_in(ploy)

    answer = sent(client, checked(client, "take", first, second))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.handler, second.handler) == (None, ploy)
    assert [one.findings[0]["code"] for one in answer.context["refused"]] == ["fault"]


def test_cases_are_handed_over_to_a_colleague_who_has_the_duty(
    siam_ceramics: Exporter, ploy: Person, dao: Person, krit: Person, anong: Person, signed_in: SignedIn
) -> None:
    mine, not_mine = a_case(siam_ceramics, 1, handler=ploy), a_case(siam_ceramics, 2, handler=dao)
    decided = a_case(siam_ceramics, 3, "recommended", handler=ploy)
    client = signed_in(ploy)

    before = checked(client, "assign", mine, not_mine, decided)
    page = checked(client, "assign", mine, not_mine, decided, officer=dao.pk)
    sent(client, page, officer=dao.pk)

    able = list(before.context["colleague"].fields["officer"].queryset)
    assert dao in able and krit in able and anong not in able
    assert b"bulk/do/" not in before.content
    mine.refresh_from_db()
    assert mine.handler == dao
    assert {one.case for one in page.context["refused"]} == {not_mine, decided}


def test_a_move_is_made_with_its_note_by_its_own_service(received: Case, ploy: Person, signed_in: SignedIn) -> None:
    client = signed_in(ploy)

    answer = sent(client, checked(client, "rex.examine", received), note="ตรวจพร้อมกัน")

    received.refresh_from_db()
    event = Event.objects.filter(case=received).order_by("-number").first()
    assert received.state == "examining" and event is not None
    assert (event.verb, event.note, event.actor) == ("examine", "ตรวจพร้อมกัน", ploy)
    assert received.reference in answer.content.decode()


def test_a_note_that_a_move_needs_is_asked_for_first(recommended: Case, krit: Person, signed_in: SignedIn) -> None:
    client = signed_in(krit)

    answer = sent(client, checked(client, "rex.send_back", recommended))

    recommended.refresh_from_db()
    assert answer.status_code == 422 and recommended.state == "recommended"
    assert "id_note-error" in answer.content.decode() and not BulkRun.objects.exists()


def test_a_result_is_its_own_officers_and_a_token_is_nobody_elses(
    siam_ceramics: Exporter, ploy: Person, dao: Person, signed_in: SignedIn
) -> None:
    case, other = a_case(siam_ceramics, 1), a_case(siam_ceramics, 2)
    client, stranger = signed_in(ploy), signed_in(dao)
    page = checked(client, "take", case)
    address = sent(client, page).redirect_chain[0][0]

    assert stranger.get(address).status_code == 404
    assert sent(stranger, checked(stranger, "take", other), token=page.context["token"]).status_code == 404
    other.refresh_from_db()
    assert other.handler is None


@pytest.mark.parametrize("typed", [{"token": "x"}, {"do": "rex.register"}, {"do": "nonsense"}])
def test_a_forged_button_finds_nothing(
    siam_ceramics: Exporter, ploy: Person, signed_in: SignedIn, typed: dict[str, str]
) -> None:
    case = a_case(siam_ceramics, 1)
    client = signed_in(ploy)

    assert sent(client, checked(client, "take", case), **typed).status_code == 404
    assert not Event.objects.exists()


def test_a_hundred_at_once_are_the_most(siam_ceramics: Exporter, ploy: Person, signed_in: SignedIn) -> None:
    many(siam_ceramics, 103)
    client = signed_in(ploy)

    page = checked(client, "take", *Case.objects.all())

    assert len(page.context["possible"]) == 100 and page.context["cut_off"]
    assert len(sent(client, page).context["done"]) == 100
