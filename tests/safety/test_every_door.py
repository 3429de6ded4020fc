"""Every address × everybody (to the API with their tokens) × GET and POST, against a table that is checked in.

A changed permission is one line. A new address without a row fails. To write the table anew:
DOORS=write pytest tests/safety/test_every_door.py
"""

import os
import re
from collections.abc import Iterable

import pytest
from django.db import transaction

from . import doors
from .conftest import World

SIGN_IN = "/accounts/login/"
OWN = re.compile(
    r"<(str:reference|uuid:attachment_id|uuid:draft_id|int:pk|uuid:pk|str:number|uuid:notice_id|int:question_id"
    r"|int:person_id|uuid:power_id|uuid:invitation_id|int:endpoint_id|uuid:delivery_id)>"
)
Key = tuple[str, str]


def answers(world: World, name: str, keys: Iterable[Key]) -> dict[Key, str]:
    """For each method and route the status, "sign-in" or "off" (sent elsewhere). Whatever was done is undone."""
    client, found = world.client(name), {}
    cookies = dict(client.cookies)
    for method, route in keys:
        proof = world.proof(name, route)
        with transaction.atomic():
            response = client.generic(method, doors.address(route, world.places), headers=proof)
            response.getvalue()  # and closes the file
            transaction.set_rollback(True)
        client.cookies.update(cookies)  # signing out is undone, too
        sent_to = response.headers.get("Location", "") if 300 <= response.status_code < 400 else ""
        found[method, route] = str(response.status_code) if not sent_to else "sign-in" if SIGN_IN in sent_to else "off"
    return found


def test_every_address_has_a_row() -> None:
    assert set(doors.keys()) == set(doors.table())


@pytest.mark.parametrize("name", doors.PEOPLE)
def test_everybody_gets_what_the_table_says(world: World, name: str) -> None:
    found = answers(world, name, doors.keys())
    if os.environ.get("DOORS") == "write":
        doors.write(name, found)

    assert found == {key: row[name] for key, row in doors.table().items()}


def test_another_companys_things_are_not_there() -> None:
    """404 and never 403: nothing tells a stranger whether it exists."""
    open_to_all = ("officers/", "accounts/")  # an officer's queue, one's own account: both ask for more first
    own = {key: row for key, row in doors.table().items() if OWN.search(key[1]) and not key[1].startswith(open_to_all)}

    shown = {key: row["stranger"] for key, row in own.items() if row["stranger"] not in ("404", "405")}

    assert len(own) > 40
    assert shown == {}


def test_who_was_an_agent_until_yesterday_is_a_stranger() -> None:
    """But for the power itself: its past stays theirs to look at."""
    begins = ("POST", "api/v1/rex/drafts/")  # the stranger begins one for a company of their own
    other = {key: row for key, row in doors.table().items() if row["past"] != row["stranger"] and key != begins}

    assert other == {}


def test_nobody_is_answered_with_a_fault() -> None:
    assert [key for key, row in doors.table().items() if any(said.startswith("5") for said in row.values())] == []
