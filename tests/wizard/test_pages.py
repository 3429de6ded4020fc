"""A step as it is typed: what is shown, kept, judged and refused."""

import re

import pytest
from django.urls import reverse

from portal.cases.models import Draft
from portal.parties.models import Exporter, Person, Role, RoleKind

from .conftest import HOLDER, LINE
from .pages import QUIETLY, SignedIn, english, kept, page, step, url


def test_somebody_starts_an_application_for_their_company(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    client = signed_in(malee)
    assert client.get("/trial/start/").status_code == 200

    answer = client.post("/trial/start/", {"exporter": siam_ceramics.pk, "copy_of": "new"})

    draft = Draft.objects.get()
    assert (draft.exporter, answer.headers["Location"]) == (siam_ceramics, url(draft, "draft"))


def test_what_is_started_already_is_offered_before_a_twin(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    assert url(draft, "draft") in page(signed_in(malee).get("/trial/start/"))


def test_nobody_starts_for_a_company_of_others(
    malee: Person, somsak: Person, lanna_foods: Exporter, signed_in: SignedIn
) -> None:
    answer = signed_in(malee).post("/trial/start/", {"exporter": lanna_foods.pk})

    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_somebody_without_a_company_is_led_to_one(ploy: Person, signed_in: SignedIn) -> None:
    assert reverse("parties:mine") in page(signed_in(ploy).get("/trial/start/"))


def test_an_unknown_procedure_has_no_wizard(malee: Person, signed_in: SignedIn) -> None:
    assert signed_in(malee).get("/nothing/start/").status_code == 404


def test_a_new_step_starts_with_what_is_known(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    shown = page(signed_in(malee).get(step(draft)))

    assert "Siam Ceramics Co., Ltd." in shown
    assert "govuk-error-message" not in shown


@pytest.mark.parametrize("name", ["draft", "check", "submit", "receipt", "step"])
def test_another_companys_draft_is_not_there(draft: Draft, somsak: Person, signed_in: SignedIn, name: str) -> None:
    address = step(draft) if name == "step" else url(draft, name)

    assert signed_in(somsak).get(address).status_code == 404


def test_another_company_writes_nothing(draft: Draft, somsak: Person, signed_in: SignedIn) -> None:
    assert signed_in(somsak).post(step(draft), HOLDER).status_code == 404
    assert not draft.steps.exists()


def test_a_reader_of_the_company_sees_and_does_not_write(
    draft: Draft, siam_ceramics: Exporter, somsak: Person, signed_in: SignedIn
) -> None:
    Role.objects.create(person=somsak, exporter=siam_ceramics, kind=RoleKind.READER)
    client = signed_in(somsak)

    assert client.get(url(draft, "draft")).status_code == 200
    assert client.post(step(draft), HOLDER).status_code == 403


def test_typing_is_saved_quietly_and_says_when(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    sent = {"name": "Si", "kind": "", "wizard-version": "0", "wizard-tab": "a", "wizard-touched": "kind"}
    answer = english(signed_in(malee)).post(step(draft), sent, headers=QUIETLY)

    assert kept(draft)["values"] == {"name": "Si", "kind": ""}
    assert re.search(r"Saved \d\d:\d\d", page(answer))
    assert 'id="wizard-version" value="1"' in page(answer)
    assert draft.steps.get().tried is False


def test_a_field_that_was_left_is_judged_in_place(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    sent = {"name": "Si", "founded": "31/02/25", "wizard-touched": "founded"}
    answer = page(signed_in(malee).post(step(draft), sent, headers=QUIETLY))

    assert 'id="id_founded-live" hx-swap-oob="true"' in answer
    assert 'id="id_founded-error"' in answer
    assert "id_name-error" not in answer


def test_going_on_with_errors_stays_and_shows_them_all(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    answer = client.post(step(draft), {"name": "", "founded": "yesterday"}, follow=True)

    shown = page(answer)
    assert "govuk-error-summary" in shown
    assert all(f'href="#id_{name}' in shown for name in ("name", "kind", "founded"))
    assert 'value="yesterday"' in shown


def test_going_on_without_errors_opens_the_next_step(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    answer = signed_in(malee).post(step(draft), HOLDER)

    assert answer.headers["Location"] == step(draft, "lines")


def test_somebody_coming_from_the_check_page_returns_there(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    answer = signed_in(malee).post(step(draft), HOLDER | {"wizard-back": "check"})

    assert answer.headers["Location"] == url(draft, "check")


def test_coming_back_leads_to_where_one_stopped(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = signed_in(malee)
    client.post(step(draft, "promise"), {"wizard-tab": "a"}, headers=QUIETLY)

    assert f'href="{step(draft, "promise")}" role="button"' in page(client.get(url(draft, "draft")))


def test_a_forged_step_or_field_is_refused(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = signed_in(malee)

    assert client.post(step(draft, "shadow"), {}).status_code == 404
    assert client.post(step(draft), {"is_admin": "1"}).status_code == 400
    assert client.post(url(draft, "row", "lines", "ffffffff"), LINE).status_code == 404
    assert client.get(url(draft, "row", "lines", "ffffffff")).status_code == 404
    assert (
        client.post(url(draft, "row", "lines", "../../etc".replace("/", "")), LINE | {"wizard-new": "1"}).status_code
        == 404
    )
    assert client.get(url(draft, "new_row", "holder")).status_code == 404
    assert not draft.steps.exists()


@pytest.mark.parametrize(
    "text", ["ก" * 10_000, "😀 emoji", "\u202eright to left", "<script>alert(1)</script>", "' OR 1=1"]
)
def test_whatever_is_typed_comes_back_in_the_page(draft: Draft, malee: Person, signed_in: SignedIn, text: str) -> None:
    client = signed_in(malee)
    client.post(step(draft), {"name": text})

    shown = client.get(step(draft))
    assert shown.context["form"]["name"].value() == text
    assert "<script>alert" not in shown.content.decode()


def test_a_text_beyond_any_measure_stays_in_the_page_with_its_error(
    draft: Draft, malee: Person, signed_in: SignedIn
) -> None:
    text = "x" * 20_001
    answer = signed_in(malee).post(step(draft), {"name": text})

    assert answer.status_code == 422
    assert text in page(answer) and "id_name-error" in page(answer)


def test_an_old_tab_is_shown_both_and_may_keep_either(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    client.post(step(draft), HOLDER | {"name": "New", "wizard-version": "0", "wizard-tab": "two"})

    old = HOLDER | {"name": "Old", "wizard-version": "0", "wizard-tab": "one"}
    assert client.post(step(draft), old, headers=QUIETLY).status_code == 409
    answer = client.post(step(draft), old)
    assert answer.status_code == 409
    assert "New" in page(answer) and 'name="name" value="Old"' in page(answer)
    assert kept(draft)["values"]["name"] == "New"

    client.post(step(draft), HOLDER | {"name": "Old", "wizard-version": str(answer.context["marks"]["version"])})
    assert kept(draft)["values"]["name"] == "Old"
