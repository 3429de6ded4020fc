"""The first officer of a new installation: whoever runs the machine appoints them, once they have signed up."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.parties.models import Duty, OfficerDuty, Person
from tests.conftest import a_person

pytestmark = pytest.mark.django_db


def test_who_signed_up_is_appointed_once_and_opens_the_lists() -> None:
    person = a_person("chai", "ชัย ดีงาม", "Chai Deengam")

    for _ in range(2):
        call_command("appoint_administrator", "Chai@example.com", "dft")

    assert list(OfficerDuty.objects.values_list("officer__person", "officer__agency", "duty")) == [
        (person.pk, "dft", Duty.ADMINISTRATOR)
    ]
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/officers/parties/officer/").status_code == 200


def test_nobody_is_appointed_who_is_unknown_unconfirmed_of_a_company_or_of_another_agency(
    malee: Person, anong: Person
) -> None:
    unconfirmed = Person.objects.create_user("new@example.com", "x")
    before = OfficerDuty.objects.count()

    for email in ("nobody@example.com", unconfirmed.email, malee.email, anong.email):
        with pytest.raises(CommandError):
            call_command("appoint_administrator", email, "dft")

    assert OfficerDuty.objects.count() == before
