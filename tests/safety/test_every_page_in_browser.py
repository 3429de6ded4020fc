"""Every page of the portal in a browser, for everybody who may see it: WCAG 2.2 AA, both languages, wide and narrow.

The addresses are those of the URL configuration, by the table of doors: a new page is looked at without being told of.
Names are as long as people's names get. LOOK=<folder> keeps a picture of every page.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from django.conf import settings as portal_settings
from playwright.sync_api import Page

from portal.parties.models import Exporter, Person
from tests.parties.catalogue import a_product

from . import doors
from .conftest import World
from .looks import Onlooker

pytestmark = pytest.mark.django_db(transaction=True)
GROUPS = {
    "exporters": ("nobody", "owner", "preparer", "reader", "agent", "stranger"),
    "officers": ("examiner", "approver", "customs", "admin"),
}
NO_PAGES = ("api/v1/", "healthz", "readyz", "officers/jsi18n/")  # data
LONG_TH = "บริษัท อุตสาหกรรมเครื่องเคลือบดินเผาและกระเบื้องเซรามิกส์สยามอินเตอร์เนชั่นแนล (ประเทศไทย) จำกัด (มหาชน)"
LONG_EN = "Siam International Stoneware, Earthenware and Porcelain Tableware Manufacturing (Thailand) Public Co., Ltd."


@pytest.fixture
def long_names(world: World) -> None:
    """What people may enter: nothing is cut, and nothing runs over the edge."""
    Exporter.objects.filter(pk=world.company.pk).update(name_th=LONG_TH, name_en=LONG_EN)
    owner = world.people["owner"]
    assert owner
    product = a_product(owner, world.company, "CUP-" * 7, name_th="ถ้วย" * 40, name_en="Cupandsaucer" * 12)
    world.places["product_id"] = str(product.pk)
    for person in Person.objects.all():
        person.name_th += "ณ อยุธยาวรรณพงศ์ไพบูลย์สกุลวัฒนา"
        person.name_en += "-Ayutthayawannaphongphaibunsakunwatthana"
        person.save()


@pytest.fixture
def onlooker(page: Page, live_server: Any, world: World, long_names: None, language: str) -> Onlooker:
    Person.objects.update(language=language)
    cookie = portal_settings.LANGUAGE_COOKIE_NAME
    page.context.add_cookies([{"name": cookie, "value": language, "url": live_server.url}])
    return Onlooker(page, live_server.url, language=language)


def become(onlooker: Onlooker, world: World, name: str) -> None:
    """Signs in by the session's cookie."""
    cookie = portal_settings.SESSION_COOKIE_NAME
    onlooker.name = name
    onlooker.page.context.clear_cookies(name=cookie)
    if session := world.client(name).cookies.get(cookie):
        onlooker.page.context.add_cookies([{"name": cookie, "value": session.value, "url": onlooker.address}])


def pages_of(name: str, method: str = "GET", status: str = "200") -> list[str]:
    """Routes where the table of doors says that for this person."""
    found = [route for (does, route), row in doors.table().items() if does == method and row[name] == status]
    return [route for route in found if not route.startswith(NO_PAGES)]


def own_pages(group: str) -> Iterator[tuple[str, str]]:
    """Who goes where: everybody to their own pages, one of the group to what all people get, nobody to the public's."""
    rows, first = doors.table(), "owner" if group == "exporters" else "examiner"
    for name in GROUPS[group]:
        for route in pages_of(name):
            row = rows["GET", route]
            public, alike = row["nobody"] == "200", {row[one] for one in doors.PEOPLE[1:]} == {"200"}
            if name == "nobody" or (not public and (name == first or not alike)):
                yield name, route


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("group", list(GROUPS))
def test_every_page_is_for_everybody(world: World, onlooker: Onlooker, group: str) -> None:
    for name, routes in groupby(own_pages(group), itemgetter(0)):
        become(onlooker, world, name)
        for _name, route in routes:
            onlooker.visit(doors.address(route, world.places))
        onlooker.visit("/no-such-page/")

    assert onlooker.pages > 60
    assert not onlooker.wrong, "\n".join(onlooker.wrong)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_form_sent_empty_says_so_to_everybody(world: World, onlooker: Onlooker) -> None:
    for name in ("nobody", "owner", "admin"):
        become(onlooker, world, name)
        refused = {*pages_of(name, "POST", "200"), *pages_of(name, "POST", "422")}
        for route in sorted(refused.intersection(pages_of(name))):
            onlooker.send_empty(doors.address(route, world.places))

    assert onlooker.pages > 20
    assert not onlooker.wrong, "\n".join(onlooker.wrong)
