"""From signing in to an invitation that is accepted and a product that is added, by keyboard alone."""

import pytest
from django.utils import timezone

from portal.parties import invitations
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Product, Role
from tests.conftest import PASSWORD, a_person

from .conftest import Comes
from .hands import Hands


@pytest.fixture
def kanya(malee: Person, siam_ceramics: Exporter, language: str) -> Person:
    """Is invited to prepare applications for Siam Ceramics."""
    person = a_person("kanya", "กัญญา รักงาน", "Kanya Rakngan")
    Person.objects.filter(pk=person.pk).update(language=language)
    invitations.invite(siam_ceramics, Actor.of(malee), person.email, ["preparer"], timezone.now())
    return person


@pytest.mark.parametrize(("language", "width"), [("th", 1280), ("en", 320)])
def test_somebody_without_a_mouse_joins_a_company_and_adds_a_product(
    comes: Comes, kanya: Person, siam_ceramics: Exporter, language: str, width: int
) -> None:
    visitor = comes(language, width, "kanya")
    hands = Hands(visitor)

    visitor.go("/accounts/login/")
    hands.write({"login": kanya.email, "password": PASSWORD})
    hands.enter()
    hands.press("button", "Accept")
    hands.press("main a", "Products")
    hands.press("main a", "Add a product")
    hands.write({"code": "CUP-01", "name_th": "ถ้วยเซรามิก", "name_en": "Ceramic cup"})
    hands.enter()
    hands.reach("a[href='#id_hs_code']")
    hands.page.keyboard.press("Enter")
    assert hands.page.evaluate("document.activeElement.id") == "id_hs_code"
    hands.page.keyboard.insert_text("691200")
    hands.pick("hs_edition", "2022")
    hands.pick("unit", "C62")
    hands.press("main button", "Save")

    visitor.sees("Costs and price of one unit")
    assert Role.objects.filter(person=kanya, exporter=siam_ceramics, kind="preparer").exists()
    assert Product.objects.get().versions.get().name_en == "Ceramic cup"
