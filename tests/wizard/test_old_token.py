"""A page left open while its person signed in elsewhere: one press sends what was typed there."""

from html import unescape
from re import findall

import pytest
from django.test import Client

from portal.cases.models import Draft
from portal.parties.models import Person
from tests.conftest import PASSWORD

from .pages import step

OURS = "http://testserver"


@pytest.fixture
def malees(malee: Person) -> Client:
    """Malee's browser, in which tokens count."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(malee, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_what_was_typed_is_sent_with_the_new_token(malees: Client, draft: Draft) -> None:
    malees.get(step(draft, "holder"))
    refused = malees.post(step(draft, "holder"), {"name": 'Kanya & "Sons"'}, headers={"origin": OURS})
    assert refused.status_code == 403

    hidden = findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', refused.content.decode().split("<main")[1])
    again = {name: unescape(value) for name, value in hidden}
    sent = malees.post(step(draft, "holder"), again, headers={"origin": OURS})
    assert sent.status_code == 302

    assert draft.steps.get(step="holder").data["values"]["name"] == 'Kanya & "Sons"'


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_another_sites_form_is_not_offered_again(malees: Client, draft: Draft, origin: str) -> None:
    refused = malees.post(step(draft, "holder"), {"name": "Forged"}, headers={"origin": origin})

    assert refused.status_code == 403
    assert "Forged" not in refused.content.decode()


def test_a_password_never_goes_back_into_a_page(malees: Client, malee: Person) -> None:
    refused = malees.post("/accounts/password/change/", {"oldpassword": PASSWORD}, headers={"origin": OURS})

    assert refused.status_code == 403
    assert PASSWORD not in refused.content.decode()
