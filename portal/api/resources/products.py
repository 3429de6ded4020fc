"""The catalogue by API: the same forms and services as in the browser."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import asked, etags
from portal.api.idempotency import once
from portal.api.refusals import Problem
from portal.law.evaluators.reading import Record
from portal.parties.catalogue import selectors, writing
from portal.parties.models import Exporter, Product
from portal.parties.selectors import companies_of

from . import bodies, productfields, productsdescribed
from .room import Room

READ, WRITE = "products:read", "products:write"


class CatalogueRoom(Room):
    """What the endpoints of one company's catalogue share. Agents have no part in it."""

    def company(self, pk: int, *, writes: bool = False) -> Exporter:
        """404 for what is not the caller's own company; PermissionDenied for whoever only reads there."""
        found = get_object_or_404(companies_of(self.actor).prefetch_related(None), pk=pk)
        if writes:
            writing.check_may_write(found, self.actor)
        return found

    def product(self, pk: int, product_id: int, *, writes: bool = False) -> Product:
        return get_object_or_404(selectors.products_of(self.company(pk, writes=writes)), pk=product_id)

    def told(self, product: Product) -> Response:
        """The product as it is now."""
        content = productfields.product(selectors.version_of(product))
        return Response(content, headers={"ETag": etags.of_product(product)})


@productsdescribed.products
class ProductsRoom(CatalogueRoom):
    scopes: ClassVar = {"GET": READ, "POST": WRITE}

    def get(self, request: Request, pk: int) -> Response:
        """By code: those in use, or those that are archived."""
        page = selectors.page(
            self.company(pk),
            words=asked.words(request, "q"),
            archived=asked.choice(request, "archived", ("true", "false")) == "true",
            after=asked.code_cursor(request),
            size=asked.size(request),
        )
        data = [productfields.row(version) for version in page.versions]
        return Response({"data": data, "next": asked.next_address(request, page.after)})

    @once
    def post(self, request: Request, pk: int) -> Response:
        exporter = self.company(pk, writes=True)
        code, content = productfields.new(bodies.record(request))
        answer = self.told(writing.add_product(exporter, self.actor, code, content, timezone.now()))
        answer.status_code = 201
        answer["Location"] = request.build_absolute_uri(f"{answer.data['id']}/")
        return answer


@productsdescribed.product
class ProductRoom(CatalogueRoom):
    scopes: ClassVar = {"GET": READ, "PUT": WRITE}

    def get(self, request: Request, pk: int, product_id: int) -> Response:
        found = self.product(pk, product_id)
        content = productfields.product(selectors.version_of(found))
        return etags.answer(request, content, etags.of_product(found))

    def put(self, request: Request, pk: int, product_id: int) -> Response:
        """The whole content anew: the next version, if it says anything new."""
        found = self.product(pk, product_id, writes=True)
        etags.see_that_it_stands(request, etags.of_product(found), needed=True)
        if found.archived_at:
            raise Problem("product-archived")
        before = productfields.product(selectors.version_of(found))
        content = productfields.changed(Record.read(request.data).everything(), before)
        return self.told(writing.save_product(found, self.actor, content, timezone.now(), seen=found.version))


class _ShelfRoom(CatalogueRoom):
    """Where a product is put away, or brought back from; twice is as good as once."""

    scopes: ClassVar = {"POST": WRITE}

    def held(self, request: Request, pk: int, product_id: int) -> Product:
        found = self.product(pk, product_id, writes=True)
        etags.see_that_it_stands(request, etags.of_product(found))
        bodies.record(request).done()
        return found


@productsdescribed.archive
class ArchiveRoom(_ShelfRoom):
    @once
    def post(self, request: Request, pk: int, product_id: int) -> Response:
        writing.archive(self.held(request, pk, product_id), self.actor, timezone.now())
        return self.told(self.product(pk, product_id))


@productsdescribed.restore
class RestoreRoom(_ShelfRoom):
    @once
    def post(self, request: Request, pk: int, product_id: int) -> Response:
        writing.restore(self.held(request, pk, product_id), self.actor)
        return self.told(self.product(pk, product_id))


@productsdescribed.versions
class VersionsRoom(CatalogueRoom):
    scopes: ClassVar = {"GET": READ}

    def get(self, request: Request, pk: int, product_id: int) -> Response:
        """The newest first."""
        found = selectors.versions_of(self.product(pk, product_id))
        size, before = asked.size(request), asked.cursor(request)
        if before is not None:
            found = found.filter(number__lt=before)
        some = list(found[: size + 1])
        further = some[size - 1].number if len(some) > size else None
        data = [productfields.version_row(one) for one in some[:size]]
        return Response({"data": data, "next": asked.next_address(request, further)})


@productsdescribed.version
class VersionRoom(CatalogueRoom):
    scopes: ClassVar = {"GET": READ}

    def get(self, request: Request, pk: int, product_id: int, number: int) -> Response:
        """The product as that version has it: the same for ever."""
        found = get_object_or_404(selectors.versions_of(self.product(pk, product_id)), number=number)
        return etags.answer(request, productfields.of_version(found), f'"{found.number}"')
