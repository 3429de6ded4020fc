"""Where somebody is signed in: they see every browser, and end those that are not theirs."""

import pytest
from django.test import Client

from portal.parties.models import Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"


def signs_in(person: Person, browser: str) -> Client:
    client = Client(headers={"user-agent": browser})
    assert client.post("/accounts/login/", {"login": person.email, "password": PASSWORD}).status_code == 302
    return client


def test_every_browser_is_a_line_with_what_it_is(malee: Person) -> None:
    signs_in(malee, SAFARI)
    here = signs_in(malee, FIREFOX)

    listed = here.get(LIST).context["devices"]

    assert [(one.browser, one.system, one.is_this) for one in listed] == [
        ("Firefox", "Windows", True),
        ("Safari", "iPhone", False),
    ]
    assert listed[0].address == "127.0.0.1"


def test_one_device_is_ended_and_this_one_stays(malee: Person) -> None:
    lost, other, here = signs_in(malee, SAFARI), signs_in(malee, FIREFOX), signs_in(malee, "")
    second = here.get(LIST).context["devices"][2]

    here.post(LIST, {"device": second.pk})

    assert [one.get("/account/").status_code for one in (lost, other, here)] == [302, 200, 200]


def test_all_others_are_ended_at_once(malee: Person) -> None:
    lost, here = signs_in(malee, SAFARI), signs_in(malee, FIREFOX)

    here.post(LIST)

    assert [one.get("/account/").status_code for one in (lost, here)] == [302, 200]
    assert len(here.get(LIST).context["devices"]) == 1


@pytest.mark.parametrize("said", ["theirs", "x", "-1", "9" * 30])
def test_nobody_ends_anothers(malee: Person, somsak: Person, said: str) -> None:
    hers, his = signs_in(malee, SAFARI), signs_in(somsak, FIREFOX)
    pk = hers.get(LIST).context["devices"][0].pk

    assert his.post(LIST, {"device": pk if said == "theirs" else said}).status_code == 404
    assert hers.get("/account/").status_code == 200


def test_a_new_password_ends_every_other_device(malee: Person) -> None:
    lost, here = signs_in(malee, SAFARI), signs_in(malee, FIREFOX)

    changed = here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "mango-and-rice-2570", "password2": "mango-and-rice-2570"},
    )

    assert changed.status_code == 302
    assert [one.get("/account/").status_code for one in (lost, here)] == [302, 200]
