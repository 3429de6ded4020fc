"""What tests of rows from products speak of."""

from typing import Any

from portal.cases.models import Draft
from portal.parties.actors import Actor
from portal.parties.catalogue import writing
from portal.parties.models import Person, Product
from tests.parties.catalogue import content

from .conftest import NOW
from .pages import kept, url

CUP = {"heading": "6912", "words": "Ceramic cup", "product": "CUP-01", "product_version": "1"}  # a row of the trial


def picker(draft: Draft) -> str:
    return url(draft, "products", "lines")


def listed(draft: Draft) -> list[dict[str, Any]]:
    return list(kept(draft, "lines")["rows"]) if draft.steps.filter(step="lines").exists() else []


def without_id(draft: Draft) -> list[dict[str, Any]]:
    return [{name: text for name, text in row.items() if name != "id"} for row in listed(draft)]


def renamed(person: Person, product: Product, name: str) -> None:
    product.refresh_from_db()
    writing.save_product(product, Actor.of(person), content(name_en=name), NOW, seen=product.version)
