"""A registration that is revoked holds no longer, for the future (REX-10)."""

from datetime import date, timedelta

import pytest

from portal.cases import anchors
from portal.cases.models import Case
from portal.cases.moves import MoveRefused
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations import selectors, services
from registrations.models import Registration

from .story import AT, registered

LATER = AT + timedelta(days=400)


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person) -> Case:
    return registered(malee, siam_ceramics, ploy, krit)


def test_it_ends_for_the_future_with_its_document(case: Case, siam_ceramics: Exporter, krit: Person) -> None:
    held = services.revoke(Registration.objects.get(), Actor.of(krit), LATER, "Goods do not qualify any more.")

    assert held.revoked_on == date(2025, 7, 8)
    assert selectors.registration_for(siam_ceramics, date(2025, 7, 7)) == held
    assert selectors.registration_for(siam_ceramics, date(2025, 7, 8)) is None
    assert case.documents.get(kind="rex-registration").revoked_at == LATER
    assert list(case.events.order_by("number").values_list("verb", flat=True))[-2:] == [
        *("revoke_registration", "revoke_document")
    ]
    assert list(anchors.faults()) == []


def test_twice_is_once(case: Case, krit: Person) -> None:
    first = services.revoke(Registration.objects.get(), Actor.of(krit), LATER, "Why")
    events = case.events.count()

    again = services.revoke(first, Actor.of(krit), LATER + timedelta(days=9), "Why not")

    assert again.revoked_on == first.revoked_on and case.events.count() == events


def test_a_reason_is_given(case: Case, krit: Person) -> None:
    with pytest.raises(MoveRefused):
        services.revoke(Registration.objects.get(), Actor.of(krit), LATER, "  ")


def test_only_an_approver_of_the_agency_revokes(case: Case, ploy: Person, malee: Person, wichai: Person) -> None:
    for person in (ploy, malee, wichai):
        with pytest.raises(MoveRefused):
            services.revoke(Registration.objects.get(), Actor.of(person), LATER, "Why")

    assert Registration.objects.get().revoked_on is None
