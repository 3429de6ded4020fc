"""Officers press two hundred buttons while a part of the portal is killed and comes back; they press again what got
no answer. Each move is done once, no history is torn, no letter and no paper is lost.

On SQLite these are the parts of the embedded installation; on PostgreSQL its servers die as well.
"""

import http.client
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from .installation import Installation, installation

MOVES = 200
AT_ONCE = 4  # people at their screens
PATIENCE = 180.0
TOKEN = "k" * 32
VERSION = re.compile(r'name="version" value="(\d+)"')
ON_POSTGRES = connection.vendor == "postgresql"
RECEIVED = {"receive-paper_seen": "on", "receive-poa_seen": "on", "receive-received_on": "03/06/2567"}
OPINION = {"recommend-opinion": "register", "recommend-note": "ครบถ้วน"}
# Who dies, while who makes which move, and where the case is then.
ROUNDS = [("web", "ploy", "receive", RECEIVED, "received"), ("worker", "ploy", "examine", {}, "examining")]
if ON_POSTGRES:
    ROUNDS += [
        ("redis", "ploy", "recommend", OPINION, "recommended"),
        ("postgres", "krit", "send_back", {"send_back-note": "โปรดดูอีกครั้ง"}, "examining"),
    ]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_said: object) -> None:
        """The answer itself is wanted: a move that is done leads on."""


BROWSER = urllib.request.build_opener(_Stay)


def asked(address: str, session: str, body: bytes | None = None) -> tuple[int, str]:
    """The status and the page; 0 where there was no answer."""
    headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}
    try:
        with BROWSER.open(urllib.request.Request(address, body, headers), timeout=30) as answer:
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as answered:
        with answered:
            return answered.code, ""
    except (OSError, http.client.HTTPException):
        return 0, ""


def make(
    place: Installation, session: str, verb: str, given: dict[str, str], done: list[str], reference: str
) -> list[int]:
    """Opens the case and presses; who got no answer, or a fault, looks again whether it was done, and presses again.

    Answers every status on the way.
    """
    page, first, got = f"{place.address}/officers/cases/case/{reference}/", "", []
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        status, shown = asked(page, session)
        got.append(status)
        version = VERSION.search(shown)
        first = first or (version[1] if version else "")
        if first and status == 200 and (version is None or version[1] != first):
            break  # it was done, only its answer was lost
        if version:
            body = {"csrfmiddlewaretoken": TOKEN, "version": first, **given}
            got.append(asked(f"{page}move/{verb}/", session, urllib.parse.urlencode(body).encode())[0])
            if got[-1] == 302:
                break
        assert got[-1] in (0, 500, 502, 503, 409 if len(got) > 2 else 0), (reference, got)
        time.sleep(0.3)
    else:
        raise AssertionError((reference, got))
    done.append(reference)
    return got


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path, with_servers=ON_POSTGRES) as found:
        yield found


def killed_once(place: Installation, victim: str, done: list[str], at: int) -> None:
    """Waits until so many moves are done, kills, waits a second, and starts it anew."""
    until = time.monotonic() + PATIENCE
    while len(done) < at and time.monotonic() < until:
        time.sleep(0.01)
    place.parts[victim].kill()
    time.sleep(1)
    place.parts[victim].start()


def test_whatever_is_killed_in_the_middle_of_200_moves_each_is_done_once(place: Installation) -> None:
    prepared = place.told("prepare", MOVES)
    place.parts["web"].start()
    place.parts["worker"].start()
    place.until_it_answers()

    for victim, who, verb, given, _state in ROUNDS:
        done: list[str] = []
        killer = threading.Thread(target=killed_once, args=(place, victim, done, MOVES // 3))
        killer.start()
        one = partial(make, place, prepared["sessions"][who], verb, given, done)
        with ThreadPoolExecutor(AT_ONCE) as people:
            answers = list(people.map(one, prepared["cases"]))
        killer.join()
        lost = [got for got in answers if any(status in (0, 500, 502) for status in got)]
        assert len(answers) == MOVES
        assert lost or victim in ("worker", "redis"), "nobody noticed: it was not killed in the middle"

    place.parts["worker"].kill()  # what it has in hand stays behind, too
    found = place.told("judge", MOVES)

    made = {verb: MOVES for _victim, _who, verb, _given, _state in ROUNDS}
    assert found["states"] == {ROUNDS[-1][-1]: MOVES}
    assert {verb: n for verb, n in found["verbs"].items() if verb in made} == made
    assert found["twice"] == []
    assert found["faults"] == []
    assert found["letters"] == found["mails"] > 0
    assert found["unsent"] == 0
    # A letter that was handed over and not yet ticked off when its worker died is sent again under the same id.
    assert found["doubled"] <= len(ROUNDS) + 1
    assert found["papers"] == {"issued": 4}
