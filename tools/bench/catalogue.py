"""A catalogue brought in by spreadsheet, judged and compared with what is there, against csv and bulk_create alone."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from portal.parties.actors import Actor
from portal.parties.catalogue import exports, imports
from portal.parties.catalogue.columns import COLUMNS
from portal.parties.catalogue.plans import plan_of
from portal.parties.catalogue.reading import read
from portal.parties.catalogue.writing import take_turn
from portal.parties.models import Exporter, Material, Person, Product, ProductVersion
from portal.parties.sheets import read_sheet

from .clocks import worked
from .measure import Contest

ROWS, MATERIALS = 50_000, 4
AT = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
BATCH = 2_000
Counts = dict[str, int]


def a_file(of: int, changed: int = 0) -> bytes:
    """`ROWS` rows: a product takes `of` of them, a material each. The first `changed` products have another model."""
    rows = (row for number in range(ROWS // of) for row in _product_rows(number, of, "B" if number < changed else "A"))
    return exports.as_csv(rows)


def _product_rows(number: int, of: int, model: str) -> Iterator[list[str]]:
    price = f"{1 + number % 900}.{number % 100:02}"
    own = [f"ผลิตภัณฑ์ {number}", f"Product {number}", f"{model}-{number % 50}", "6912.00", "2022", "C62"]
    costs = ["0.40", "0.15", "0.05", "0.30", price]
    for line in range(of):
        product = [*own, *costs] if line == 0 else [""] * 11
        name, value = f"วัตถุดิบ {number % 400}-{line}", f"{line}.{number % 1000:03}"
        origin = ["domestic", "TH", "yes"] if line % 2 else ["imported", "JP", "no"]
        weight = f"0.{1 + number % 998:03}"
        material = [name, f"M{number % 400}-{line}", *origin, "2507.00", f"Supplier {number % 90}", "KGM"]
        yield [f"P-{number:06}", *product, *material, value, weight, "2"]


def contests() -> Iterator[Contest]:
    """A first import, one row a product and four, and the import of a catalogue that is there, half of it changed."""
    person = Person.objects.get(email="malee@demo.example")
    exporter = Exporter.objects.get(pk=min(Actor.of(person).exporter_ids))
    for of in (MATERIALS, 1):
        file = a_file(of)
        ours, base = _Import(exporter, person, file), _Bare(exporter, person, file)
        title = f"catalogue, {ROWS:,} rows, {ROWS // of:,} products"
        yield Contest(f"{title}, new", "csv + bulk_create", base, ours, _alike, rounds=5, times=1, aim=3, clock=worked)
        half = a_file(of, changed=ROWS // of // 2)
        upsert = _Import(exporter, person, half, there=file)
        yield Contest(
            f"{title}, half changed",
            "csv + bulk_create",
            base,
            upsert,
            _half_alike,
            rounds=5,
            times=1,
            aim=3,
            clock=worked,
        )
    _empty()


class _Import:
    """What a yes to a preview does, from the bytes of the file on. `there`: what the catalogue begins with."""

    def __init__(self, exporter: Exporter, person: Person, file: bytes, there: bytes = b"") -> None:
        self.exporter, self.actor, self.file, self.there = exporter, Actor.of(person), file, there

    def before(self) -> None:
        _empty()
        if self.there:
            self._write(self.there)

    def __call__(self) -> Counts:
        return self._write(self.file)

    def _write(self, file: bytes) -> Counts:
        with transaction.atomic():
            take_turn(self.exporter.pk)
            reading = read(read_sheet(file, imports.BOUNDS))
            plan = plan_of(self.exporter, reading)
            assert not reading.problems
            imports.write(self.exporter, plan, self.actor, AT)
        return _counts(plan_changed=len(plan.changed))


class _Bare:
    """The same rows with nothing looked at: csv.reader, models, bulk_create."""

    def __init__(self, exporter: Exporter, person: Person, file: bytes) -> None:
        self.exporter, self.person, self.file = exporter, person, file

    before: Callable[[], None] = staticmethod(lambda: _empty())

    def __call__(self) -> Counts:
        rows = csv.reader(io.StringIO(self.file.decode("utf-8-sig")))
        next(rows)
        with transaction.atomic():
            grouped = [list(own) for _code, own in groupby(rows, key=lambda row: row[0])]
            products = [Product(exporter=self.exporter, code=own[0][0], search=_said(own[0])) for own in grouped]
            Product.objects.bulk_create(products, batch_size=BATCH)
            pairs = list(zip(products, grouped, strict=True))
            versions = [self._version(product, own[0]) for product, own in pairs]
            ProductVersion.objects.bulk_create(versions, batch_size=BATCH)
            materials = [
                _material(version, line, row)
                for version, own in zip(versions, grouped, strict=True)
                for line, row in enumerate(own, 1)
            ]
            Material.objects.bulk_create(materials, batch_size=BATCH)
        return _counts(plan_changed=0)

    def _version(self, product: Product, row: list[str]) -> ProductVersion:
        names = ("name_th", "name_en", "model", "hs_code", "hs_edition", "unit")
        return ProductVersion(
            product=product,
            number=1,
            digest=hashlib.sha256(row[0].encode()).hexdigest(),
            written_at=AT,
            written_by=self.person,
            **dict(zip(names, row[1:7], strict=True)) | {"hs_code": row[4].replace(".", "")},
            **dict(zip(ProductVersion.COSTS, map(Decimal, row[7:12]), strict=True)),
        )


def _said(row: list[str]) -> str:
    return " ".join([row[0], row[1], row[2], row[3], row[4].replace(".", "")]).lower()


def _material(version: ProductVersion, line: int, row: list[str]) -> Material:
    names = [column.field for column in COLUMNS[12:20]]
    said = dict(zip(names, row[12:20], strict=True))
    said |= {"hs_code": said["hs_code"].replace(".", "")}
    flag = {"originating": said.pop("originating") == "yes"}
    value, quantity, loss = map(Decimal, row[20:23])
    numbers = {"unit_value": value, "quantity": quantity, "loss_percent": loss}
    return Material(version=version, line=line, **said, **flag, **numbers)


def _empty() -> None:
    with connection.cursor() as cursor:
        for model in (Material, ProductVersion, Product):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 — our own tables, on a database for this


def _counts(plan_changed: int) -> Counts:
    counts = {model.__name__: model.objects.count() for model in (Product, ProductVersion, Material)}
    return {**counts, "changed": plan_changed}


def _alike(base: object, ours: object) -> None:
    """As many rows of each kind; those of the last import are read back, too."""
    assert base == ours, (base, ours)
    last = Material.objects.select_related("version__product").order_by("-pk")[0]
    assert last.version.product.code and last.quantity > 0 and last.version.number == 1


def _half_alike(base: object, ours: object) -> None:
    """Half of the products have a second version."""
    assert isinstance(base, dict) and isinstance(ours, dict)
    half = base["Product"] // 2
    assert ours["changed"] == half and ours["Product"] == base["Product"]
    assert ours["ProductVersion"] == base["ProductVersion"] + half
