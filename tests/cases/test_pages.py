from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.cases import handling, messages, moves, questions, withdrawals
from portal.cases.models import Attachment, Case, Draft, Notice, Question, Withdrawal
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .conftest import NOW, REASON, new_case

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
# Three for the cases and drafts; the rest is the session, who it is, what they may do, and the bell.
LIST_QUERIES = 8
SignedIn = Callable[[Person], Client]


def a_picture(name: str = "เตาเผา.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


@pytest.fixture
def asked(examining: Case, ploy: Person) -> Question:
    """Ploy has asked which kiln."""
    return questions.ask(examining, Actor.of(ploy), NOW, "Which kiln?")


def test_my_work_asks_for_a_company_first(signed_in: SignedIn, ploy: Person, db: None) -> None:
    loner = Person.objects.create_user("loner@example.com", "rice-and-mango-2569")

    page = signed_in(loner).get("/cases/")

    assert page.status_code == 200
    assert "/companies/new/" in page.content.decode()


def test_my_work_shows_what_waits_for_me_first_with_the_day(
    signed_in: SignedIn, malee: Person, submitted: Case
) -> None:
    Draft.objects.create(
        procedure="sample", exporter=submitted.exporter, started_by=malee, started_at=NOW, changed_at=NOW
    )

    page = signed_in(malee).get("/cases/")

    assert page.context["waiting"] == [submitted]
    assert len(page.context["drafts"]) == 1
    assert "Bring the paper to floor 5." in page.content.decode()


def test_an_officer_is_led_to_the_queue(signed_in: SignedIn, ploy: Person) -> None:
    assert signed_in(ploy).get("/cases/").status_code == 302


def test_a_list_of_hundreds_costs_what_a_list_of_one_costs(
    signed_in: SignedIn, malee: Person, siam_ceramics: Exporter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(malee)
    new_case(siam_ceramics, 1, "received")
    browser.get("/cases/")
    with django_assert_num_queries(LIST_QUERIES):
        browser.get("/cases/")
    for number in range(2, 122):
        new_case(siam_ceramics, number, "received" if number % 2 else "submitted")

    with django_assert_num_queries(LIST_QUERIES):
        browser.get("/cases/")


def test_pages_of_the_list_meet_without_gap_or_double(
    signed_in: SignedIn, malee: Person, siam_ceramics: Exporter
) -> None:
    cases = [new_case(siam_ceramics, number, "received") for number in range(1, 46)]
    browser = signed_in(malee)

    seen, address = [], "/cases/"
    while address:
        page = browser.get(address).context["page"]
        seen += page.cases
        address = f"/cases/?older_than={page.older_than}" if page.older_than else ""

    assert seen == cases[::-1]
    back = browser.get(f"/cases/?newer_than={seen[40].pk}").context["page"]
    assert back.cases == seen[20:40]
    assert back.newer_than == seen[20].pk


def test_the_list_can_be_narrowed_by_state_and_by_words(
    signed_in: SignedIn, malee: Person, siam_ceramics: Exporter
) -> None:
    one, other = new_case(siam_ceramics, 1, "received"), new_case(siam_ceramics, 2, "returned")
    browser = signed_in(malee)

    assert browser.get("/cases/?state=sample.returned").context["page"].cases == [other]
    assert browser.get("/cases/?q=SMP-2569-000001 Ceramics").context["page"].cases == [one]
    assert browser.get("/cases/?q=เซรามิกส์ ๒๕๖๙-000002").context["page"].cases == [other]
    assert browser.get("/cases/?state=nonsense").context["page"].cases == []
    assert browser.get("/cases/?older_than=nonsense").status_code == 200


def test_another_companys_case_is_not_there(signed_in: SignedIn, somsak: Person, submitted: Case) -> None:
    browser = signed_in(somsak)

    assert browser.get(f"/cases/{submitted.reference}/").status_code == 404
    assert browser.get(f"/cases/{submitted.reference}/withdraw/").status_code == 404
    assert browser.post(f"/cases/{submitted.reference}/messages/", {"message-text": "Hello"}).status_code == 404
    assert browser.post(f"/cases/{submitted.reference}/moves/receive/").status_code == 404
    assert browser.post(f"/sample/reopen/{submitted.reference}/").status_code == 404


def test_a_case_says_whose_turn_it_is_and_by_when(signed_in: SignedIn, malee: Person, submitted: Case) -> None:
    page = signed_in(malee).get(f"/cases/{submitted.reference}/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "Bring the paper to floor 5." in text
    assert page.context["mine"]
    assert [stage.current for stage in page.context["stages"]] == [True, False, False, False, False]
    assert 'id="timeline"' in text


def test_officers_notes_for_themselves_are_not_shown_to_the_exporter(
    signed_in: SignedIn, malee: Person, ploy: Person, examining: Case
) -> None:
    moves.perform(examining, "recommend", Actor.of(ploy), NOW, note="Between us: doubtful kiln")

    page = signed_in(malee).get(f"/cases/{examining.reference}/")

    assert "doubtful kiln" not in page.content.decode()


def test_a_returned_case_leads_back_to_the_field(
    signed_in: SignedIn, malee: Person, ploy: Person, examining: Case
) -> None:
    moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])
    browser = signed_in(malee)

    page = browser.get(f"/cases/{examining.reference}/")
    went = browser.post(f"/sample/reopen/{examining.reference}/", {"step": "holder", "field": "name"})

    assert REASON["th"] in page.content.decode()
    draft = Draft.objects.get(case=examining)
    assert went["Location"] == f"/sample/drafts/{draft.pk}/holder/#id_name"


def test_a_forged_field_leads_no_further_than_the_task_list(
    signed_in: SignedIn, malee: Person, ploy: Person, examining: Case
) -> None:
    moves.perform(examining, "return", Actor.of(ploy), NOW, reasons=[REASON])

    went = signed_in(malee).post(f"/sample/reopen/{examining.reference}/", {"step": "//evil.example", "field": "x"})

    assert went["Location"] == f"/sample/drafts/{Draft.objects.get(case=examining).pk}/"


def test_the_exporter_answers_in_words_and_files(signed_in: SignedIn, malee: Person, asked: Question) -> None:
    browser = signed_in(malee)
    address = f"/cases/{asked.case.reference}/questions/{asked.pk}/answer/"

    went = browser.post(
        address, {"answer-answer": "The tunnel kiln", "answer-attached": [a_picture(), a_picture("b.png")]}
    )

    assert went.status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "The tunnel kiln"
    assert asked.files.count() == 2


def test_a_refused_answer_keeps_what_was_typed(signed_in: SignedIn, malee: Person, asked: Question) -> None:
    browser = signed_in(malee)
    address = f"/cases/{asked.case.reference}/questions/{asked.pk}/answer/"

    empty = browser.post(address, {"answer-answer": "   "})
    wrong = browser.post(
        address,
        {"answer-answer": "See the file", "answer-attached": [SimpleUploadedFile("kiln.png", b"MZ not a picture")]},
    )

    assert empty.status_code == wrong.status_code == 422
    assert "โปรดพิมพ์คำตอบหรือแนบไฟล์" in empty.content.decode()
    assert "See the file" in wrong.content.decode()
    assert wrong.context["answer_form"].errors["attached"]
    asked.refresh_from_db()
    assert asked.is_open
    assert not Attachment.objects.exists()


def test_a_message_reaches_the_officer_and_answers_nothing(
    signed_in: SignedIn, malee: Person, ploy: Person, asked: Question
) -> None:
    went = signed_in(malee).post(f"/cases/{asked.case.reference}/messages/", {"message-text": "We look into it"})

    assert went.status_code == 302
    asked.refresh_from_db()
    assert asked.is_open
    assert Notice.objects.filter(person=ploy, kind="message", text_th__contains="We look into it").exists()


def test_a_withdrawal_asks_once_more_and_needs_a_reason(signed_in: SignedIn, malee: Person, received: Case) -> None:
    browser = signed_in(malee)
    address = f"/cases/{received.reference}/withdraw/"

    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": "Wrong company"}).status_code == 302

    withdrawal = Withdrawal.objects.get(case=received)
    kept = browser.post(f"/cases/{received.reference}/withdraw/{withdrawal.pk}/keep/")
    withdrawal.refresh_from_db()
    assert (kept.status_code, withdrawal.outcome) == (302, "cancelled")


def test_a_preparer_finds_no_way_to_withdraw(signed_in: SignedIn, niran: Person, received: Case) -> None:
    browser = signed_in(niran)

    assert browser.get(f"/cases/{received.reference}/withdraw/").status_code == 404
    assert "/withdraw/" not in browser.get(f"/cases/{received.reference}/").content.decode()


def test_a_file_goes_to_its_readers_only_and_never_runs(
    signed_in: SignedIn, malee: Person, somsak: Person, ploy: Person, anong: Person, submitted: Case
) -> None:
    message = messages.post(submitted, Actor.of(malee), NOW, "Our kiln", [a_picture()])
    address = f"/files/{message.files.get().pk}/"

    answer = signed_in(malee).get(address)

    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('เตาเผา.png')}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    for_officers = signed_in(ploy).get(address)
    assert b"".join(for_officers.streaming_content) == PNG
    assert signed_in(anong).get(address).status_code == 404
    assert signed_in(somsak).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_case_page_costs_the_same_whatever_happened(
    signed_in: SignedIn,
    malee: Person,
    ploy: Person,
    examining: Case,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(10):
        question = questions.ask(examining, Actor.of(ploy), NOW, f"Question {number}?")
        questions.answer(question, Actor.of(malee), NOW, "Yes")
        messages.post(examining, Actor.of(malee), NOW, "More", [a_picture()])
    browser = signed_in(malee)

    with django_assert_max_num_queries(26):
        page = browser.get(f"/cases/{examining.reference}/")

    assert page.status_code == 200


def test_two_officers_see_who_was_first(received: Case, ploy: Person, krit: Person) -> None:
    krit.officer.duties.create(duty="examiner")
    handling.take(received, Actor.of(ploy), NOW)

    found = handling.against_taking(received, Actor.of(krit))

    assert [finding.message.en for finding in found] == ["Ploy Wongdee has this case in hand already."]
    assert withdrawals.at_once(received) is False
