"""Every page of the portal in a browser, for everybody who may see it: WCAG 2.2 AA, both languages, wide and narrow.

The addresses are those of the URL configuration, by the table of doors: a new page is looked at without being told of.
Names are as long as people's names get. LOOK=<folder> keeps a picture of every page.
"""

import re
import time
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as portal_settings
from playwright.sync_api import Page

from portal.parties.models import Exporter, Letter, Person
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
SET_UP = ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/")
FACTORS = (
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
)
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
    """Signs in by the session's cookie, as if the password had been given a moment ago."""
    cookie = portal_settings.SESSION_COOKIE_NAME
    onlooker.name = name
    onlooker.page.context.clear_cookies(name=cookie)
    client = world.client(name)
    if signed_in := client.cookies.get(cookie):
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
        session.save()
        onlooker.page.context.add_cookies([{"name": cookie, "value": signed_in.value, "url": onlooker.address}])


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


def a_second_factor(person: Person) -> None:
    """An app, recovery codes and a passkey, the first of whoever sets one up."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    key = {"name": "Telephone", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=key)


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_that_take_more_than_an_address(world: World, onlooker: Onlooker) -> None:
    """A second factor, the letter of an invitation, what was chosen in the queue, a list that finds nothing."""
    letter = Letter.objects.filter(body__contains="/invitations/").latest("pk").body
    invitation = re.findall(r"/invitations/[^/\s]+/", letter)[0]
    owner, own = world.people["owner"], f"/companies/{world.company.pk}"
    assert owner
    queue, chosen = "/officers/cases/case/", f"case={world.asked.pk}&case={world.recommended.pk}"
    ways = {
        "nobody": [invitation, "/register/rex/?q=nothing", "/hs/search/?q=ceramic", "/verify/no-such/"],
        "owner": [invitation, *SET_UP, f"{own}/products/?archived=1", f"{own}/products/?q=none", "/cases/?q=none"],
        "examiner": [
            *SET_UP,
            f"{queue}?q=none",
            f"{queue}bulk/?do=assign&{chosen}",
            f"{queue}bulk/?do=release&{chosen}",
        ],
    }
    for name, addresses in ways.items():
        become(onlooker, world, name)
        for address in addresses:
            onlooker.visit(address)
    a_second_factor(owner)
    become(onlooker, world, "owner")
    for address in FACTORS:
        onlooker.visit(address)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    onlooker.visit(f"/accounts/2fa/webauthn/keys/{key}/edit/")
    onlooker.visit(f"/accounts/2fa/webauthn/keys/{key}/remove/")

    assert onlooker.pages > 20
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
