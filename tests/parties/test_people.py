"""Who acts for a company: roles, leaving, and the history of it."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from portal.parties import members
from portal.parties.actors import Actor
from portal.parties.forms.company import CompanyForm
from portal.parties.models import CompanyChange, Exporter, Letter, Person, Role, RoleKind

SignedIn = Callable[[Person], Client]
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def the_letter(to: str) -> Letter:
    return Letter.objects.filter(to=to).latest("at")


def roles_of(person: Person) -> list[str]:
    return sorted(person.roles.values_list("kind", flat=True))


def test_a_role_is_changed_and_the_person_hears(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    answer = signed_in(malee).post(
        f"/companies/{siam_ceramics.pk}/people/{niran.pk}/", {"kinds": ["signatory", "owner"]}
    )

    assert answer.status_code == 302
    assert roles_of(niran) == ["owner", "signatory"]
    assert "Owner, Signatory" in the_letter(niran.email).body
    change = CompanyChange.objects.get()
    assert (change.verb, change.about, change.before, change.after) == (
        "roles", "niran@example.com", ["preparer"], ["owner", "signatory"],
    )  # fmt: skip


def test_the_last_owner_stays(malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn) -> None:
    hers = signed_in(malee)

    changed = hers.post(f"/companies/{siam_ceramics.pk}/people/{malee.pk}/", {"kinds": ["reader"]})
    removed = hers.post(f"/companies/{siam_ceramics.pk}/people/{malee.pk}/", {"remove": "yes"})
    left = hers.post(f"/companies/{siam_ceramics.pk}/leave/")

    assert changed.status_code == 422
    assert changed.context["form"].errors["kinds"]
    assert removed.status_code == left.status_code == 302
    assert roles_of(malee) == ["owner"]


def test_who_is_taken_out_sees_nothing_at_once(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    his = signed_in(niran)
    before = his.get(f"/companies/{siam_ceramics.pk}/").status_code

    signed_in(malee).post(f"/companies/{siam_ceramics.pk}/people/{niran.pk}/", {"remove": "yes"})

    assert before == 200
    assert his.get(f"/companies/{siam_ceramics.pk}/").status_code == 404


def test_somebody_leaves_and_the_owner_hears(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    his = signed_in(niran)

    asked, left = his.get(f"/companies/{siam_ceramics.pk}/leave/"), his.post(f"/companies/{siam_ceramics.pk}/leave/")

    assert asked.status_code == 200
    assert left.headers["Location"] == "/companies/"
    assert roles_of(niran) == []
    assert "Niran Thongdee" in the_letter(malee.email).body


@pytest.mark.parametrize("address", ["invite/", "people/{}/", "history/", "agents/new/"])
def test_only_an_owner_gets_there(
    niran: Person, somsak: Person, siam_ceramics: Exporter, signed_in: SignedIn, address: str
) -> None:
    where = f"/companies/{siam_ceramics.pk}/{address.format(niran.pk)}"

    assert [signed_in(who).get(where).status_code for who in (niran, somsak)] == [404, 404]


def test_a_service_called_by_who_was_an_owner_refuses(malee: Person, niran: Person, siam_ceramics: Exporter) -> None:
    """The page was open, and the role ended meanwhile."""
    stale = Actor.of(malee)
    Role.objects.create(person=niran, exporter=siam_ceramics, kind=RoleKind.OWNER)
    Role.objects.filter(person=malee).delete()

    with pytest.raises(PermissionDenied):
        members.remove(siam_ceramics, stale, niran, AT)


def test_the_history_tells_everything_by_pages(malee: Person, siam_ceramics: Exporter, signed_in: SignedIn) -> None:
    CompanyChange.objects.bulk_create(
        CompanyChange(exporter=siam_ceramics, at=AT, by=malee, verb="invited", about=f"x{n}@example.com")
        for n in range(60)
    )
    hers = signed_in(malee)

    first = hers.get(f"/companies/{siam_ceramics.pk}/history/")
    older = hers.get(f"/companies/{siam_ceramics.pk}/history/?before={first.context['oldest']}")

    told = [change.about for change in (*first.context["changes"], *older.context["changes"])]
    assert told == [f"x{n}@example.com" for n in reversed(range(60))]
    assert older.context["oldest"] is None


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_leave_one(malee: Person, niran: Person, siam_ceramics: Exporter) -> None:
    Role.objects.create(person=niran, exporter=siam_ceramics, kind=RoleKind.OWNER)
    ready, ended = threading.Barrier(2), []

    def go(person: Person) -> None:
        actor = Actor.of(person)
        ready.wait(10)
        try:
            members.leave(siam_ceramics, actor, AT)
            ended.append("left")
        except members.LastOwner:
            ended.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(person,)) for person in (malee, niran)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(ended) == ["left", "stays"]
    assert Role.objects.filter(exporter=siam_ceramics, kind=RoleKind.OWNER).count() == 1


def test_what_is_said_of_the_company_is_in_its_history_too(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    hers = signed_in(malee)
    hers.post("/language/", {"language": "en"})
    said = {name: getattr(siam_ceramics, name) for name in CompanyForm.Meta.fields}
    rows = {"numbers-TOTAL_FORMS": "0", "numbers-INITIAL_FORMS": "0"}

    hers.post(f"/companies/{siam_ceramics.pk}/change/", {**said, **rows, "city_en": "Lat Krabang, Bangkok"})

    page = hers.get(f"/companies/{siam_ceramics.pk}/history/").content.decode()
    assert "Khlong Toei, Bangkok" in page
    assert "Lat Krabang, Bangkok" in page
