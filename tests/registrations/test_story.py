"""The whole story of an application, from the draft to the register, and every way back."""

from datetime import date, timedelta

import pytest

from portal.cases import drafts, moves, questions, securitycode, submissions, withdrawals
from portal.cases.changes import between
from portal.cases.models import Notice
from portal.cases.moves import MoveRefused
from portal.cases.submissions import SubmissionRefused
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations import selectors
from registrations.models import Registration

from .story import AT, GOOD, REASON, examined, fill, move, registered, submit

SEEN = {"paper_seen": True, "poa_seen": True}


def codes(refused: pytest.ExceptionInfo[MoveRefused]) -> list[tuple[str, str]]:
    return [(finding.code, finding.clause) for finding in refused.value.findings]


def test_from_the_counter_to_the_register(malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person) -> None:
    case = submit(malee, siam_ceramics)

    move(case, "receive", ploy)
    assert (case.state, case.received_on, case.waiting_for) == ("received", date(2024, 6, 3), "officers")
    move(case, "examine", ploy)
    assert (case.state, case.handler) == ("examining", ploy)
    move(case, "recommend", ploy)
    move(case, "register", krit)

    held = Registration.objects.get(exporter=siam_ceramics)
    assert case.state == "registered" and case.closed_at == AT
    assert held.number == "THREX2024000001"
    assert held.valid_from == date(2024, 6, 3) and held.revoked_on is None and held.countries == ["CH", "NO"]
    assert Document.objects.filter(case=case, kind="rex-registration").exists()
    assert selectors.registration_for(siam_ceramics, date(2024, 6, 3)) == held
    assert selectors.registration_for(siam_ceramics, date(2024, 6, 2)) is None


def test_ask_answer_return_resubmit_and_register(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = submit(malee, siam_ceramics)
    move(move(case, "receive", ploy), "examine", ploy)

    question = questions.ask(case, Actor.of(ploy), AT, "Which kiln?")
    with pytest.raises(MoveRefused) as refused:
        move(case, "recommend", ploy)
    assert [code for code, _clause in codes(refused)] == ["question-open"]
    questions.answer(question, Actor.of(malee), AT, "The new one.")

    move(case, "return", ploy)
    assert (case.state, case.waiting_for, case.received_on) == ("returned", "exporter", None)

    draft = drafts.reopen(case, Actor.of(malee), AT)
    assert drafts.return_reasons(draft) == [REASON]
    better = {**GOOD, "description": "Porcelain tableware, glazed"}
    drafts.save(draft, "goods", Actor.of(malee), AT, {}, [better])
    again = submissions.submit(draft, Actor.of(malee), AT)
    first, second = again.submissions.order_by("number")
    assert again == case and again.state == "submitted"
    assert {change.step for change in between(first, second)} == {"goods"}
    assert case.rex_application.goods.get().description == "Porcelain tableware, glazed"

    move(examined(again, ploy), "register", krit)
    assert again.state == "registered"
    assert Document.objects.filter(case=case, kind="rex-form").count() == 2


def test_what_was_returned_counts_from_the_day_its_new_print_came_in(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    later = AT + timedelta(days=10)
    case = move(submit(malee, siam_ceramics), "return", ploy)
    submissions.submit(drafts.reopen(case, Actor.of(malee), later), Actor.of(malee), later)

    for day in (AT.date(), later.date() - timedelta(days=1)):
        with pytest.raises(MoveRefused) as refused:
            moves.perform(case, "receive", Actor.of(ploy), later, given={**SEEN, "received_on": day})
        assert codes(refused) == [("received-on-impossible", "REX-10")]

    moves.perform(case, "receive", Actor.of(ploy), later, given={**SEEN, "received_on": later.date()})
    case.refresh_from_db()
    assert case.received_on == later.date()


def test_the_counter_returns_an_incomplete_paper(malee: Person, siam_ceramics: Exporter, ploy: Person) -> None:
    case = move(submit(malee, siam_ceramics), "return", ploy)

    assert case.state == "returned"


@pytest.mark.parametrize(
    ("given", "against"),
    [
        ({"poa_seen": True, "received_on": AT.date()}, [("paper-seen-missing", "REX-8")]),
        ({"paper_seen": True, "received_on": AT.date()}, [("poa-seen-missing", "REX-8")]),
        (SEEN, [("received-on-impossible", "REX-10")]),
        ({**SEEN, "received_on": date(2024, 6, 2)}, [("received-on-impossible", "REX-10")]),
        ({**SEEN, "received_on": date(2024, 6, 4)}, [("received-on-impossible", "REX-10")]),
        (
            {},
            [("paper-seen-missing", "REX-8"), ("poa-seen-missing", "REX-8"), ("received-on-impossible", "REX-10")],
        ),
    ],
)  # fmt: skip
def test_reception_tells_everything_that_is_missing_at_once(
    malee: Person, siam_ceramics: Exporter, ploy: Person, given: dict[str, object], against: list[tuple[str, str]]
) -> None:
    case = submit(malee, siam_ceramics)

    with pytest.raises(MoveRefused) as refused:
        move(case, "receive", ploy, given)

    assert codes(refused) == against
    case.refresh_from_db()
    assert case.state == "submitted"


def test_whoever_examined_does_not_register(malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person) -> None:
    ploy.officer.duties.create(duty="approver")
    case = examined(submit(malee, siam_ceramics), ploy)

    for verb in ("register", "refuse", "send_back"):
        with pytest.raises(MoveRefused) as refused:
            move(case, verb, ploy)
        assert codes(refused) == [("same-person", "REX-8")]

    assert move(case, "register", krit).state == "registered"


def test_nobody_registers_what_the_examiner_recommends_to_refuse(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = submit(malee, siam_ceramics)
    move(move(case, "receive", ploy), "examine", ploy)
    move(case, "recommend", ploy, {"opinion": "refuse"})

    with pytest.raises(MoveRefused) as refused:
        move(case, "register", krit)
    assert codes(refused) == [("not-recommended", "REX-8")]

    move(case, "send_back", krit)
    assert case.state == "examining" and case.handler == ploy
    move(case, "recommend", ploy)
    assert move(case, "register", krit).state == "registered"


def test_a_refusal_names_its_reasons(malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person) -> None:
    case = examined(submit(malee, siam_ceramics), ploy)

    with pytest.raises(MoveRefused) as refused:
        move(case, "refuse", krit, reasons=())
    assert [code for code, _clause in codes(refused)] == ["reasons-missing"]

    move(case, "refuse", krit)
    assert case.state == "refused" and case.events.get(verb="refuse").reasons == [REASON]
    assert not Registration.objects.exists()


def test_an_opinion_is_one_of_two(malee: Person, siam_ceramics: Exporter, ploy: Person) -> None:
    case = submit(malee, siam_ceramics)
    move(move(case, "receive", ploy), "examine", ploy)

    with pytest.raises(MoveRefused) as refused:
        move(case, "recommend", ploy, {"opinion": "perhaps"})

    assert codes(refused) == [("opinion-missing", "REX-8")]


def test_a_registered_company_cannot_file_again(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    registered(malee, siam_ceramics, ploy, krit)

    with pytest.raises(SubmissionRefused) as refused:
        submit(malee, siam_ceramics)

    assert [finding.code for finding in refused.value.findings] == ["already-registered"]


def test_of_two_applications_of_a_company_one_registers_it(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    first, second = (examined(submit(malee, siam_ceramics), ploy) for _ in range(2))
    move(first, "register", krit)

    with pytest.raises(MoveRefused) as refused:
        move(second, "register", krit)

    assert codes(refused) == [("already-registered", "REX-10")]
    second.refresh_from_db()
    assert second.state == "recommended"


def test_before_reception_the_exporter_withdraws_alone_and_afterwards_an_officer_agrees(
    malee: Person, siam_ceramics: Exporter, ploy: Person
) -> None:
    case = submit(malee, siam_ceramics)
    withdrawals.request(case, Actor.of(malee), AT, "We found a mistake.")
    assert case.state == "withdrawn"

    case = move(submit(malee, siam_ceramics), "receive", ploy)
    asked = withdrawals.request(case, Actor.of(malee), AT, "We no longer export.")
    assert case.state == "received"
    withdrawals.accept(asked, Actor.of(ploy), AT)
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_a_registration_does_not_stand_against_the_case_it_came_of(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = registered(malee, siam_ceramics, ploy, krit)

    assert "already-registered" not in {one.code for one in selectors.checklist(case.submissions.get().answers, case)}


def test_each_decision_says_what_it_rests_on(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = registered(malee, siam_ceramics, ploy, krit)

    event = case.events.get(verb="register")

    assert event.clauses == ["REX-8", "REX-9", "REX-10"]
    assert [one["clause"] for one in event.findings] == ["REX-1", "REX-2", "REX-3", "REX-4", "REX-5", "REX-6"]
    assert case.events.get(verb="receive").findings == []
    assert not moves.offered(case, Actor.of(krit), AT)


def test_whoever_is_registered_is_told_where_number_and_document_are(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = registered(malee, siam_ceramics, ploy, krit)

    told = Notice.objects.get(person=malee, case=case, text_en__startswith="The application is now: Registered")

    assert "The REX number and the registration document are on the page of the application." in told.text_en
    assert "ดูเลขทะเบียน REX และหนังสือรับรองการขึ้นทะเบียนได้ในหน้าคำขอ" in told.text_th
    assert told.path == f"/cases/{case.reference}/"


def test_a_wrong_security_code_names_its_clause(malee: Person, siam_ceramics: Exporter) -> None:
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    securitycode.new(draft, Actor.of(malee), AT)

    refused = securitycode.check(draft, Actor.of(malee), "wrong", AT)

    assert refused is not None and (refused.code, refused.clause) == ("code-wrong", "REX-7")
