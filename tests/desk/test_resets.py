"""An officer who lost their telephone: an administrator of their agency resets the second factor."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.cases.models import KeptChange
from portal.parties.models import Agency, Duty, Letter, Person
from tests.conftest import an_officer

SignedIn = Callable[[Person], Client]


def with_a_factor(person: Person) -> Person:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person, type=kind, data={"secret": "x"})
    return person


def page_of(person: Person) -> str:
    return f"/officers/parties/officer/{person.officer.pk}/second-factor/"


def test_the_factor_goes_the_officer_is_told_and_it_is_in_the_history(
    admin: Person, ploy: Person, krit: Person, anong: Person, signed_in: SignedIn
) -> None:
    with_a_factor(ploy), with_a_factor(krit)
    client = signed_in(admin)
    listed = client.get("/officers/parties/officer/").content.decode()
    assert page_of(ploy) in listed and page_of(anong) not in listed

    answer = client.post(page_of(ploy), {"why": "โทรศัพท์หาย แจ้งด้วยตนเอง"}, follow=True)

    assert answer.redirect_chain == [(page_of(ploy), 302)]
    assert list(Authenticator.objects.values_list("user", flat=True).distinct()) == [krit.pk]
    letter = Letter.objects.get()
    assert letter.to == ploy.email and "โทรศัพท์หาย" in letter.body and "/accounts/2fa/" in letter.body
    change = KeptChange.objects.get()
    assert (change.by, change.what, change.why) == (admin, ploy.email, "โทรศัพท์หาย แจ้งด้วยตนเอง")
    assert "โทรศัพท์หาย" in answer.content.decode()


def test_an_officer_after_the_reset_is_led_to_set_up_a_new_one(
    admin: Person, ploy: Person, signed_in: SignedIn, settings: object
) -> None:
    with_a_factor(ploy)
    signed_in(admin).post(page_of(ploy), {"why": "โทรศัพท์หาย"})
    settings.OFFICERS_NEED_SECOND_FACTOR = True  # type: ignore[attr-defined]

    assert signed_in(ploy).get("/officers/").headers["Location"] == "/accounts/2fa/"


def test_a_reset_needs_a_reason(admin: Person, ploy: Person, signed_in: SignedIn) -> None:
    answer = signed_in(admin).post(page_of(with_a_factor(ploy)), {"why": " "})

    assert answer.status_code == 422 and b"id_why-error" in answer.content
    assert Authenticator.objects.filter(user=ploy).exists() and not Letter.objects.exists()


def test_nobody_resets_their_own_and_nothing_is_not_reset(admin: Person, ploy: Person, signed_in: SignedIn) -> None:
    client = signed_in(admin)
    client.cookies["django_language"] = "en"

    own = client.post(page_of(with_a_factor(admin)), {"why": "x"})
    nothing = client.post(page_of(ploy), {"why": "x"})

    assert own.status_code == nothing.status_code == 422
    assert "Nobody resets their own" in own.content.decode() and "nothing to reset" in nothing.content.decode()
    assert Authenticator.objects.filter(user=admin).count() == 2 and not KeptChange.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_there_for_administrators_of_the_same_agency_only(
    ploy: Person, krit: Person, malee: Person, signed_in: SignedIn, method: str
) -> None:
    chief = an_officer("chief", "หัวหน้า ศุลกากร", "Chief", Agency.CUSTOMS, Duty.ADMINISTRATOR)
    with_a_factor(ploy)

    for person in (chief, krit, ploy):
        assert getattr(signed_in(person), method)(page_of(ploy), {"why": "x"}).status_code == 404
    assert getattr(signed_in(malee), method)(page_of(ploy), {"why": "x"}, follow=True).status_code == 404
    assert Authenticator.objects.filter(user=ploy).count() == 2
