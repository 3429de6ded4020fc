"""The catalogue in the OpenAPI document: what is sent comes from the forms themselves."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, extend_schema_view

from portal.api.asked import MOST_LETTERS
from portal.api.openapi import JSON, KEY, PAGES, WRITING, Answer, if_match, operation
from portal.parties.catalogue.content import MOST_MATERIALS
from portal.parties.forms.product import MaterialForm, NewProductForm, ProductForm
from portal.parties.models import HsEdition, MaterialSource, ProductVersion, Unit

from . import productexamples as examples
from .shapes import BOTH, FLAG, MOMENT, TEXT, WHOLE, Shape, maybe, page, record, several, some

READ, WRITE = "products:read", "products:write"


def _choice(among: Collection[str]) -> Shape:
    return {"type": "string", "enum": list(among)}


OWN: dict[str, Shape] = {
    **{"name_th": TEXT, "name_en": TEXT, "model": TEXT, "hs_code": TEXT},
    **{"hs_edition": _choice(HsEdition.values), "unit": _choice(Unit.values)},
    **{cost: maybe(TEXT) for cost in ProductVersion.COSTS},
}
MATERIAL = record(
    name=TEXT,
    code=TEXT,
    source=_choice(MaterialSource.values),
    country=TEXT,
    originating=FLAG,
    hs_code=TEXT,
    supplier=TEXT,
    unit=_choice(Unit.values),
    unit_value=TEXT,
    quantity=TEXT,
    loss_percent=TEXT,
)
NAMED: dict[str, Shape] = {"id": WHOLE, "company": WHOLE, "code": TEXT, "version": WHOLE, "written_at": MOMENT}
ROW = record(**NAMED, archived_at=maybe(MOMENT), **OWN)
VERSION = record(
    **NAMED,
    written_by=BOTH,
    **OWN,
    materials=several(MATERIAL),
    reckoned=record(materials_total=TEXT, other_total=maybe(TEXT), total=maybe(TEXT), ex_works=maybe(TEXT)),
)
PRODUCT = record(**VERSION["properties"], archived_at=maybe(MOMENT))
VERSION_ROW = record(version=WHOLE, written_at=MOMENT, written_by=BOTH)


def _sent(form: type[forms.Form], shapes: dict[str, Shape]) -> dict[str, Shape]:
    """The form's fields: null where nothing is said of what need not be said."""
    fields = form.base_fields.items()
    return {name: shapes[name] if field.required else _optional(shapes[name]) for name, field in fields}


def _optional(shape: Shape) -> Shape:
    return shape if isinstance(shape["type"], list) else maybe(shape)


def _needed(form: type[forms.Form]) -> list[str]:
    return [name for name, field in form.base_fields.items() if field.required]


def _rows(*, every: bool) -> Shape:
    fields = _sent(MaterialForm, MATERIAL["properties"])
    row = {**some(**fields), "required": list(fields) if every else _needed(MaterialForm)}
    return {**several(row), "maxItems": MOST_MATERIALS}


def _new() -> Shape:
    fields = _sent(NewProductForm, {"code": TEXT, **OWN})
    return {**some(**fields, materials=_rows(every=False)), "required": _needed(NewProductForm)}


def _whole() -> Shape:
    fields = _sent(ProductForm, OWN)
    as_read = {name: shape for name, shape in PRODUCT["properties"].items() if name not in fields}
    shape = some(**{**as_read, **fields, "materials": _rows(every=True)})
    return {**shape, "required": [*fields, "materials"]}


products = extend_schema_view(
    get=operation(
        "list-products", "products", gettext_noop("Products of a company, by code"), READ,
        Answer(page(ROW), {"data": [examples.ROW], "next": None}),
        description="Owners and those with a role in the company read; agents find nothing. Follow `next`.",
        parameters=(
            OpenApiParameter(
                "q", {"type": "string", "maxLength": MOST_LETTERS},
                description="Words, all of them in code, names, model or HS code",
            ),
            OpenApiParameter("archived", _choice(("true", "false")), description="`true`: those put away instead"),
            *PAGES,
        ),
    ),
    post=operation(
        "add-product", "products", gettext_noop("Add a product"), WRITE,
        Answer(PRODUCT, examples.PRODUCT, 201),
        description="Amounts are USD for one unit, as text. `errors` names every field that does not stand at once.",
        takes={JSON: _new()}, example=examples.NEW, parameters=(KEY,),
        problems=(*WRITING, "forbidden", "code-taken"),
    ),
)  # fmt: skip
product = extend_schema_view(
    get=operation(
        "read-product", "products", gettext_noop("A product with its materials, as it is now"), READ,
        Answer(PRODUCT, examples.PRODUCT),
        description="`reckoned` is worked out from what was entered. The answer carries an ETag.",
    ),
    put=operation(
        "change-product", "products", gettext_noop("Write a product's whole content anew"), WRITE,
        Answer(PRODUCT, examples.PRODUCT),
        description="What says anything new is the next version; the old one stays. Every field is there, null where "
        "nothing is said. What cannot be changed (`code`, `version`, `reckoned` …) may come back as it was read.",
        takes={JSON: _whole()}, example=examples.CONTENT, parameters=(if_match(required=True),),
        problems=(*WRITING, "forbidden", "product-archived", "changed-meanwhile", "precondition-required"),
    ),
)  # fmt: skip
archive = extend_schema_view(
    post=operation(
        "archive-product", "products", gettext_noop("Take a product out of the catalogue"), WRITE,
        Answer(PRODUCT, examples.ARCHIVED),
        description="It can be brought back; its versions stay. Cases that refer to them are not touched.",
        takes={JSON: some()}, example={}, parameters=(KEY, if_match(required=False)),
        problems=(*WRITING, "forbidden", "changed-meanwhile"),
    )
)  # fmt: skip
restore = extend_schema_view(
    post=operation(
        "restore-product", "products", gettext_noop("Bring an archived product back"), WRITE,
        Answer(PRODUCT, examples.PRODUCT),
        takes={JSON: some()}, example={}, parameters=(KEY, if_match(required=False)),
        problems=(*WRITING, "forbidden", "changed-meanwhile"),
    )
)  # fmt: skip
versions = extend_schema_view(
    get=operation(
        "list-product-versions", "products", gettext_noop("Versions of a product, the newest first"), READ,
        Answer(page(VERSION_ROW), {"data": [examples.VERSION_ROW], "next": None}), parameters=PAGES,
    )
)  # fmt: skip
version = extend_schema_view(
    get=operation(
        "read-product-version", "products", gettext_noop("A product as one of its versions has it"), READ,
        Answer(VERSION, examples.VERSION), description="It never changes: a case refers to a version.",
    )
)  # fmt: skip
