"""On the case page, beside the moves: taking, questions, messages, withdrawals."""

import pytest

from portal.cases import messages, questions, withdrawals
from portal.cases.models import Case, Question
from portal.parties.actors import Actor
from portal.parties.models import Person
from tests.registrations.story import AT

from .casework import SignedIn, page_of, post, state


def test_taking_giving_back_and_assigning(examining: Case, ploy: Person, signed_in: SignedIn) -> None:
    client = signed_in(ploy)

    assert post(client, examining, "give-back").status_code == 302
    examining.refresh_from_db()
    assert examining.handler is None

    assert post(client, examining, "take").status_code == 302
    assert post(client, examining, "assign", **{"assign-officer": ploy.pk}).status_code == 302
    examining.refresh_from_db()
    assert examining.handler == ploy


def test_a_case_is_not_given_to_somebody_without_the_duty(
    examining: Case, ploy: Person, anong: Person, signed_in: SignedIn
) -> None:
    answer = post(signed_in(ploy), examining, "assign", **{"assign-officer": anong.pk})

    examining.refresh_from_db()
    assert answer.status_code == 422 and examining.handler == ploy


def test_a_question_is_asked_about_a_field_answered_and_shown(
    examining: Case, ploy: Person, malee: Person, signed_in: SignedIn
) -> None:
    client = signed_in(ploy)

    asked = post(client, examining, "ask", **{"ask-text": "วัตถุดิบมาจากไหน", "ask-place": "goods.description"})
    question = Question.objects.get(case=examining)
    questions.answer(question, Actor.of(malee), AT, "จากจังหวัดลำปาง")

    page = client.get(page_of(examining)).content.decode()
    assert asked.status_code == 302
    assert (question.step, question.field) == ("goods", "description")
    assert "วัตถุดิบมาจากไหน" in page and "จากจังหวัดลำปาง" in page


def test_while_a_question_is_open_the_page_says_why_no_opinion_can_be_given(
    examining: Case, ploy: Person, signed_in: SignedIn
) -> None:
    client = signed_in(ploy)
    questions.ask(examining, Actor.of(ploy), AT, "ถาม")

    assert "ผู้ส่งออกยังไม่ได้ตอบคำถาม" in client.get(page_of(examining)).content.decode()
    assert post(client, examining, "cancel-question").status_code == 302
    assert "ผู้ส่งออกยังไม่ได้ตอบคำถาม" not in client.get(page_of(examining)).content.decode()


def test_an_empty_question_is_refused_at_its_field(examining: Case, ploy: Person, signed_in: SignedIn) -> None:
    answer = post(signed_in(ploy), examining, "ask", **{"ask-text": "  ", "ask-place": ""})

    assert answer.status_code == 422
    assert 'id="id_ask-text-error"' in answer.content.decode()
    assert not Question.objects.exists()


def test_a_message_reaches_the_company_and_closes_no_question(
    examining: Case, ploy: Person, malee: Person, signed_in: SignedIn
) -> None:
    questions.ask(examining, Actor.of(ploy), AT, "ถาม")
    messages.post(examining, Actor.of(malee), AT, "กำลังหาเอกสาร")

    answer = post(signed_in(ploy), examining, "message", **{"message-text": "ได้ครับ"})

    assert answer.status_code == 302
    assert Question.objects.open().filter(case=examining).exists()
    page = signed_in(ploy).get(page_of(examining)).content.decode()
    assert "กำลังหาเอกสาร" in page and "ได้ครับ" in page


@pytest.mark.parametrize(("act", "ends"), [("accept-withdrawal", "withdrawn"), ("decline-withdrawal", "examining")])
def test_a_withdrawal_is_decided_on_the_page(
    examining: Case, malee: Person, ploy: Person, signed_in: SignedIn, act: str, ends: str
) -> None:
    withdrawals.request(examining, Actor.of(malee), AT, "เลิกส่งออก")
    client = signed_in(ploy)
    assert "เลิกส่งออก" in client.get(page_of(examining)).content.decode()

    answer = post(client, examining, act, **{f"{act}-note": "รับทราบ"})

    assert answer.status_code == 302 and state(examining) == ends
