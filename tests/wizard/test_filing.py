"""From the check of answers to the receipt, and back from the officers."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.cases import answers, drafts, rows, submissions
from portal.cases.models import Case, Draft, SecurityCode
from portal.parties import letters
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import LINE, NOW, fill
from .pages import SignedIn, english, page, step, url


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
    letters.mail_unsent(timezone.now())
    letter = mailoutbox[0]
    assert letter.to == [malee.email]
    code = re.search(r"Your security code is (\w+)", letter.body)
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


@pytest.mark.parametrize(("lines", "folded"), [(20, False), (21, True)])
def test_a_long_table_is_folded_up_with_its_number_of_rows(
    draft: Draft, malee: Person, signed_in: SignedIn, lines: int, folded: bool
) -> None:
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, [LINE] * lines)

    shown = page(english(signed_in(malee)).get(url(draft, "check")))

    assert ("portal-long" in shown) is folded
    assert (f"show all {lines} rows" in shown) is folded
    assert shown.count(LINE["words"]) >= lines
