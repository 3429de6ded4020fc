"""What a company does in a table with its products: take some in, take what a newer version says, part a row from one.

What is taken is copied into the row with the number of the version: what the catalogue says later changes no draft
by itself, and no case at all.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from portal.parties.actors import Actor
from portal.parties.catalogue import selectors as catalogue
from portal.parties.models import ProductVersion

from . import drafts, products, rows
from .models import Draft
from .steps import PRODUCT, VERSION, Step


def add(draft: Draft, step_slug: str, actor: Actor, at: datetime, product_ids: Collection[int]) -> int:
    """A row for each of the products that is in use and not in the table yet; answers how many of them are in it now.

    Sent twice, they are in it once. Unkept("too-many") where not all of them have room: then none is added. NotYours
    for whoever does not find the company's products.
    """
    step = _step(draft, step_slug, actor)
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        there = kept.data.setdefault("rows", [])
        codes = {products.named(row)[0] for row in there}
        found = catalogue.current_versions(draft.exporter).filter(product__in=product_ids, product__archived_at=None)
        chosen = list(found.order_by("product__code"))
        new = [version for version in chosen if version.product.code not in codes]
        if len(there) + len(new) > step.max_rows:
            raise drafts.Unkept("too-many", ["rows"])
        there.extend(_row(step, version) for version in new)
        if new:
            drafts.write(draft, kept, actor, at)
    return len(chosen)


def take_newest(draft: Draft, step_slug: str, row_id: str, actor: Actor, at: datetime) -> ProductVersion:
    """Writes into a row what the newest version of its product says; what the product does not say stays.

    KeyError where there is no such row, or no such product in use; NotYours for whoever does not find products.
    """
    step = _step(draft, step_slug, actor)
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        row = rows.find(kept.data, row_id)
        if row is None:
            raise KeyError(row_id)
        in_use = catalogue.current_versions(draft.exporter).filter(product__archived_at=None)
        version = in_use.filter(product__code=products.named(row)[0]).first()
        if version is None:
            raise KeyError(row_id)
        row.update(drafts.fit_row(step, products.values_of(step, version)))
        drafts.write(draft, kept, actor, at)
    return version


def part(draft: Draft, step_slug: str, row_id: str, actor: Actor, at: datetime) -> None:
    """The row keeps what it says and no longer names a product. KeyError where there is no such row."""
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        row = rows.find(kept.data, row_id)
        if row is None:
            raise KeyError(row_id)
        for name in (PRODUCT, VERSION):
            row.pop(name, None)
        drafts.write(draft, kept, actor, at)


def _row(step: Step, version: ProductVersion) -> dict[str, object]:
    return {"id": drafts.new_id(), **drafts.fit_row(step, products.values_of(step, version))}


def _step(draft: Draft, step_slug: str, actor: Actor) -> Step:
    step = drafts.the_step(draft, step_slug)
    if step.from_product is None or not products.may_take(actor, draft.exporter_id):
        raise drafts.NotYours
    return step
