"""The demonstration's people: there after one run, untouched by a second, and never where DEMO is off."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from portal.cases import anchors
from portal.cases.models import Case, Draft, Question
from portal.desk import demo
from portal.parties.actors import Actor, Agency, Duty
from portal.parties.models import Exporter, Person


def test_everybody_in_the_demo_can_sign_in(db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("load_demo", verbosity=0)

    for login in demo.logins():
        client = Client()
        answer = client.post("/accounts/login/", {"login": login.email, "password": login.password})

        assert answer.status_code == 302, f"{login.email} was not let in"
        assert "_auth_user_id" in client.session


def test_a_second_run_adds_nothing_and_keeps_what_was_changed(db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    Exporter.objects.filter(juristic_id="0105551234567").update(phone="029999999")
    before = Person.objects.count()

    call_command("load_demo", verbosity=0)

    assert Person.objects.count() == before
    assert Exporter.objects.get(juristic_id="0105551234567").phone == "029999999"


def test_it_refuses_where_the_demonstration_is_off(db: None, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("load_demo", verbosity=0)

    assert not Person.objects.exists()


def test_the_examiner_and_the_approver_are_two_officers(db: None) -> None:
    list(demo.load())

    ploy = Actor.of(Person.objects.get(email="ploy@demo.example"))
    krit = Actor.of(Person.objects.get(email="krit@demo.example"))

    assert ploy.serves(Agency.DFT, Duty.EXAMINER) and not ploy.serves(Agency.DFT, Duty.APPROVER)
    assert krit.serves(Agency.DFT, Duty.APPROVER) and not krit.serves(Agency.DFT, Duty.EXAMINER)


def test_every_company_has_a_valid_juristic_id(db: None) -> None:
    list(demo.load())

    for exporter in Exporter.objects.all():
        exporter.full_clean()


def test_the_demo_has_a_case_in_every_state_each_made_by_the_real_services(db: None) -> None:
    list(demo.load())

    states = set(Case.objects.values_list("state", flat=True))
    assert states == {"submitted", "received", "examining", "recommended", "returned", "registered", "refused"}
    assert list(anchors.faults()) == []
    assert Draft.objects.filter(submitted_at=None).count() == 1
    assert Question.objects.open().get().case.state == "examining"


def test_a_second_loading_tells_no_story_twice(db: None) -> None:
    list(demo.load())
    cases = Case.objects.count()

    assert list(demo.load()) == []
    assert Case.objects.count() == cases
