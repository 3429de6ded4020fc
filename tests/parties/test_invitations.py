"""Invitations to act for a company: by letter, for the address that was invited, once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from portal.parties import invitations
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Invitation, Letter, Person
from tests.conftest import a_person

SignedIn = Callable[[Person], Client]
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def kanya(db: None) -> Person:
    """Has an account and no company yet."""
    return a_person("kanya", "กัญญา ดีงาม", "Kanya Deengam")


def the_letter(to: str) -> Letter:
    return Letter.objects.filter(to=to).latest("at")


def address_in(letter: Letter) -> str:
    found = re.search(r"http://[^/]+(/invitations/\S+)", letter.body)
    assert found
    return found[1]


def roles_of(person: Person) -> list[str]:
    return sorted(person.roles.values_list("kind", flat=True))


def test_an_owner_invites_and_the_invited_joins(
    malee: Person, kanya: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    sent = signed_in(malee).post(
        f"/companies/{siam_ceramics.pk}/invite/", {"email": "Kanya@Example.com", "kinds": ["preparer", "reader"]}
    )
    letter = the_letter("kanya@example.com")
    hers = signed_in(kanya)
    page = hers.get(address_in(letter))
    joined = hers.post(address_in(letter), {"accept": "yes"})

    assert sent.status_code == 302
    assert "สยามเซรามิกส์" in letter.subject
    assert "Siam Ceramics" in letter.subject
    assert page.status_code == 200
    assert joined.headers["Location"] == f"/companies/{siam_ceramics.pk}/"
    assert roles_of(kanya) == ["preparer", "reader"]
    assert "Kanya Deengam" in the_letter(malee.email).body


def test_the_code_in_the_letter_is_kept_nowhere(malee: Person, siam_ceramics: Exporter) -> None:
    invitation = invitations.invite(siam_ceramics, Actor.of(malee), "x@example.com", ["reader"], AT)

    code = address_in(the_letter("x@example.com")).split("/")[-2]
    assert invitation.digest == Invitation.digest_of(code)
    assert code not in invitation.digest


def test_a_letter_passed_on_opens_nothing(
    malee: Person, somsak: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    signed_in(malee).post(f"/companies/{siam_ceramics.pk}/invite/", {"email": "x@example.com", "kinds": "reader"})
    where = address_in(the_letter("x@example.com"))

    his = signed_in(somsak)
    page, answer = his.get(where), his.post(where, {"accept": "yes"})

    assert 'name="accept"' not in page.content.decode()
    assert answer.headers["Location"] == "/companies/"
    assert siam_ceramics.pk not in Actor.of(somsak).exporter_ids


def test_an_officer_joins_no_company(malee: Person, ploy: Person, siam_ceramics: Exporter) -> None:
    invitation = invitations.invite(siam_ceramics, Actor.of(malee), ploy.email, ["owner"], AT)

    with pytest.raises(invitations.NotTaken, match="officer"):
        invitations.accept(invitation, ploy, AT)


def test_who_has_no_account_is_led_to_one(malee: Person, siam_ceramics: Exporter, client: Client) -> None:
    invitations.invite(siam_ceramics, Actor.of(malee), "x@example.com", ["reader"], datetime.now(UTC))

    page = client.get(address_in(the_letter("x@example.com"))).content.decode()

    assert "/accounts/signup/?next=/invitations/" in page


def test_an_open_invitation_stands_among_the_companies(
    malee: Person, kanya: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    invitation = invitations.invite(siam_ceramics, Actor.of(malee), kanya.email, ["reader"], datetime.now(UTC))
    hers = signed_in(kanya)

    page = hers.get("/companies/").content.decode()
    hers.post(f"/invitations/{invitation.pk}/answer/", {"decline": "yes"})

    assert f"/invitations/{invitation.pk}/answer/" in page
    assert roles_of(kanya) == []
    assert Invitation.objects.get().ended_as == "declined"
    assert "declined" in the_letter(malee.email).body


@pytest.mark.parametrize("late", [timedelta(days=14), timedelta(days=400)])
def test_after_its_days_an_invitation_is_over(
    malee: Person, kanya: Person, siam_ceramics: Exporter, late: timedelta
) -> None:
    invitation = invitations.invite(siam_ceramics, Actor.of(malee), kanya.email, ["reader"], AT)

    with pytest.raises(invitations.NotTaken, match="closed"):
        invitations.accept(invitation, kanya, AT + late)

    invitations.accept(invitation, kanya, AT + timedelta(days=14) - timedelta(seconds=1))
    assert roles_of(kanya) == ["reader"]


def test_sent_again_the_first_letter_opens_nothing(malee: Person, siam_ceramics: Exporter) -> None:
    actor = Actor.of(malee)
    invitation = invitations.invite(siam_ceramics, actor, "x@example.com", ["reader"], AT)
    first = address_in(the_letter("x@example.com")).split("/")[-2]

    later = AT + timedelta(days=20)
    invitations.send_again(invitation, actor, later)

    second = address_in(the_letter("x@example.com")).split("/")[-2]
    assert invitations.find(first, later) is None
    assert invitations.find(second, later) == invitation


def test_a_withdrawn_invitation_is_over(
    malee: Person, kanya: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    invitation = invitations.invite(siam_ceramics, Actor.of(malee), kanya.email, ["reader"], datetime.now(UTC))
    where = address_in(the_letter(kanya.email))

    signed_in(malee).post(f"/companies/{siam_ceramics.pk}/invitations/{invitation.pk}/withdraw/")

    assert signed_in(kanya).post(where, {"accept": "yes"}).status_code == 404
    assert roles_of(kanya) == []


@pytest.mark.parametrize(
    ("email", "kinds", "where", "said"),
    [
        ("nonsense", ["reader"], "email", "e-mail"),
        ("x@example.com", [], "kinds", "Choose at least one role."),
        ("x@example.com", ["king"], "kinds", "Choose one"),
        ("niran@example.com", ["reader"], "email", "has a role"),
        ("waiting@example.com", ["reader"], "email", "open already"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn,
    email: str, kinds: list[str], where: str, said: str,
) -> None:  # fmt: skip
    invitations.invite(siam_ceramics, Actor.of(malee), "waiting@example.com", ["reader"], datetime.now(UTC))
    hers = signed_in(malee)
    hers.post("/language/", {"language": "en"})

    answer = hers.post(f"/companies/{siam_ceramics.pk}/invite/", {"email": email, "kinds": kinds})

    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[where])
    assert f'value="{email}"' in answer.content.decode()


def test_nobodys_mailbox_is_flooded(malee: Person, siam_ceramics: Exporter) -> None:
    actor = Actor.of(malee)
    for n in range(invitations.MOST_OPEN):
        invitations.invite(siam_ceramics, actor, f"x{n}@example.com", ["reader"], AT)

    with pytest.raises(invitations.NotInvited, match="many"):
        invitations.invite(siam_ceramics, actor, "one-more@example.com", ["reader"], AT)


def test_accepted_twice_it_is_one(malee: Person, kanya: Person, siam_ceramics: Exporter) -> None:
    invitation = invitations.invite(siam_ceramics, Actor.of(malee), kanya.email, ["reader"], AT)
    invitations.accept(invitation, kanya, AT)

    with pytest.raises(invitations.NotTaken, match="closed"):
        invitations.accept(invitation, kanya, AT)

    assert roles_of(kanya) == ["reader"]


def test_letters_are_in_both_languages_whatever_the_page(malee: Person, siam_ceramics: Exporter) -> None:
    with translation.override("en"):
        invitations.invite(siam_ceramics, Actor.of(malee), "x@example.com", ["owner"], AT)

    body: Any = the_letter("x@example.com").body
    assert "Malee Srisuk asks you to join Siam Ceramics Co., Ltd." in body
    assert "มาลี ศรีสุข" in body
