"""The demonstration's people: there after one run, untouched by a second, and never where DEMO is off."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from portal.api.models import Endpoint
from portal.cases import anchors
from portal.cases.models import Case, Draft, Question
from portal.desk import demo
from portal.parties import invitations
from portal.parties.actors import Actor, Agency, Duty
from portal.parties.models import Exporter, Material, Person


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    """Where the scans of powers lie."""
    settings.MEDIA_ROOT = tmp_path


def test_everybody_in_the_demo_can_sign_in(db: None, settings: Settings) -> None:
    settings.DEMO = True
    call_command("load_demo", verbosity=0)

    for login in demo.logins():
        client = Client()
        answer = client.post("/accounts/login/", {"login": login.email, "password": login.password})

        assert answer.status_code == 302, f"{login.email} was not let in"
        assert "_auth_user_id" in client.session


def test_the_readme_names_everybody(settings: Settings) -> None:
    readme = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")

    assert [login.email for login in demo.logins() if f"`{login.email}`" not in readme] == []


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


def test_an_agent_acts_under_one_power_and_another_has_ended(db: None) -> None:
    list(demo.load())

    boonmee = Person.objects.get(email="boonmee@demo.example")
    today = timezone.localdate()
    assert sorted(power.stands(today) for power in boonmee.powers.all()) == ["ended", "in_force"]
    assert Case.objects.visible_to(Actor.of(boonmee)).exists()


def test_an_invitation_is_open_and_is_not_made_again_once_it_was_declined(db: None) -> None:
    list(demo.load())
    kanya = Person.objects.get(email="kanya@demo.example")
    invitation = invitations.to(kanya, timezone.now()).get()

    invitations.decline(invitation, kanya, timezone.now())

    assert list(demo.load()) == []
    assert not invitations.to(kanya, timezone.now()).exists()


def test_a_webhook_is_off_and_its_log_says_why(db: None) -> None:
    list(demo.load())

    endpoint = Endpoint.objects.get()
    assert endpoint.off == Endpoint.Off.FAILING
    assert set(endpoint.deliveries.values_list("state", flat=True)) == {"delivered", "given_up"}
    assert set(endpoint.deliveries.values_list("attempts__status", flat=True)) == {204, 503, None}


def test_products_have_materials(db: None) -> None:
    list(demo.load())

    assert Material.objects.filter(version__product__exporter__juristic_id="0105551234567").count() > 1


def test_a_second_loading_tells_no_story_twice(db: None) -> None:
    list(demo.load())
    cases = Case.objects.count()

    assert list(demo.load()) == []
    assert Case.objects.count() == cases
