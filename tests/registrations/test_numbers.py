"""Eight decisions in the same moment give eight numbers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from portal.cases.refusals import MoveRefused
from portal.law.values import DatedValue
from portal.parties.models import Exporter, ExporterKind, Person, Role, RoleKind
from registrations import services
from registrations.models import Registration

from .story import AT, examined, move, submit

WRITERS = 8


def juristic_ids() -> Iterator[str]:
    """Valid juristic ids, one after the other."""
    from stdnum.th.moa import calc_check_digit

    for number in range(10556000000, 10556000000 + WRITERS):
        front = f"0{number}"
        yield front + calc_check_digit(front)


def company(number: int, juristic_id: str, owner: Person) -> Exporter:
    exporter = Exporter.objects.create(
        juristic_id=juristic_id, name_th=f"บริษัท ที่ {number} จำกัด", name_en=f"Company {number} Co., Ltd.",
        kind=ExporterKind.TRADER, street_th="1", city_th="กรุงเทพมหานคร", street_en="1 Road", city_en="Bangkok",
        postcode="10110",
    )  # fmt: skip
    Role.objects.create(person=owner, exporter=exporter, kind=RoleKind.OWNER)
    return exporter


@pytest.mark.django_db(transaction=True)
def test_eight_registrations_at_once_get_eight_numbers_in_a_row(malee: Person, ploy: Person, krit: Person) -> None:
    exporters = [company(n, found, malee) for n, found in enumerate(juristic_ids())]
    cases = [examined(submit(malee, exporter), ploy) for exporter in exporters]
    together = Barrier(len(cases))

    def decide(case: Any) -> None:
        try:
            together.wait()
            move(case, "register", krit)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(cases)) as threads:
        list(threads.map(decide, cases))

    numbers = sorted(Registration.objects.values_list("number", flat=True))
    assert numbers == [f"THREX2024{n:06d}" for n in range(1, len(cases) + 1)]  # REX-9


@pytest.mark.django_db(transaction=True)
def test_two_cases_of_one_company_decided_at_once_register_it_once(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    cases = [examined(submit(malee, siam_ceramics), ploy) for _ in range(2)]
    together = Barrier(len(cases))

    def decide(case: Any) -> str:
        try:
            together.wait()
            return move(case, "register", krit).state
        except MoveRefused as refused:
            return refused.findings[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(cases)) as threads:
        outcomes = sorted(threads.map(decide, cases))

    assert outcomes == ["already-registered", "registered"]
    assert Registration.objects.count() == 1


def test_a_pattern_that_comes_back_skips_numbers_already_given(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    move(examined(submit(malee, siam_ceramics), ploy), "register", krit)
    from portal.cases.models import Series

    Series.objects.filter(key="rex-number:2024").update(last=0)

    assert services.next_number(AT.date()) == "THREX2024000002"


def test_the_number_follows_the_pattern_in_force_on_the_day(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Values:
        def at(self, key: str, *, on: Any) -> DatedValue:
            return DatedValue(key, "THREXDFT{seq:04d}", "", on, None, "REX-9", "test", on)

    monkeypatch.setattr(services, "current_values", Values)

    assert [services.next_number(AT.date()) for _ in range(2)] == ["THREXDFT0001", "THREXDFT0002"]
