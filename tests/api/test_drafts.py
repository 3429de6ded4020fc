"""Drafts by API: begun, written, checked and filed by the same forms and services as in the browser."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from portal.cases import answers, drafts
from portal.cases.models import Case, Draft
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Role, RoleKind
from registrations.api import EXAMPLE
from tests.registrations.story import AT, fill, move, submit

from .conftest import Program

Programs = Callable[..., Program]
DRAFTS = "rex/drafts/"


def begun(erp: Program, **said: Any) -> tuple[str, str]:
    """The address and the ETag of a new draft."""
    answer = erp.post(DRAFTS, said)
    assert answer.status_code == 201, answer.json()
    return answer["Location"].partition("/api/v1/")[2], answer["ETag"]


def test_a_draft_begins_with_what_the_portal_knows(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    erp = program(malee)
    address, tag = begun(erp)

    said = erp.get(address)

    assert said["ETag"] == tag
    assert said.json()["company"] == siam_ceramics.pk
    assert said.json()["steps"]["exporter"]["values"]["tax_id"] == "0105551234567"
    assert not said.json()["steps"]["exporter"]["saved"]
    assert [one["id"] for one in erp.get(DRAFTS).json()["data"]] == [said.json()["id"]]


def test_whoever_acts_for_several_says_for_which(
    program: Programs, malee: Person, lanna_foods: Exporter, siam_ceramics: Exporter
) -> None:
    Role.objects.create(person=malee, exporter=lanna_foods, kind=RoleKind.PREPARER)
    erp = program(malee)

    assert erp.post(DRAFTS).json()["where"] == "company"
    assert erp.post(DRAFTS, {"company": lanna_foods.pk}).json()["company"] == lanna_foods.pk


def test_what_is_not_named_stays(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, tag = begun(erp)
    first = erp.patch(address, {"steps": {"exporter": {"values": {"city": "Bangkok"}}}}, if_match=tag)

    change = {"exporter": {"values": {"street": "1 Road"}}, "goods": {"rows": []}}
    second = erp.patch(address, {"steps": change}, if_match=first["ETag"])

    values = second.json()["steps"]["exporter"]["values"]
    assert (values["city"], values["street"], values["tax_id"]) == ("Bangkok", "1 Road", "0105551234567")


def test_unfinished_answers_are_kept_and_the_check_names_each_problem(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, tag = begun(erp)
    rows = [{"id": "r1", "heading": "69", "description": ""}]
    erp.patch(address, {"steps": {"goods": {"rows": rows}}}, if_match=tag)

    check = erp.get(f"{address}check/").json()

    assert not check["ready"] and check["may_submit"]
    found = {(one["where"], one["code"]): one["clause"] for one in check["errors"]}
    assert found["steps.goods.rows.r1.description", "required"] == "REX-4"
    assert any(where == "steps.goods.rows.r1.heading" for where, _code in found)
    assert found["steps.contacts.rows", "too-few"] == "REX-2"
    assert erp.get(address).json()["steps"]["goods"]["rows"] == rows


def test_what_is_submitted_unready_is_refused_with_the_same(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, _tag = begun(erp)

    refused = erp.post(f"{address}submit/")

    assert (refused.status_code, refused.json()["code"]) == (422, "draft-not-ready")
    assert refused.json()["errors"] == erp.get(f"{address}check/").json()["errors"]
    assert refused.json()["where"] == refused.json()["errors"][0]["where"]
    assert not Case.objects.exists()


def test_the_law_refuses_with_its_clause(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, tag = begun(erp)
    other = {**EXAMPLE["exporter"]["values"], "tax_id": "0505560000014"}
    erp.patch(address, {"steps": {**EXAMPLE, "exporter": {"values": other}}}, if_match=tag)

    refused = erp.post(f"{address}submit/").json()

    assert [(one["code"], one["clause"]) for one in refused["findings"]] == [("tax-id-of-another-company", "REX-1")]


def test_a_change_needs_what_was_read(program: Programs, malee: Person, niran: Person) -> None:
    erp, colleague = program(malee), program(niran)
    address, tag = begun(erp)
    change = {"steps": {"exporter": {"values": {"city": "Bangkok"}}}}

    assert erp.patch(address, change).json()["code"] == "precondition-required"
    assert colleague.patch(address, change, if_match=tag).status_code == 200
    late = erp.patch(address, {"steps": {"exporter": {"values": {"city": "Rayong"}}}}, if_match=tag)

    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    assert erp.get(address).json()["steps"]["exporter"]["values"]["city"] == "Bangkok"


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({}, 400, "steps"),
        ({"steps": []}, 400, "steps"),
        ({"steps": {"flags": {}}}, 400, "steps.flags"),
        ({"steps": {"exporter": {"value": {}}}}, 400, "steps.exporter.value"),
        ({"steps": {"exporter": {"values": {"city": {}}}}}, 400, "steps.exporter.values.city"),
        ({"steps": {"exporter": {"values": {"city": 1.5}}}}, 400, "steps.exporter.values.city"),
        ({"steps": {"exporter": {"values": {"colour": "red"}}}}, 422, "colour"),
        ({"steps": {"goods": {"rows": [{"colour": "red"}]}}}, 422, "colour"),
        ({"steps": {"goods": {"rows": "x"}}}, 400, "steps.goods.rows"),
        ({"steps": {"exporter": {"values": {"city": "x" * 30_000}}}}, 422, "city"),
    ],
)
def test_what_cannot_be_kept_is_named(
    program: Programs, malee: Person, body: dict[str, Any], status: int, where: str
) -> None:
    erp = program(malee)
    address, tag = begun(erp)

    answer = erp.patch(address, body, if_match=tag)

    assert (answer.status_code, answer.json()["where"]) == (status, where)


def test_a_preparer_fills_in_and_does_not_file(program: Programs, niran: Person) -> None:
    erp = program(niran)
    address, tag = begun(erp)
    erp.patch(address, {"steps": EXAMPLE}, if_match=tag)

    assert not erp.get(f"{address}check/").json()["may_submit"]
    refused = erp.post(f"{address}submit/")

    assert (refused.status_code, refused.json()["code"]) == (403, "not-yours")
    assert [(one["code"], one["clause"]) for one in refused.json()["findings"]] == [("not-a-signatory", "REX-5")]


def test_no_security_code_is_asked_of_a_program(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, tag = begun(erp)
    erp.patch(address, {"steps": EXAMPLE}, if_match=tag)

    filed = erp.post(f"{address}submit/")

    assert filed.status_code == 201 and filed["Location"].endswith(f"/api/v1/cases/{filed.json()['reference']}/")
    case = Case.objects.get()
    assert case.events.get(verb="submit").given["by"] == "api"
    assert erp.get(address).json()["state"] == "submitted"
    assert erp.patch(address, {"steps": {}}, if_match="*").json()["code"] == "draft-closed"


def test_what_was_filed_by_api_is_what_the_browser_would_have_filed(
    program: Programs, malee: Person, siam_ceramics: Exporter
) -> None:
    typed = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    erp = program(malee)
    address, tag = begun(erp)
    steps = {
        kept.step: {name: part for name, part in kept.data.items() if name in ("values", "rows")}
        for kept in typed.steps.all()
    }

    sent = {
        step: {name: part for name, part in said.items() if name == "rows" or step not in ("contacts", "goods")}
        for step, said in steps.items()
    }
    assert erp.patch(address, {"steps": sent}, if_match=tag).status_code == 200

    by_api = answers.answers(Draft.objects.get(pk=address.split("/")[2]))
    assert by_api == answers.answers(typed)


def test_an_earlier_application_starts_a_new_one(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)
    erp = program(malee)

    address, _tag = begun(erp, copy_of=case.reference)

    steps = erp.get(address).json()["steps"]
    assert steps["goods"]["rows"][0]["heading"] == "6911"
    assert not steps["consent"]["saved"]


def test_a_returned_case_is_mended_and_filed_again(
    program: Programs, malee: Person, siam_ceramics: Exporter, ploy: Person
) -> None:
    case = move(submit(malee, siam_ceramics), "return", ploy)
    erp = program(malee)
    address, tag = begun(erp, mends=case.reference)
    again, _tag = begun(erp, mends=case.reference)
    assert address == again

    goods = [{"id": "a", "heading": "6911", "description": "Porcelain tableware, glazed"}]
    erp.patch(address, {"steps": {"goods": {"rows": goods}}}, if_match=tag)
    filed = erp.post(f"{address}submit/")

    assert (filed.status_code, filed.json()["reference"], filed.json()["state"]) == (201, case.reference, "submitted")


def test_a_case_that_did_not_come_back_is_not_mended(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)

    assert program(malee).post(DRAFTS, {"mends": case.reference}).json()["code"] == "draft-closed"


def test_a_step_without_files_takes_none(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, _tag = begun(erp)

    answer = erp.form(f"{address}files/", {"step": "goods"})

    assert (answer.status_code, answer.json()["where"]) == (400, "step")
    assert erp.delete(f"{address}files/{uuid4()}/").status_code == 404


def test_a_draft_is_discarded_once(program: Programs, malee: Person) -> None:
    erp = program(malee)
    address, _tag = begun(erp)

    assert erp.delete(address).status_code == 204
    assert erp.get(address).json()["state"] == "discarded"
    assert erp.delete(address).json()["code"] == "draft-closed"
    assert erp.get(DRAFTS).json()["data"] == []


def test_a_stranger_finds_no_draft(program: Programs, malee: Person, somsak: Person, siam_ceramics: Exporter) -> None:
    address, tag = begun(program(malee))
    case = submit(malee, siam_ceramics)
    stranger = program(somsak)

    assert stranger.get(DRAFTS).json()["data"] == []
    for ask in (
        stranger.get(address),
        stranger.get(f"{address}check/"),
        stranger.patch(address, {"steps": {}}, if_match=tag),
        stranger.delete(address),
        stranger.post(f"{address}submit/"),
        stranger.form(f"{address}files/", {"step": "goods"}),
        stranger.post(DRAFTS, {"company": siam_ceramics.pk}),
        stranger.post(DRAFTS, {"copy_of": case.reference}),
        stranger.post(DRAFTS, {"mends": case.reference}),
    ):
        assert ask.status_code == 404
    assert re.fullmatch(r"rex/drafts/[0-9a-f-]{36}/", address)
