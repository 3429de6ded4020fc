"""What people do with one product: save a new version, put it away, bring it back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.law.thai.digits import to_arabic_digits

from ..actors import Actor
from ..models import Exporter, Material, Product, ProductVersion, RoleKind
from .content import Content

WRITERS = (RoleKind.OWNER, RoleKind.PREPARER)


class CodeTaken(Exception):
    """The company has a product with this code, perhaps an archived one."""


class Outdated(Exception):
    """Somebody has saved the product since the page was opened; nothing was written."""


def may_write(exporter: Exporter, actor: Actor) -> bool:
    """Whether the actor changes the company's catalogue: its owners and those who prepare its applications."""
    return actor.holds(exporter.pk, *WRITERS)


def check_may_write(exporter: Exporter, actor: Actor) -> None:
    """Raises PermissionDenied for whoever only reads the catalogue."""
    if not may_write(exporter, actor):
        raise PermissionDenied("only an owner or a preparer changes the catalogue")


def add_product(exporter: Exporter, actor: Actor, code: str, content: Content, at: datetime) -> Product:
    """A new product with its first version. Raises CodeTaken."""
    check_may_write(exporter, actor)
    with transaction.atomic():
        take_turn(exporter.pk)
        if Product.objects.filter(exporter=exporter, code=code).exists():
            raise CodeTaken(code)
        product = Product(exporter=exporter, code=code, version=1, search=search_text(code, content))
        product.save(force_insert=True)
        write_version(product, content, actor, at)
    return product


def save_product(product: Product, actor: Actor, content: Content, at: datetime, *, seen: int) -> Product:
    """Writes the next version, if it says anything new; `seen` is the version that was typed against.

    Raises Outdated when another version has been written since, or the product was archived.
    """
    check_may_write(product.exporter, actor)
    with transaction.atomic():
        held = _hold(product)
        if held.version != seen or held.archived_at:
            raise Outdated(held.code)
        current = held.versions.get(number=held.version)
        if current.digest == content.digest:
            return held
        held.version += 1
        held.search = search_text(held.code, content)
        held.save(update_fields=["version", "search"])
        write_version(held, content, actor, at)
    return held


def archive(product: Product, actor: Actor, at: datetime) -> None:
    """Takes the product out of the catalogue; its versions stay, and `restore` brings it back."""
    _set_archived(product, actor, at)


def restore(product: Product, actor: Actor) -> None:
    _set_archived(product, actor, None)


def _set_archived(product: Product, actor: Actor, at: datetime | None) -> None:
    check_may_write(product.exporter, actor)
    with transaction.atomic():
        held = _hold(product)
        if (held.archived_at is None) != (at is None):
            held.archived_at = at
            held.save(update_fields=["archived_at"])


def take_turn(exporter_id: int) -> None:
    """Holds the company's row to the end of the transaction: who writes its catalogue does so one after the other."""
    Exporter.objects.select_for_update(no_key=True).get(pk=exporter_id)


def _hold(product: Product) -> Product:
    take_turn(product.exporter_id)
    return Product.objects.select_related("exporter").get(pk=product.pk)


def write_version(product: Product, content: Content, actor: Actor, at: datetime) -> ProductVersion:
    """The row of the product's current version, with its materials."""
    version = new_version(product, content, actor, at)
    version.save(force_insert=True)
    Material.objects.bulk_create(new_materials(version, content))
    return version


def new_version(product: Product, content: Content, actor: Actor, at: datetime) -> ProductVersion:
    """Not saved yet: a spreadsheet saves thousands at once."""
    return ProductVersion(
        product=product,
        number=product.version,
        digest=content.digest,
        written_at=at,
        written_by=actor.someone,
        **content.product,
    )


def new_materials(version: ProductVersion, content: Content) -> list[Material]:
    return [Material(version=version, line=line, **said) for line, said in enumerate(content.materials, 1)]


def search_text(code: str, content: Content) -> str:
    """What the list of products looks through; names are tidied already."""
    said = content.product
    words = (code, said["name_th"], said["name_en"], said["model"], said["hs_code"])
    return to_arabic_digits(" ".join(words).casefold())
