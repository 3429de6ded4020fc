"""The demonstration: invented companies, people and applications, from fixtures/demo, only where DEMO is on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from portal.parties.models import Exporter, Officer, OfficerDuty, Person, RegistrationNumber, Role

from . import around, products, stories

PASSWORD = "somtam-at-noon-2569"  # noqa: S105 - of the demonstration alone, and printed by `make run`


@dataclass(frozen=True)
class Login:
    """Somebody to sign in as: the address, the password, and who that is in both languages."""

    email: str
    password: str
    who_th: str
    who_en: str


def fixture(name: str) -> Any:
    """What fixtures/demo/<name>.yaml says, every scalar as text."""
    path = Path(settings.BASE_DIR) / "fixtures" / "demo" / f"{name}.yaml"
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists and mappings only


def address(name: str) -> str:
    return f"{name}@demo.example"


def logins() -> list[Login]:
    """Whom one may sign in as after `load_demo`."""
    return [Login(address(one["name"]), PASSWORD, one["what"]["th"], one["what"]["en"]) for one in fixture("people")]


def load() -> Iterator[str]:
    """Loads what is not there yet and tells each thing it added; what people changed since is left as it is."""
    with transaction.atomic():
        for row in fixture("companies"):
            yield from _company(row)
        for row in fixture("people"):
            yield from _person(row)
        yield from products.load(_called("malee"))
        yield from stories.load(fixture("cases"), _called)
        yield from around.load(fixture("around"), _called)


def _called(name: str) -> Person:
    return Person.objects.get(email=address(name))


def _company(row: dict[str, Any]) -> Iterator[str]:
    numbers = row.pop("numbers")
    exporter, new = Exporter.objects.get_or_create(juristic_id=row["juristic_id"], defaults=row)
    if not new:
        return
    for number in numbers:
        RegistrationNumber.objects.create(exporter=exporter, **number)
    yield f"company {exporter.name_en}"


def _person(row: Mapping[str, Any]) -> Iterator[str]:
    email = address(row["name"])
    if Person.objects.filter(email=email).exists():
        return
    names = {name: row[name] for name in ("name_th", "name_en", "language")}
    person = Person.objects.create_user(email, PASSWORD, **names)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    for juristic_id, kinds in row.get("companies", {}).items():
        exporter = Exporter.objects.get(juristic_id=juristic_id)
        Role.objects.bulk_create(Role(person=person, exporter=exporter, kind=kind) for kind in kinds)
    if "agency" in row:
        position = {name: row[name] for name in ("position_th", "position_en")}
        officer = Officer.objects.create(person=person, agency=row["agency"], **position)
        OfficerDuty.objects.bulk_create(OfficerDuty(officer=officer, duty=duty) for duty in row["duties"])
    yield f"person {email}"
