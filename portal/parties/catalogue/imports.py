"""A catalogue by spreadsheet: looked at first, then written as a whole or not at all."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from django.db import transaction

from ..actors import Actor
from ..models import Exporter, Material, Product, ProductSheet, ProductVersion
from ..sheets import Bounds, Sheet, read_sheet
from .plans import Plan, Planned, plan_of
from .reading import Reading, read
from .writing import check_may_write, new_materials, new_version, search_text, take_turn

BOUNDS = Bounds(bytes=20 * 1024 * 1024, unpacked=200 * 1024 * 1024, rows=50_000)
KEPT_FOR = timedelta(days=1)
_BATCH = 2_000


@dataclass(frozen=True)
class Preview:
    """What a file says and would do; `kept` waits for a yes, and is None while something is wrong in the file."""

    reading: Reading
    plan: Plan
    kept: ProductSheet | None


class Moved(Exception):
    """The catalogue has changed since the preview: the plan is another one now. Nothing was written."""


def preview(exporter: Exporter, actor: Actor, name: str, content: bytes, at: datetime) -> Preview:
    """Reads a file and keeps what it says for a yes, in place of the person's last one. Raises SheetError."""
    check_may_write(exporter, actor)
    sheet = read_sheet(content, BOUNDS)
    reading = read(sheet)
    plan = plan_of(exporter, reading)
    with transaction.atomic():
        ProductSheet.objects.filter(exporter=exporter, person=actor.someone).delete()
        if reading.problems:
            return Preview(reading, plan, None)
        kept = ProductSheet.objects.create(
            exporter=exporter, person=actor.someone, name=name[-150:], content=_packed(sheet), kept_at=at
        )
    return Preview(reading, plan, kept)


def preview_of(kept: ProductSheet) -> Preview:
    """The preview as it would be now."""
    reading = read(_unpacked(bytes(kept.content)))
    plan = plan_of(kept.exporter, reading)
    return Preview(reading, plan, None if reading.problems else kept)


def confirm(kept: ProductSheet, actor: Actor, stamp: str, at: datetime) -> Plan:
    """Writes what the preview with that stamp showed, all of it or nothing. Raises Moved."""
    check_may_write(kept.exporter, actor)
    with transaction.atomic():
        take_turn(kept.exporter_id)
        now = preview_of(kept)
        if now.kept is None or now.plan.stamp != stamp:
            raise Moved
        write(kept.exporter, now.plan, actor, at)
        kept.delete()
    return now.plan


def discard(kept: ProductSheet) -> None:
    """Forgets a file that nobody said yes to."""
    kept.delete()


def sweep(at: datetime) -> int:
    """Deletes files that waited longer than a day; how many."""
    return ProductSheet.objects.filter(kept_at__lt=at - KEPT_FOR).delete()[0]


def write(exporter: Exporter, plan: Plan, actor: Actor, at: datetime) -> None:
    """The rows of a plan, in one transaction in which the company's turn was taken."""
    written = [_product(exporter, each) for each in plan.writes]
    with transaction.atomic():
        Product.objects.bulk_create(
            written,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["exporter", "code"],
            update_fields=["version", "search"],
        )
        pairs = zip(written, plan.writes, strict=True)
        versions = [new_version(product, each.content, actor, at) for product, each in pairs]
        ProductVersion.objects.bulk_create(versions, batch_size=_BATCH)
        materials = [
            row
            for version, each in zip(versions, plan.writes, strict=True)
            for row in new_materials(version, each.content)
        ]
        Material.objects.bulk_create(materials, batch_size=_BATCH)


def _product(exporter: Exporter, planned: Planned) -> Product:
    text = search_text(planned.code, planned.content)
    return Product(exporter=exporter, code=planned.code, version=planned.version + 1, search=text)


def _packed(sheet: Sheet) -> bytes:
    return zlib.compress(orjson.dumps([sheet.header, sheet.rows]), 1)


def _unpacked(content: bytes) -> Sheet:
    header, rows = orjson.loads(zlib.decompress(content))
    return Sheet(tuple(header), tuple((number, cells) for number, cells in rows))
