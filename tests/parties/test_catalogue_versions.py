"""What a version keeps: written once, by one of those who save at once, in bounds that the database holds, as facts."""

import threading
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction

from portal.law.hs import HSCode
from portal.parties.actors import Actor
from portal.parties.catalogue import changes, selectors, writing
from portal.parties.catalogue.facts import facts_of
from portal.parties.models import Exporter, Material, Person, ProductVersion, WrittenOnce

from .catalogue import AT, CLAY, GLAZE, a_product, content


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_once_write_one_version(malee: Person, siam_ceramics: Exporter) -> None:
    product = a_product(malee, siam_ceramics)
    actor, start, outcomes = Actor.of(malee), threading.Barrier(4), []

    def save(model: str) -> None:
        start.wait()
        try:
            writing.save_product(product, actor, content(model=model), AT, seen=1)
            outcomes.append("saved")
        except writing.Outdated:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(f"M-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["saved", "told", "told", "told"]
    assert ProductVersion.objects.count() == 2


def test_versions_and_materials_are_written_once(malee: Person, siam_ceramics: Exporter) -> None:
    version = a_product(malee, siam_ceramics).versions.get()
    material = version.materials.get(line=1)

    for row in (version, material):
        with pytest.raises(WrittenOnce):
            row.save()
        with pytest.raises(WrittenOnce):
            row.delete()
    for rows in (ProductVersion.objects.all(), Material.objects.all(), version.materials.all()):
        with pytest.raises(WrittenOnce):
            rows.update(unit="SET")
        with pytest.raises(WrittenOnce):
            rows.delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": Decimal(0)},
        {"unit_value": Decimal(-1)},
        {"loss_percent": Decimal(101)},
        {"source": "domestic", "country": "JP"},
        {"source": "imported", "hs_code": ""},
        {"line": 1},
    ],
)
def test_the_database_refuses_what_no_form_lets_through(
    malee: Person, siam_ceramics: Exporter, wrong: dict[str, object]
) -> None:
    version = a_product(malee, siam_ceramics).versions.get()
    said = {**content().materials[0], "line": 9, **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        Material(version=version, **said).save()


def test_facts_reckon_the_sums_of_section_5(malee: Person, siam_ceramics: Exporter) -> None:
    facts = facts_of(a_product(malee, siam_ceramics).versions.get())

    assert [row.total for row in facts.materials] == [Decimal("0.30"), Decimal("0.21")]
    assert ([row.code for row in facts.domestic], [row.code for row in facts.imported]) == (["CLAY"], ["GLAZE"])
    assert facts.materials_total == Decimal("0.51")
    assert facts.other_total == Decimal("0.20")
    assert facts.total == Decimal("1.11")
    assert facts.ex_works == Decimal("1.41")
    assert facts.hs == HSCode("691200", "2022") and facts.materials[1].hs == HSCode("320720", "2022")
    assert (facts.code, facts.version, facts.fob, facts.materials[0].loss_percent) == ("CUP-01", 1, Decimal("2.1"), 2)


def test_sums_that_need_what_was_not_said_are_not_there(malee: Person, siam_ceramics: Exporter) -> None:
    facts = facts_of(a_product(malee, siam_ceramics, profit="", labour="0").versions.get())

    assert facts.total == Decimal("0.71") and facts.profit is None and facts.ex_works is None


def test_small_amounts_stay_exact(malee: Person, siam_ceramics: Exporter) -> None:
    tiny = {**GLAZE, "unit_value": "0.000001", "quantity": "999999999.999999"}
    facts = facts_of(a_product(malee, siam_ceramics, materials=[tiny], labour="123456789.123456").versions.get())

    assert facts.labour == Decimal("123456789.123456") and facts.materials[0].quantity == Decimal("999999999.999999")
    assert facts.materials_total == Decimal("1000.00")
    assert facts.total is not None and Fraction(facts.total) == Fraction("123457789.323456")


def test_a_filed_version_says_the_same_whatever_became_of_the_product(malee: Person, siam_ceramics: Exporter) -> None:
    product, actor = a_product(malee, siam_ceramics), Actor.of(malee)
    filed = product.versions.get()
    before = facts_of(filed)

    writing.save_product(product, actor, content([CLAY], name_en="Bowl"), AT, seen=1)
    writing.archive(product, actor, AT)

    assert facts_of(ProductVersion.objects.get(pk=filed.pk)) == before


def test_a_difference_follows_materials_that_moved() -> None:
    before = content([CLAY, GLAZE])
    after = content([{**GLAZE, "country": "CN"}, CLAY, {**CLAY, "name": "ทราย", "code": "SAND"}], fob="")

    told = [(each.where, each.before, each.after) for each in changes.between(before, after)]

    assert told[0] == ("", "2.1", "–")
    assert told[1][0] == "1. เคลือบ" and len(told) == 3
    assert told[2] == ("3. ทราย", "–", "0.5 × 0.6 USD")


def test_a_version_that_is_not_there_is_not_found(malee: Person, siam_ceramics: Exporter) -> None:
    product = a_product(malee, siam_ceramics)

    with pytest.raises(ProductVersion.DoesNotExist):
        selectors.version_of(product, 2)
