"""The catalogue in a real browser: a product added by keyboard, codes offered beside the field, pages for everybody."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from portal.parties.models import Exporter, Person, Product

from .catalogue import CLAY, CUP, a_product
from .test_browser import NARROW, assert_usable, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(page: Page, live_server: LiveServer, malee: Person, siam_ceramics: Exporter) -> str:
    """The catalogue's address, with Malee signed in on a narrow telephone."""
    page.set_viewport_size({"width": NARROW, "height": 640})
    sign_in(page, live_server, malee)
    return f"{live_server.url}/companies/{siam_ceramics.pk}/products/"


def test_a_product_is_added_in_the_browser(page: Page, place: str) -> None:
    page.goto(f"{place}new/")
    page.locator("#id_code").fill("CUP-01")
    page.locator("#id_hs_code").press_sequentially("ceramic")
    expect(page.locator("#hs-found option").first).to_be_attached()
    for name in ("name_th", "name_en", "model", "hs_code", "labour"):
        page.locator(f"#id_{name}").fill(CUP[name])
    page.locator("#id_hs_edition").select_option("2022")
    page.locator("#id_unit").select_option("C62")
    for name in ("name", "hs_code", "unit_value", "quantity"):
        page.locator(f"#id_materials-0-{name}").fill(CLAY[name])
    for name in ("source", "country", "unit"):
        page.locator(f"#id_materials-0-{name}").select_option(CLAY[name])
    page.locator("#id_materials-0-quantity").press("Enter")
    page.wait_for_url("**/products/*/")

    product = Product.objects.get()
    assert product.versions.get().materials.get().name == CLAY["name"]


def test_the_pages_are_for_everybody(page: Page, place: str, malee: Person, siam_ceramics: Exporter) -> None:
    """No page is wider than the telephone, and axe finds nothing."""
    product = a_product(malee, siam_ceramics)

    for way in ("", "new/", "sheet/", f"{product.pk}/", f"{product.pk}/change/", "../../../hs/search/?q=honey"):
        page.goto(place + way)
        assert_usable(page)
