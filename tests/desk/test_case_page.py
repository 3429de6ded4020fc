"""The case page: everything that was filed, and every move, through the page."""

from typing import Any

import pytest

from portal.cases import drafts, handling, messages, questions, submissions
from portal.cases.models import Case, Event
from portal.desk.signatures import signatures
from portal.parties.actors import Actor
from portal.parties.models import Person
from tests.registrations.story import AT, move

from .casework import RECEIVED, SignedIn, make, page_of, post, reasons, state


def test_the_whole_way_to_a_registration_goes_through_the_page(
    submitted: Case, ploy: Person, krit: Person, signed_in: SignedIn
) -> None:
    examiner, approver = signed_in(ploy), signed_in(krit)

    assert make(examiner, submitted, "receive", **RECEIVED).status_code == 302
    assert make(examiner, submitted, "examine").status_code == 302
    opinion = {"recommend-opinion": "register", "recommend-note": "ครบถ้วน"}
    assert make(examiner, submitted, "recommend", **opinion).status_code == 302
    assert make(approver, submitted, "register").status_code == 302

    assert state(submitted) == "registered"
    last = Event.objects.filter(case=submitted).order_by("-number").first()
    assert last is not None and last.findings, "the findings that the decision rests on are kept"
    assert submitted.rex_application.registration.number.startswith("THREX")


def test_a_reception_without_the_paper_is_refused_at_its_box_with_the_rest_kept(
    submitted: Case, ploy: Person, signed_in: SignedIn
) -> None:
    answer = make(signed_in(ploy), submitted, "receive", **{**RECEIVED, "receive-paper_seen": ""})

    page = answer.content.decode()
    assert answer.status_code == 422 and state(submitted) == "submitted"
    assert 'id="id_receive-paper_seen-error"' in page
    assert 'value="03/06/2567"' in page


def test_a_need_of_the_law_is_told_at_the_field_with_its_clause(
    submitted: Case, ploy: Person, signed_in: SignedIn
) -> None:
    answer = make(signed_in(ploy), submitted, "receive", **{**RECEIVED, "receive-received_on": "02/06/2567"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "วันที่รับคำขอต้องไม่ก่อนวันที่ยื่น" in page and "(REX-10)" in page
    assert 'href="#id_receive-received_on"' in page


def test_a_return_names_the_field_the_clause_and_what_to_do(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    answer = make(signed_in(ploy), submitted, "return", **reasons("return"))

    assert answer.status_code == 302 and state(submitted) == "returned"
    last = Event.objects.filter(case=submitted).order_by("-number").first()
    assert last is not None
    assert last.reasons == [
        {
            "code": "unclear",
            "step": "goods",
            "field": "description",
            "clause": "REX-4",
            "th": "บรรยายสินค้าให้ชัดเจน",
            "en": "Describe the goods clearly.",
        }
    ]


def test_a_return_without_any_reason_is_refused(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    empty = {"0-code": "missing", "0-place": "", "0-clause": "", "0-th": "", "0-en": ""}

    answer = make(signed_in(ploy), submitted, "return", **reasons("return", **empty))

    assert answer.status_code == 422 and state(submitted) == "submitted"
    assert "ระบุเหตุผลอย่างน้อยหนึ่งข้อ" in answer.content.decode()


def test_a_reason_that_says_not_what_to_do_is_told_so_and_stays(
    submitted: Case, ploy: Person, signed_in: SignedIn
) -> None:
    answer = make(signed_in(ploy), submitted, "return", **reasons("return", **{"0-th": ""}))

    page = answer.content.decode()
    assert answer.status_code == 422 and state(submitted) == "submitted"
    assert 'id="id_return-reasons-0-th-error"' in page
    assert "Describe the goods clearly." in page


def test_another_row_for_a_reason_keeps_what_was_typed(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    answer = make(signed_in(ploy), submitted, "return", add_row="1", **reasons("return"))

    page = answer.content.decode()
    assert answer.status_code == 200 and state(submitted) == "submitted"
    assert "บรรยายสินค้าให้ชัดเจน" in page and 'name="return-reasons-1-th"' in page


def test_a_forged_place_in_the_form_is_refused(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    answer = make(signed_in(ploy), submitted, "return", **reasons("return", **{"0-place": "goods.nonsense"}))

    assert answer.status_code == 422 and state(submitted) == "submitted"


def test_examiner_and_approver_are_two_people_and_the_page_says_why(
    recommended: Case, ploy: Person, signed_in: SignedIn
) -> None:
    from portal.parties.models import Duty, OfficerDuty

    OfficerDuty.objects.create(officer=ploy.officer, duty=Duty.APPROVER)
    client = signed_in(ploy)

    page = client.get(page_of(recommended)).content.decode()
    assert "ผู้ตรวจสอบและผู้อนุมัติของคำขอเดียวกันต้องเป็นคนละคน" in page

    answer = make(client, recommended, "register")
    assert answer.status_code == 422 and state(recommended) == "recommended"


def test_an_old_page_is_told_that_the_case_moved_on_and_loses_no_word(
    examining: Case, ploy: Person, signed_in: SignedIn
) -> None:
    client = signed_in(ploy)
    old = examining.version
    messages_before = Event.objects.filter(case=examining).count()
    questions.cancel(questions.ask(examining, Actor.of(ploy), AT, "ถาม"), Actor.of(ploy), AT)

    answer = client.post(
        f"{page_of(examining)}move/recommend/",
        {"version": old, "recommend-opinion": "register", "recommend-note": "เขียนไว้แล้วยาวมาก"},
    )

    assert answer.status_code == 409 and state(examining) == "examining"
    assert "เขียนไว้แล้วยาวมาก" in answer.content.decode()
    assert Event.objects.filter(case=examining).count() == messages_before + 2


def test_what_was_typed_for_a_move_that_is_no_longer_there_is_shown(
    examining: Case, ploy: Person, signed_in: SignedIn
) -> None:
    client, old = signed_in(ploy), examining.version
    move(examining, "recommend", ploy)

    answer = client.post(
        f"{page_of(examining)}move/recommend/",
        {"version": old, "recommend-opinion": "refuse", "recommend-note": "ความเห็นที่พิมพ์ไว้"},
    )

    assert answer.status_code == 409
    assert "ความเห็นที่พิมพ์ไว้" in answer.content.decode()


def test_a_page_that_names_no_version_moves_nothing(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    answer = signed_in(ploy).post(f"{page_of(submitted)}move/receive/", RECEIVED)

    assert answer.status_code == 409 and state(submitted) == "submitted"


def test_two_officers_take_at_once_and_one_is_told_who_has_it(
    submitted: Case, ploy: Person, signed_in: SignedIn
) -> None:
    from portal.parties.models import Agency, Duty
    from tests.conftest import an_officer

    other = an_officer("dao", "ดาว ใสงาม", "Dao Saingam", Agency.DFT, Duty.RECEPTION, Duty.EXAMINER)
    case = move(submitted, "receive", ploy)
    Case.objects.filter(pk=case.pk).update(handler=None)
    first, second = signed_in(other), signed_in(ploy)

    assert post(first, case, "take").status_code == 302
    answer = post(second, case, "take")

    assert answer.status_code == 422
    assert "ดาว ใสงาม รับเรื่องนี้ไว้แล้ว" in answer.content.decode()
    case.refresh_from_db()
    assert case.handler == other


def test_after_a_return_the_page_shows_just_what_changed(
    submitted: Case, malee: Person, ploy: Person, signed_in: SignedIn
) -> None:
    move(submitted, "return", ploy)
    draft = drafts.reopen(submitted, Actor.of(malee), AT)
    rows = draft.steps.get(step="goods").data["rows"]
    drafts.save(draft, "goods", Actor.of(malee), AT, {}, [{**rows[0], "description": "Porcelain plates and cups"}])
    submissions.submit(draft, Actor.of(malee), AT)

    page = signed_in(ploy).get(page_of(submitted)).content.decode()

    changed = page[page.index('id="changes"') : page.index('id="findings"')]
    assert "Porcelain tableware" in changed and "Porcelain plates and cups" in changed
    assert "Rama IV" not in changed


def test_a_broken_chain_of_events_is_told(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    Event.objects.filter(case=submitted).update(note="แก้ภายหลัง")

    page = signed_in(ploy).get(page_of(submitted)).content.decode()

    assert "was changed after it was written" in page


def test_the_page_costs_the_same_whatever_has_happened(
    examining: Case, ploy: Person, malee: Person, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(ploy)
    with django_assert_max_num_queries(60) as few:
        client.get(page_of(examining))
    for number in range(8):
        questions.cancel(questions.ask(examining, Actor.of(ploy), AT, f"ถาม {number}"), Actor.of(ploy), AT)
        messages.post(examining, Actor.of(malee), AT, f"ตอบ {number}")

    with django_assert_max_num_queries(len(few)):
        client.get(page_of(examining))


@pytest.mark.parametrize("verb", ["nonsense", "submit", "register"])
def test_a_move_that_is_not_offered_moves_nothing(
    submitted: Case, ploy: Person, signed_in: SignedIn, verb: str
) -> None:
    answer = make(signed_in(ploy), submitted, verb)

    assert answer.status_code == 409 and state(submitted) == "submitted"


def test_an_act_that_does_not_exist_is_not_found(submitted: Case, ploy: Person, signed_in: SignedIn) -> None:
    assert post(signed_in(ploy), submitted, "delete").status_code == 404


def test_handling_refuses_in_the_language_of_the_page(submitted: Case, krit: Person, signed_in: SignedIn) -> None:
    client = signed_in(krit)
    client.cookies["django_language"] = "en"

    answer = post(client, submitted, "take")

    assert answer.status_code == 422
    assert "not among your duties" in answer.content.decode()
    with pytest.raises(handling.MoveRefused):
        handling.take(submitted, Actor.of(krit), AT)


def test_the_page_tells_how_many_have_signed_and_forgets_what_was_sent_back(
    recommended: Case, ploy: Person, krit: Person
) -> None:
    def signed() -> list[str]:
        events = Event.objects.filter(case=recommended).select_related("actor")
        return [str(one.event.actor) if one.event else "" for one in signatures(recommended, events)]

    assert signed() == ["พลอย วงศ์ดี", ""]

    move(recommended, "send_back", krit)
    assert signed() == ["", ""]

    move(recommended, "recommend", ploy)
    move(recommended, "register", krit)
    assert signed() == ["พลอย วงศ์ดี", "กฤษณ์ มั่นคง"]
