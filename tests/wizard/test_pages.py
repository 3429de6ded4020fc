import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.cases import answers, attachments, drafts, rows, submissions
from portal.cases.models import Case, Draft, ParkedInput, SecurityCode
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Role, RoleKind

from .conftest import HOLDER, LINE, NOW, fill
from .test_attachments import a_pdf

SignedIn = Callable[[Person], Client]
QUIETLY = {"HX-Request": "true"}


def url(draft: Draft, name: str, *args: Any) -> str:
    return reverse(f"wizard:{name}", args=["trial", draft.pk, *args])


def step(draft: Draft, slug: str = "holder") -> str:
    return url(draft, "step", slug)


def kept(draft: Draft, slug: str = "holder") -> dict[str, Any]:
    return draft.steps.get(step=slug).data


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def page(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


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


def test_what_is_typed_after_the_sign_in_ended_is_kept(draft: Draft, malee: Person) -> None:
    client = Client()
    sent = HOLDER | {"name": "After", "wizard-version": "0", "wizard-tab": "a"}
    answer = client.post(step(draft), sent)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not draft.steps.exists()

    client.force_login(malee, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = ParkedInput.objects.get().pk
    answer = client.get(f"{step(draft)}?parked={token}", follow=True)

    assert kept(draft)["values"]["name"] == "After"
    assert "After" in page(answer)
    assert not ParkedInput.objects.exists()


def test_a_quiet_save_after_the_sign_in_ended_says_so_and_parks(draft: Draft, malee: Person) -> None:
    client = english(Client())
    for name in ("A", "Af", "Aft"):
        answer = client.post(step(draft), {"name": name}, headers=QUIETLY)

    assert answer.status_code == 401
    assert "Sign in again" in page(answer)
    assert ParkedInput.objects.get().body["values"] == {"name": "Aft"}


def test_a_row_typed_after_the_sign_in_ended_is_kept(draft: Draft, malee: Person) -> None:
    client = Client()
    client.post(url(draft, "row", "lines", "0badcafe"), LINE | {"wizard-new": "1"})
    client.force_login(malee, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.get(f"{step(draft, 'lines')}?parked={ParkedInput.objects.get().pk}")

    assert kept(draft, "lines")["rows"] == [{"id": "0badcafe", **LINE}]


def test_parked_input_that_meets_newer_work_shows_both(draft: Draft, malee: Person, niran: Person) -> None:
    client = Client()
    client.post(step(draft), HOLDER | {"name": "Parked", "wizard-version": "0", "wizard-tab": "a"})
    drafts.save(draft, "holder", Actor.of(niran), NOW, HOLDER | {"name": "Newer"})
    client.force_login(malee, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(f"{step(draft)}?parked={ParkedInput.objects.get().pk}")

    assert answer.status_code == 409
    assert "Parked" in page(answer) and "Newer" in page(answer)


def test_what_one_browser_parked_no_other_brings_back(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    Client().post(step(draft), {"name": "Somebody else's"})

    signed_in(malee).get(f"{step(draft)}?parked={ParkedInput.objects.get().pk}")

    assert not draft.steps.exists()


def test_nothing_is_parked_for_what_does_not_exist(draft: Draft) -> None:
    client = Client()
    client.post(step(draft, "shadow"), {"name": "x"})
    client.post(step(draft), {"forged": "x"})
    client.post(step(draft), {"name": "x" * 200_001})

    assert not ParkedInput.objects.exists()


def test_parked_input_goes_after_a_week(draft: Draft) -> None:
    from datetime import timedelta

    from portal.cases.wizard import parking

    Client().post(step(draft), {"name": "x"})
    at = ParkedInput.objects.get().parked_at

    assert parking.sweep(at + timedelta(days=7)) == 0
    assert parking.sweep(at + timedelta(days=7, seconds=1)) == 1


def test_a_post_without_a_csrf_token_parks_nothing(draft: Draft) -> None:
    assert Client(enforce_csrf_checks=True).post(step(draft), {"name": "x"}).status_code == 403
    assert not ParkedInput.objects.exists()


def test_a_row_is_typed_quietly_then_saved_and_shown(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    row_id = client.get(url(draft, "new_row", "lines")).context["row_id"]
    here = url(draft, "row", "lines", row_id)

    client.post(here, {"heading": "", "words": "", "wizard-new": "1"}, headers=QUIETLY)
    assert not draft.steps.exists()
    answer = client.post(here, {"heading": "69", "words": "", "wizard-new": "1"}, headers=QUIETLY)
    seen = re.search(r'id="wizard-seen" value="(\w+)"', page(answer))
    assert seen

    client.post(here, LINE | {"wizard-new": "1", "wizard-seen": seen[1]})
    assert kept(draft, "lines")["rows"] == [{"id": row_id, **LINE}]
    assert "Tableware of stoneware" in page(client.get(step(draft, "lines")))


def test_a_row_with_errors_is_kept_and_shows_them(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    answer = client.post(
        url(draft, "row", "lines", "0badcafe"), {"heading": "69x", "words": "", "wizard-new": "1"}, follow=True
    )

    assert "A heading has 4 digits." in page(answer)
    assert kept(draft, "lines")["rows"][0]["heading"] == "69x"


def test_a_deleted_row_can_be_brought_back(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    row_id = rows.add(draft, "lines", Actor.of(malee), NOW, LINE)

    answer = client.post(url(draft, "rows", "lines"), {"remove": row_id}, follow=True)
    assert "Bring it back" in page(answer)
    client.post(url(draft, "rows", "lines"), {"restore": row_id})

    assert kept(draft, "lines")["rows"] == [{"id": row_id, **LINE}]


def test_a_row_deleted_elsewhere_can_still_be_kept(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = signed_in(malee)
    row_id = rows.add(draft, "lines", Actor.of(malee), NOW, LINE)
    rows.remove(draft, "lines", row_id, Actor.of(malee), NOW)

    answer = client.post(url(draft, "row", "lines", row_id), LINE | {"words": "Cups"})
    assert answer.status_code == 409
    client.post(url(draft, "row", "lines", row_id), LINE | {"words": "Cups", "wizard-new": "1"})

    assert [row["words"] for row in kept(draft, "lines")["rows"]] == ["Cups"]


def test_five_hundred_rows_are_shown_fifty_at_a_time_in_a_fixed_number_of_queries(
    draft: Draft, malee: Person, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, [LINE | {"words": f"Good {n}"} for n in range(500)])
    client = signed_in(malee)

    with django_assert_max_num_queries(16):
        first = page(client.get(step(draft, "lines")))
    last = page(client.get(step(draft, "lines") + "?page=10"))

    assert "Good 49" in first and "Good 50<" not in first
    assert "Good 499" in last
    with django_assert_max_num_queries(20):
        client.post(url(draft, "row", "lines", kept(draft, "lines")["rows"][7]["id"]), LINE, headers=QUIETLY)


def test_a_file_is_added_taken_out_and_brought_back(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = english(signed_in(malee))
    address = url(draft, "files", "lines")
    client.post(address, {"file": SimpleUploadedFile("letter.pdf", a_pdf())})
    kept_file = attachments.of_draft(draft).get()

    answer = client.post(address, {"remove": str(kept_file.pk)}, follow=True)
    assert "is taken out" in page(answer) and not attachments.of_draft(draft).exists()
    client.post(address, {"restore": str(kept_file.pk)})
    assert attachments.of_draft(draft).exists()

    answer = client.post(address, {"file": SimpleUploadedFile("empty.pdf", b"")}, follow=True)
    assert "The file is empty" in page(answer)
    assert client.post(url(draft, "files", "holder"), {}).status_code == 404
    assert client.post(address, {"remove": "not-a-uuid"}).status_code == 404


def test_check_your_answers_links_every_problem_to_its_field(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    row_id = rows.add(draft, "lines", Actor.of(malee), NOW, {"heading": "1", "words": "x"})

    shown = page(english(signed_in(malee)).get(url(draft, "check")))

    assert f'href="{step(draft)}?back=check#id_name"' in shown
    assert f'href="{url(draft, "row", "lines", row_id)}?show=1#id_heading"' in shown
    assert url(draft, "submit") not in shown


def test_the_exporter_runs_the_officers_checklist(full: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    assert "The goods were looked at." not in page(client.get(url(full, "check")))

    assert "The goods were looked at." in page(client.get(url(full, "check") + "?checklist=1"))


@pytest.fixture
def known_code(monkeypatch: pytest.MonkeyPatch) -> str:
    from portal.cases import securitycode

    monkeypatch.setattr(securitycode, "drawn", lambda signs: signs[0] * 5)
    return "AAAAA"


def test_filing_with_the_right_code_shows_the_receipt(
    full: Draft, malee: Person, signed_in: SignedIn, known_code: str
) -> None:
    client = english(signed_in(malee))
    assert "data:image/png" in page(client.get(url(full, "submit")))

    answer = client.post(url(full, "submit"), {"code": " aaaaa "}, follow=True)

    shown = page(answer)
    assert "The application is filed" in shown and "TRY-2569-000001" in shown
    assert answer.redirect_chain[-1][0] == url(full, "receipt")
    assert client.post(url(full, "submit"), {"code": "AAAAA"}, follow=True).redirect_chain[-1][0] == url(
        full, "receipt"
    )
    assert Case.objects.count() == 1
    assert client.get(step(full)).status_code == 302


def test_a_wrong_code_files_nothing_and_loses_nothing(full: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    client.get(url(full, "submit"))

    answer = client.post(url(full, "submit"), {"code": "wrong"})

    assert answer.status_code == 422
    assert "does not match" in page(answer)
    assert not Case.objects.exists() and answers.problems(full) == []


def test_a_draft_with_problems_is_sent_to_the_check_page(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    assert signed_in(malee).get(url(draft, "submit")).headers["Location"] == url(draft, "check")


def test_who_may_not_sign_is_told_who_may(
    draft: Draft, malee: Person, niran: Person, signed_in: SignedIn, known_code: str
) -> None:
    fill(draft, malee)
    client = english(signed_in(niran))
    assert "owner or a signatory" in page(client.get(url(draft, "submit")))

    assert client.post(url(draft, "submit"), {"code": known_code}).status_code == 403
    assert not Case.objects.exists()


def test_a_code_can_be_heard_or_sent(full: Draft, malee: Person, signed_in: SignedIn, mailoutbox: list[Any]) -> None:
    client = signed_in(malee)
    heard = client.get(url(full, "sound"))
    assert heard.headers["Content-Type"] == "audio/wav" and heard.content.startswith(b"RIFF")

    client.post(url(full, "submit"), {"letter": "1"})
    assert mailoutbox[0].to == [malee.email]
    code = re.search(r"Your security code is (\w+)", mailoutbox[0].body)
    assert code
    client.post(url(full, "submit"), {"code": code[1]})
    assert Case.objects.exists()


def test_a_returned_case_opens_at_the_field_and_says_why(returned: Case, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    answer = client.post(f"/trial/reopen/{returned.reference}/", follow=True)

    draft = Draft.objects.open().get()
    assert "Officer asks" in page(answer)
    assert "Write the full name as in the certificate." in page(client.get(step(draft)))


def test_another_companys_case_is_not_reopened(returned: Case, somsak: Person, signed_in: SignedIn) -> None:
    assert signed_in(somsak).post(f"/trial/reopen/{returned.reference}/").status_code == 404


def test_a_draft_is_put_aside_and_brought_back(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    answer = client.post(url(draft, "discard"), follow=True)
    assert "put aside" in page(answer)

    client.post(url(draft, "discard"), {"undo": "1"})
    draft.refresh_from_db()
    assert draft.is_open


def test_everybody_signs_in_first(draft: Draft) -> None:
    for address in (url(draft, "draft"), step(draft), url(draft, "check"), url(draft, "submit"), "/trial/start/"):
        assert Client().get(address).headers["Location"].startswith(reverse("account_login"))


def test_the_receipt_is_only_for_what_was_filed(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    assert signed_in(malee).get(url(draft, "receipt")).headers["Location"] == url(draft, "draft")


def test_codes_are_not_kept_in_clear(full: Draft, malee: Person, signed_in: SignedIn, known_code: str) -> None:
    signed_in(malee).get(url(full, "submit"))

    assert known_code not in str(SecurityCode.objects.values().get())
    assert submissions.may_submit(Actor.of(malee), full)
