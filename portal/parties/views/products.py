"""The catalogue in the browser: the list, a product with its versions, adding and changing one, putting one away."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import hs
from ..catalogue import changes, selectors, writing
from ..catalogue.facts import facts_of
from ..forms.product import MOST_ROWS
from ..models import Product, ProductVersion
from .catalogue import company_of, product_of, shown
from .productforms import Typed


@login_required
@require_safe
def catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """The company's products, by code."""
    actor, exporter = company_of(request, pk)
    asked = {name: request.GET[name] for name in ("q", "archived") if request.GET.get(name)}
    words, archived = asked.get("q", ""), "archived" in asked
    after, before = request.GET.get("after"), request.GET.get("before")
    page = selectors.page(exporter, words=words, archived=archived, after=after, before=before)
    context = shown(
        actor,
        exporter,
        page=page,
        words=words,
        archived=archived,
        earlier=page.before and "?" + urlencode({**asked, "before": page.before}),
        later=page.after and "?" + urlencode({**asked, "after": page.after}),
    )
    return render(request, "parties/catalogue/list.html", context)


@login_required
@require_safe
def product(request: HttpRequest, pk: int, product_id: int, number: int | None = None) -> HttpResponse:
    """A product as it is now, or as one of its versions had it."""
    actor, found = product_of(request, pk, product_id)
    try:
        version = selectors.version_of(found, number)
    except ProductVersion.DoesNotExist:
        raise Http404 from None
    context = shown(
        actor,
        found.exporter,
        product=found,
        version=version,
        facts=facts_of(version),
        changed=changes.of(version),
        described=hs.describe(version.hs_code) if version.hs_edition == hs.EDITION else "",
        versions=selectors.versions_of(found),
        is_current=version.number == found.version,
    )
    return render(request, "parties/catalogue/product.html", context)


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a product."""
    actor, exporter = company_of(request, pk)
    writing.check_may_write(exporter, actor)
    typed = Typed.new(request)
    if typed.is_to_be_saved():
        try:
            made = writing.add_product(exporter, actor, typed.code, typed.content, timezone.now())
        except writing.CodeTaken:
            typed.form.add_error("code", _("There is a product with this code, perhaps an archived one."))
        else:
            messages.success(request, _("The product is in the catalogue."))
            return redirect("parties:product", pk, made.pk)
    return typed.page(request, shown(actor, exporter))


@login_required
def change(request: HttpRequest, pk: int, product_id: int) -> HttpResponse:
    """Changes a product: what was said before stays as a version of its own."""
    actor, found = product_of(request, pk, product_id)
    writing.check_may_write(found.exporter, actor)
    content = selectors.content_of(selectors.version_of(found))
    if len(content.materials) > MOST_ROWS:
        messages.info(request, _("This product has too many materials for a page. Change it by spreadsheet."))
        return redirect("parties:sheet", pk)
    typed = Typed.of(request, found, content)
    if typed.is_to_be_saved():
        try:
            saved = writing.save_product(found, actor, typed.content, timezone.now(), seen=typed.seen)
        except writing.Outdated:
            found.refresh_from_db()
            return typed.page(request, shown(actor, found.exporter, **_conflict(found, typed)), status=409)
        done = _("The changes are saved as a new version.")
        messages.success(request, done if saved.version != typed.seen else _("Nothing has changed."))
        return redirect("parties:product", pk, found.pk)
    return typed.page(request, shown(actor, found.exporter, product=found))


def _conflict(product: Product, typed: Typed) -> dict[str, Any]:
    """What somebody else has saved meanwhile, against what was typed; pressing save again means what was typed."""
    version = selectors.version_of(product)
    differs = changes.between(selectors.content_of(version), typed.content)
    return {"product": product, "conflict": version, "differs": differs, "seen": version.number}


@login_required
@require_POST
def archive(request: HttpRequest, pk: int, product_id: int) -> HttpResponse:
    """Takes a product out of the list; the page offers to bring it back."""
    actor, found = product_of(request, pk, product_id)
    writing.archive(found, actor, timezone.now())
    messages.success(request, _("The product is archived. It can be brought back at any time."))
    return redirect("parties:product", pk, found.pk)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, product_id: int) -> HttpResponse:
    """Brings an archived product back."""
    actor, found = product_of(request, pk, product_id)
    writing.restore(found, actor)
    messages.success(request, _("The product is in the catalogue again."))
    return redirect("parties:product", pk, found.pk)
