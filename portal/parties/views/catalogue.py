"""The door of every page of a catalogue: the company and the product, or a 404 for whoever has no role there."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from .. import selectors
from ..actors import Actor
from ..catalogue import selectors as catalogue
from ..catalogue.writing import may_write
from ..models import Exporter, Product


def company_of(request: HttpRequest, pk: int) -> tuple[Actor, Exporter]:
    """Who asks, and their company."""
    actor = Actor.of(request.user)
    return actor, get_object_or_404(selectors.companies_of(actor), pk=pk)


def product_of(request: HttpRequest, pk: int, product_id: int) -> tuple[Actor, Product]:
    """Who asks, and the product of their company."""
    actor, exporter = company_of(request, pk)
    return actor, get_object_or_404(catalogue.products_of(exporter), pk=product_id)


def shown(actor: Actor, exporter: Exporter, **more: Any) -> dict[str, Any]:
    """What all templates of the catalogue are given."""
    return {"exporter": exporter, "writes": may_write(exporter, actor), **more}
