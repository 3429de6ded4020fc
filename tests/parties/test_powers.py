"""Agents: a power of attorney opens what it says, from its first day to its last, and nothing else."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from portal.cases import drafts, messages, notices
from portal.cases.models import Attachment, Case, Draft
from portal.parties import invitations, powers
from portal.parties.actors import Actor
from portal.parties.models import CompanyChange, Exporter, Letter, Person, Power
from tests.cases.conftest import new_case
from tests.conftest import a_person

SignedIn = Callable[[Person], Client]
FIRST, LAST = date(2026, 11, 20), date(2026, 12, 31)
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def boonmee(db: None) -> Person:
    """A customs broker."""
    return a_person("boonmee", "บุญมี ชิปปิ้ง", "Boonmee Shipping")


def a_scan(name: str = "power.png") -> SimpleUploadedFile:
    into = BytesIO()
    Image.new("L", (8, 8)).save(into, "PNG")
    return SimpleUploadedFile(name, into.getvalue(), "image/png")


def given(**changed: Any) -> dict[str, Any]:
    terms = {"email": "boonmee@example.com", "kind": "preparer", "procedures": ["rex"]}
    return {**terms, "starts_on": FIRST, "ends_on": LAST, **changed}


@pytest.fixture
def power(settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person, boonmee: Person) -> Power:
    """Boonmee prepares REX applications for Siam Ceramics until the end of the year."""
    settings.MEDIA_ROOT = tmp_path
    made = powers.give(siam_ceramics, Actor.of(malee), given(), a_scan(), AT)
    invitations.accept(made.invitation, boonmee, AT)
    made.refresh_from_db()
    return made


@pytest.fixture
def cases(siam_ceramics: Exporter, lanna_foods: Exporter) -> dict[str, Case]:
    return {
        "own": new_case(siam_ceramics, 1, "received", procedure="rex"),
        "other procedure": new_case(siam_ceramics, 2, "received", procedure="drawback"),
        "other company": new_case(lanna_foods, 3, "received", procedure="rex"),
    }


def seen(person: Person, on: date) -> set[str]:
    return {case.reference[-1] for case in Case.objects.visible_to(Actor.of(person, on))}


def test_an_agent_sees_the_companys_cases_of_the_procedure_and_no_other(
    power: Power, boonmee: Person, cases: dict[str, Case]
) -> None:
    assert seen(boonmee, FIRST) == {"1"}


@pytest.mark.parametrize(
    ("on", "opens"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_a_power_counts_from_its_first_day_to_its_last(
    power: Power, boonmee: Person, cases: dict[str, Case], on: date, opens: bool
) -> None:
    assert bool(seen(boonmee, on)) == opens
    assert Actor.of(boonmee, on).acts_for(power.exporter_id, "rex", "preparer") == opens


def test_not_taken_up_it_opens_nothing(
    settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person, boonmee: Person, cases: dict[str, Case]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    powers.give(siam_ceramics, Actor.of(malee), given(), a_scan(), AT)

    assert seen(boonmee, FIRST) == set()


def test_ended_it_opens_nothing_the_same_moment(
    power: Power, malee: Person, boonmee: Person, cases: dict[str, Case]
) -> None:
    powers.end(power, Actor.of(malee), AT)

    assert seen(boonmee, FIRST) == set()
    assert Letter.objects.filter(to=boonmee.email, subject__endswith="has ended").exists()


def test_the_agent_may_lay_it_down(power: Power, boonmee: Person, cases: dict[str, Case]) -> None:
    powers.end(power, Actor.of(boonmee), AT)

    assert seen(boonmee, FIRST) == set()
    with pytest.raises(powers.NotEnded):
        powers.end(power, Actor.of(boonmee), AT)


def test_nobody_else_ends_it(power: Power, niran: Person, somsak: Person) -> None:
    for person in (niran, somsak):
        with pytest.raises(PermissionDenied):
            powers.end(power, Actor.of(person), AT)


@pytest.mark.parametrize(
    ("kind", "fills_in", "files"), [("reader", False, False), ("preparer", True, False), ("signatory", True, True)]
)
def test_an_agent_does_what_the_power_says(
    settings: Any, tmp_path: Any, siam_ceramics: Exporter, malee: Person, boonmee: Person,
    kind: str, fills_in: bool, files: bool,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    made = powers.give(siam_ceramics, Actor.of(malee), given(kind=kind), a_scan(), AT)
    invitations.accept(made.invitation, boonmee, AT)

    actor = Actor.of(boonmee, FIRST)

    assert actor.acts_for(siam_ceramics.pk, "rex") is True
    assert actor.acts_for(siam_ceramics.pk, "rex", "owner", "preparer", "signatory") is fills_in
    assert actor.acts_for(siam_ceramics.pk, "rex", "owner", "signatory") is files
    assert actor.holds(siam_ceramics.pk) is False


def test_an_agent_starts_a_draft_for_the_procedure_of_the_power_only(
    power: Power, siam_ceramics: Exporter, boonmee: Person
) -> None:
    actor = Actor.of(boonmee, FIRST)

    draft = drafts.start("rex", siam_ceramics, actor, AT)

    assert list(Draft.objects.visible_to(actor)) == [draft]
    assert list(Draft.objects.visible_to(Actor.of(boonmee, LAST + timedelta(days=1)))) == []
    assert actor.acts_for(siam_ceramics.pk, "drawback") is False


def test_the_company_itself_stays_closed_to_an_agent(
    power: Power, boonmee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    Power.objects.update(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    his = signed_in(boonmee)

    assert his.get(f"/companies/{siam_ceramics.pk}/").status_code == 404
    assert his.get(f"/companies/{siam_ceramics.pk}/change/").status_code == 404
    assert his.get(f"/powers/{power.pk}/").status_code == 200
    file = his.get(f"/powers/{power.pk}/file/")
    assert file.getvalue().startswith(b"\x89PNG")


def test_an_agent_whose_power_is_over_finds_no_page(
    power: Power, boonmee: Person, cases: dict[str, Case], siam_ceramics: Exporter, malee: Person, signed_in: SignedIn
) -> None:
    draft = drafts.start("rex", siam_ceramics, Actor.of(malee), AT)
    yesterday = timezone.localdate() - timedelta(days=1)
    addresses = [f"/rex/drafts/{draft.pk}/", f"/cases/{cases['own'].reference}/"]
    his = signed_in(boonmee)

    Power.objects.update(starts_on=yesterday, ends_on=yesterday + timedelta(days=1))
    open_today = [his.get(address).status_code for address in addresses]
    Power.objects.update(ends_on=yesterday)
    over = [his.get(address).status_code for address in addresses]

    assert open_today == [200, 200]
    assert over == [404, 404]


def test_files_of_a_draft_open_with_the_power_and_close_with_it(
    power: Power, boonmee: Person, malee: Person, siam_ceramics: Exporter, cases: dict[str, Case], signed_in: SignedIn
) -> None:
    messages.post(cases["own"], Actor.of(malee), AT, "See the picture.", [a_scan()])
    where = f"/files/{Attachment.objects.get().pk}/"
    his = signed_in(boonmee)
    Power.objects.update(starts_on=timezone.localdate(), ends_on=timezone.localdate())

    opened = his.get(where)
    opened.getvalue()
    powers.end(power, Actor.of(malee), timezone.now())

    assert opened.status_code == 200
    assert his.get(where).status_code == 404


def test_agents_hear_of_the_cases_they_act_in(
    power: Power, malee: Person, boonmee: Person, cases: dict[str, Case]
) -> None:
    Power.objects.update(starts_on=timezone.localdate(), ends_on=timezone.localdate())

    assert notices.company_people(cases["own"]) == [malee, boonmee]
    assert notices.company_people(cases["other procedure"]) == [malee]


def test_a_power_is_given_in_the_browser_and_taken_up_from_the_letter(
    settings: Any, tmp_path: Any, malee: Person, boonmee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    settings.MEDIA_ROOT = tmp_path
    today = timezone.localdate()
    typed = {
        "email": "Boonmee@example.com", "kind": "signatory", "procedures": ["rex"],
        "starts_on": f"{today:%d/%m}/{today.year + 543}", "ends_on": f"{today:%d/%m}/{today.year + 544}",
    }  # fmt: skip

    answer = signed_in(malee).post(f"/companies/{siam_ceramics.pk}/agents/new/", {**typed, "file": a_scan()})

    power = Power.objects.get()
    assert answer.headers["Location"] == f"/powers/{power.pk}/"
    assert power.stands(today) == "offered"
    found = re.search(r"(/invitations/\S+)", Letter.objects.get(to=boonmee.email).body)
    assert found
    his = signed_in(boonmee)
    assert his.get(found[1]).status_code == 200
    his.post(found[1], {"accept": "yes"})
    power.refresh_from_db()
    assert (power.agent, power.stands(today)) == (boonmee, "in_force")
    assert [change.verb for change in CompanyChange.objects.order_by("pk")] == ["power_given", "power_taken_up"]
    assert power.ends_on == date(today.year + 1, today.month, today.day)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"email": "nobody"}, "email"),
        ({"procedures": []}, "procedures"),
        ({"procedures": ["no-such"]}, "procedures"),
        ({"kind": "owner"}, "kind"),
        ({"ends_on": "1/1/2569"}, "ends_on"),
        ({"starts_on": "2/1/2600", "ends_on": "1/1/2600"}, "ends_on"),
        ({"starts_on": "1/1/2600", "ends_on": "2/1/2605"}, "ends_on"),
        ({"starts_on": "31/2/2570"}, "starts_on"),
        ({"file": SimpleUploadedFile("power.pdf", b"MZ not a pdf", "application/pdf")}, "file"),
        ({"file": ""}, "file"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else value,
)
def test_a_power_that_does_not_fit_is_refused_at_its_place(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn, changed: dict[str, Any], where: str
) -> None:
    typed = {**given(starts_on="1/1/2600", ends_on="1/2/2600"), "file": a_scan(), **changed}

    answer = signed_in(malee).post(f"/companies/{siam_ceramics.pk}/agents/new/", typed)

    assert answer.status_code == 422
    assert answer.context["form"].errors[where]
    assert not Power.objects.exists()


def test_the_end_is_told_two_weeks_before_and_once(power: Power, malee: Person, boonmee: Person) -> None:
    Letter.objects.all().delete()

    early = powers.remind(datetime(2026, 12, 16, 12, 0, tzinfo=UTC))
    told = powers.remind(datetime(2026, 12, 17, 12, 0, tzinfo=UTC))
    again = powers.remind(datetime(2026, 12, 18, 12, 0, tzinfo=UTC))

    assert (early, told, again) == (0, 1, 0)
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted([malee.email, boonmee.email])


def test_an_actor_costs_one_query_for_roles_and_powers(
    power: Power, boonmee: Person, django_assert_num_queries: Any
) -> None:
    person = Person.objects.select_related("officer").get(pk=boonmee.pk)
    with django_assert_num_queries(1):
        Actor.of(person, FIRST)
