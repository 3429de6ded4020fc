"""From what was typed and what is stored to what the rules accept."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from portal.cases import products
from portal.cases.models import Case
from portal.cases.reference import values_of_the_law
from portal.parties.models import Exporter, ProductVersion

from .models import Registration
from .rules import application as rules
from .rules.statements import Threshold
from .rules.undertakings import Edition, edition_at, editions

Said = Mapping[str, Any]


@cache
def known_editions() -> tuple[Edition, ...]:
    path = settings.BASE_DIR / "fixtures" / "law" / "rex_undertakings.yaml"
    with path.open(encoding="utf-8") as file:
        return editions(yaml.load(file, Loader=yaml.BaseLoader)["editions"])  # noqa: S506


def undertakings_at(day: date) -> Edition:
    """The undertakings as worded on `day` (REX-5, T-6)."""
    return edition_at(known_editions(), day)


def max_headings(day: date) -> int:
    """Up to how many headings box 4 lists headings (REX-4)."""
    return values_of_the_law().at("rex.goods.max_headings", on=day).whole


def threshold_of(country: str, day: date) -> Threshold:
    """Up to what value a consignment to `country` needs no number on `day` (REX-11)."""
    dated = values_of_the_law().at(f"rex.threshold.{country}", on=day)
    return Threshold(country, dated.unit, dated.decimal)


def of_answers(answers: Said, exporter: Exporter, case: Case | None = None) -> rules.Application:
    """The application as the rules see it. What the strict forms did not accept (None) counts as not given."""
    activities = _values(answers, "activities")
    undertakings = _values(answers, "undertakings")
    consent = _values(answers, "consent")
    return rules.Application(
        exporter=rules.ExporterInformation(**_texts(rules.ExporterInformation, _values(answers, "exporter"))),
        contacts=tuple(rules.Contact(**_texts(rules.Contact, row)) for row in _rows(answers, "contacts")),
        activities=frozenset(activities.get("activities") or ()),
        main_activity=activities.get("main_activity") or "",
        goods=_goods(answers, exporter),
        accepted=frozenset(name for name, value in undertakings.items() if value is True),
        undertakings_signed=signature(undertakings),
        consent={"yes": True, "no": False}.get(consent.get("consent") or ""),
        consent_signed=signature(consent),
        juristic_id=exporter.juristic_id,
        earlier=_earlier(exporter, case),
    )


def versions_of(answers: Said, exporter: Exporter) -> dict[products.Named, ProductVersion]:
    """The versions of the company's products that the goods were taken from, by code and number."""
    return products.versions_named(exporter.pk, _rows(answers, "goods"))


def _goods(answers: Said, exporter: Exporter) -> tuple[rules.Good, ...]:
    there = versions_of(answers, exporter)
    return tuple(
        rules.Good(row.get("heading") or "", row.get("description") or "", _product(products.named(row), there))
        for row in _rows(answers, "goods")
    )


def _product(named: products.Named, there: Mapping[products.Named, ProductVersion]) -> rules.Product | None:
    code, version = named
    return rules.Product(code, version, heading_of(there[named]) if named in there else "") if code else None


def heading_of(version: ProductVersion) -> str:
    """The heading that a product falls under: the first four digits of its HS code (REX-4)."""
    return version.hs_code[:4]  # REX-4


def signature(values: Said) -> rules.Signature:
    signed_on = values.get("signed_on")
    return rules.Signature(
        place=values.get("place") or "",
        day=date.fromisoformat(signed_on) if signed_on else None,
        name=values.get("signatory_name") or "",
        job_title=values.get("job_title") or "",
    )


def _earlier(exporter: Exporter, case: Case | None) -> tuple[rules.Earlier, ...]:
    """The company's registrations but for the one that came of this very case."""
    held = Registration.objects.filter(exporter=exporter)
    rows = (held.exclude(application__case=case) if case else held).values_list("number", "revoked_on")
    return tuple(rules.Earlier(number, revoked_on) for number, revoked_on in rows)


def _values(answers: Said, step: str) -> Said:
    return answers.get(step, {}).get("values") or {}


def _rows(answers: Said, step: str) -> list[Said]:
    return answers.get(step, {}).get("rows") or []


def _texts(kind: type[rules.ExporterInformation | rules.Contact], said: Said) -> dict[str, str]:
    return {one.name: said.get(one.name) or "" for one in fields(kind)}
