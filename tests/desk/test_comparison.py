"""Side by side: what an officer sees of a submission and the one before it."""

from typing import Any

import pytest
from django.test import Client

from portal.cases import drafts, submissions
from portal.cases.models import Case, Submission
from portal.parties.actors import Actor
from portal.parties.models import Person
from tests.registrations.story import AT, GOOD, move

from .casework import SignedIn, page_of

CUPS = {"heading": "6912", "description": "Stoneware cups"}


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def file_again(case: Case, person: Person, examiner: Person, goods: list[dict[str, Any]], **contact: str) -> Case:
    """The case is returned, and filed again with these goods and this contact."""
    actor = Actor.of(person)
    draft = drafts.reopen(move(case, "return", examiner), actor, AT)
    kept = draft.steps.get(step="contacts").data["rows"]
    drafts.save(draft, "contacts", actor, AT, {}, [{**kept[0], **contact}])
    drafts.save(draft, "goods", actor, AT, {}, goods)
    return submissions.submit(draft, actor, AT)


def goods_of(case: Case) -> list[dict[str, Any]]:
    last = case.submissions.order_by("-number").first()
    assert last is not None
    rows: list[dict[str, Any]] = last.typed["goods"]["rows"]
    return rows


@pytest.fixture
def filed_again(submitted: Case, malee: Person, ploy: Person) -> Case:
    """Its only good was taken out, another one put in, and the contact has another telephone."""
    return file_again(submitted, malee, ploy, [CUPS], phone="02 999 9999")


def test_answers_rows_and_files_stand_side_by_side_in_the_order_of_the_form(
    filed_again: Case, ploy: Person, signed_in: SignedIn
) -> None:
    old, new = {"sha256": "a", "name": "old.pdf", "step": "goods"}, {"sha256": "b", "name": "new.pdf", "step": "goods"}
    Submission.objects.filter(case=filed_again, number=1).update(files=[old])
    Submission.objects.filter(case=filed_again, number=2).update(files=[new])

    answer = english(signed_in(ploy)).get(f"{page_of(filed_again)}compare/")

    page = answer.content.decode()
    steps = {step.step: step for step in answer.context["steps"]}
    assert list(steps) == ["contacts", "goods"]
    contact = steps["contacts"].rows[0]
    assert (contact.name, contact.kind) == ("row 1", "changed")
    assert [(one.before, one.after) for one in contact.answers] == [("02 123 4568", "02 999 9999")]
    assert [(row.name, row.kind) for row in steps["goods"].rows] == [("row 1", "added"), ("deleted row 1", "removed")]
    assert [(one.kind, one.before, one.after) for one in steps["goods"].files] == [
        ("added", "", "new.pdf"),
        ("removed", "old.pdf", ""),
    ]
    assert page.index("Stoneware cups") < page.index("Porcelain tableware") < page.index("new.pdf")
    assert "Rama IV" not in page


def test_each_submission_has_its_own_page_and_the_first_says_so(
    filed_again: Case, malee: Person, ploy: Person, signed_in: SignedIn
) -> None:
    file_again(filed_again, malee, ploy, [*goods_of(filed_again), GOOD])
    client = english(signed_in(ploy))

    last, second, first = (client.get(f"{page_of(filed_again)}compare/{path}") for path in ("", "2/", "1/"))

    assert (last.context["older"].number, last.context["newer"].number) == (2, 3)
    assert [row.kind for row in last.context["steps"][0].rows] == ["added"]
    assert (second.context["older"].number, second.context["newer"].number) == (1, 2)
    assert "This is the first submission" in first.content.decode()


def test_the_same_again_is_told_to_be_the_same(
    submitted: Case, malee: Person, ploy: Person, signed_in: SignedIn
) -> None:
    file_again(submitted, malee, ploy, goods_of(submitted))

    page = english(signed_in(ploy)).get(f"{page_of(submitted)}compare/").content.decode()

    assert "Nothing is different" in page


def test_the_case_page_leads_there_or_says_that_it_is_the_first(
    submitted: Case, malee: Person, ploy: Person, signed_in: SignedIn
) -> None:
    client = english(signed_in(ploy))
    assert "This is the first submission." in client.get(page_of(submitted)).content.decode()

    file_again(submitted, malee, ploy, [CUPS])

    assert f'href="{page_of(submitted)}compare/"' in client.get(page_of(submitted)).content.decode()


@pytest.mark.parametrize("path", ["compare/0/", "compare/2/", "compare/99999999999999999999/", "compare/x/"])
def test_a_submission_that_there_is_not_is_not_found(
    submitted: Case, ploy: Person, signed_in: SignedIn, path: str
) -> None:
    assert signed_in(ploy).get(f"{page_of(submitted)}{path}").status_code in (404, 405)


def test_another_agency_and_the_company_find_nothing(
    submitted: Case, anong: Person, malee: Person, signed_in: SignedIn
) -> None:
    for person in (anong, malee):
        assert signed_in(person).get(f"{page_of(submitted)}compare/", follow=True).status_code == 404


def test_it_costs_the_same_whatever_changed(
    filed_again: Case, malee: Person, ploy: Person, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(ploy)
    with django_assert_max_num_queries(20) as few:
        client.get(f"{page_of(filed_again)}compare/")
    file_again(filed_again, malee, ploy, [GOOD, CUPS, {**GOOD, "heading": "6913"}])

    with django_assert_max_num_queries(len(few)):
        client.get(f"{page_of(filed_again)}compare/")
