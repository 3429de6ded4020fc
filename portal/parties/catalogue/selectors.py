"""Reads of the catalogue: a company's products by pages, one product, one version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from portal.law.thai import fold

from ..models import Exporter, Product, ProductVersion
from .content import Content

PAGE = 50
MOST_WORDS = 100  # that a search looks for: no product says more, and SQLite takes no condition of a thousand parts


@dataclass(frozen=True)
class Page:
    """Current versions of products (each with its `product`), by code; the codes to go on from, or None at an end."""

    versions: list[ProductVersion]
    after: str | None = None
    before: str | None = None


def page(
    exporter: Exporter,
    *,
    words: str = "",
    archived: bool = False,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE,
) -> Page:
    """The products after (or before) a code; `words` all have to be in code, names, model or HS code."""
    found = current_versions(exporter).filter(product__archived_at__isnull=not archived)
    wanted = set(fold(words).split())
    if len(wanted) > MOST_WORDS:
        return Page([])
    for word in sorted(wanted):
        found = found.filter(product__search__contains=word)
    if before is not None:
        rows = list(found.filter(product__code__lt=before).order_by("-product__code")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, rows[-1].product.code if rows else None, rows[0].product.code if more else None)
    if after is not None:
        found = found.filter(product__code__gt=after)
    rows = list(found.order_by("product__code")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, rows[-1].product.code if more else None, rows[0].product.code if rows and after else None)


def current_versions(exporter: Exporter) -> QuerySet[ProductVersion]:
    """The version in force of each product of the company, archived ones among them."""
    of_company = ProductVersion.objects.filter(product__exporter=exporter, number=F("product__version"))
    return of_company.select_related("product")


def products_of(exporter: Exporter) -> QuerySet[Product]:
    return Product.objects.filter(exporter=exporter).select_related("exporter")


def version_of(product: Product, number: int | None = None) -> ProductVersion:
    """The version of that number, or the one in force; ProductVersion.DoesNotExist."""
    versions = product.versions.select_related("written_by")
    return versions.get(number=product.version if number is None else number)


def content_of(version: ProductVersion) -> Content:
    return Content.of_version(version, version.materials.order_by("line"))


def versions_of(product: Product) -> QuerySet[ProductVersion]:
    """Every version, the newest first, with who wrote it."""
    return product.versions.select_related("written_by").order_by("-number")


def initial_of(content: Content) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
    """What forms begin with: the product's own fields, and a row for each material."""
    return dict(content.product), list(content.materials)
