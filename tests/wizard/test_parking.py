"""What is typed after the sign-in ended waits for its writer."""

from django.test import Client
from django.urls import reverse

from portal.cases import drafts
from portal.cases.models import Draft, ParkedInput
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import HOLDER, LINE, NOW
from .pages import QUIETLY, SignedIn, english, kept, page, step, url


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
