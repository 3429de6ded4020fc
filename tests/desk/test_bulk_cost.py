"""What an act on many cases asks of the database: so much for each case, and no more."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.cases.models import Case
from portal.desk import bulk
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .cases import many


@pytest.mark.parametrize(("wanted", "each"), [("take", 0), ("sample.recommend", 1)])
def test_the_check_costs_as_much_for_each_case_as_its_needs_ask(
    siam_ceramics: Exporter, ploy: Person, django_assert_num_queries: Any, wanted: str, each: int
) -> None:
    many(siam_ceramics, 20, state="examining", handler=ploy)
    actor = Actor.of(ploy)
    one, numbers = bulk.choice(actor, wanted), list(Case.objects.values_list("pk", flat=True))
    assert one

    with django_assert_num_queries(2 + 20 * each):  # the cases, their handlers; whether a question is open
        bulk.check(bulk.ticked(actor, numbers), one, actor, timezone.now())


def test_taking_costs_the_same_for_each_case(
    siam_ceramics: Exporter, ploy: Person, django_assert_num_queries: Any
) -> None:
    many(siam_ceramics, 10)
    actor, at = Actor.of(ploy), timezone.now()
    wanted = bulk.choice(actor, "take")
    assert wanted
    run = bulk.begin(uuid4(), wanted, dict.fromkeys(Case.objects.values_list("pk", flat=True), 1), actor, at)

    with django_assert_num_queries(1 + 10 * EACH_TAKEN):
        bulk.carry_out(run, actor, at)


EACH_TAKEN = 15
