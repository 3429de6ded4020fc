"""Countries have their names in both languages."""

from django.utils.translation import override
from django_countries import countries

from portal.parties.models import Exporter


def test_a_company_s_country_is_named_in_the_language_of_the_page() -> None:
    company = Exporter(country="TH")

    with override("th"):
        assert str(company.country.name) == "ไทย"
    with override("en"):
        assert str(company.country.name) == "Thailand"


def test_every_country_has_a_thai_name_and_thailand_comes_first() -> None:
    with override("th"):
        named = list(countries)

    assert named[0].code == "TH" and len(named) > 240
    assert [land.code for land in named if not any("ก" <= sign <= "๛" for sign in str(land.name))] == []
