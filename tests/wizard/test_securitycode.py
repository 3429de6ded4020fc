from datetime import timedelta

import pytest

from portal.cases import securitycode
from portal.cases.models import Draft, SecurityCode
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import NOW

LIFE = securitycode.LIFE


def refused(draft: Draft, person: Person, typed: str, after: timedelta = timedelta(0)) -> str:
    finding = securitycode.check(draft, Actor.of(person), typed, NOW + after)
    return finding.code if finding else ""


def test_a_code_works_once(draft: Draft, malee: Person) -> None:
    code = securitycode.new(draft, Actor.of(malee), NOW)

    assert refused(draft, malee, code.lower()) == ""
    assert refused(draft, malee, code) == "code-expired"


def test_a_code_is_good_until_its_last_second(draft: Draft, malee: Person) -> None:
    code = securitycode.new(draft, Actor.of(malee), NOW)

    assert refused(draft, malee, code, LIFE) == "code-expired"
    assert refused(draft, malee, code, LIFE - timedelta(seconds=1)) == ""


def test_five_wrong_tries_use_a_code_up(draft: Draft, malee: Person) -> None:
    code = securitycode.new(draft, Actor.of(malee), NOW)
    for _try in range(securitycode.MOST_ATTEMPTS):
        assert refused(draft, malee, "nothing like it") == "code-wrong"

    assert refused(draft, malee, code) == "code-expired"


def test_nothing_typed_is_no_try(draft: Draft, malee: Person) -> None:
    code = securitycode.new(draft, Actor.of(malee), NOW)
    for _try in range(10):
        assert refused(draft, malee, "  ") == "code-missing"

    assert refused(draft, malee, code) == ""


def test_a_code_is_its_own_persons_and_drafts(draft: Draft, malee: Person, niran: Person) -> None:
    code = securitycode.new(draft, Actor.of(malee), NOW)

    assert refused(draft, niran, code) == "code-expired"


def test_the_picture_and_the_sound_may_be_asked_for_at_once(draft: Draft, malee: Person) -> None:
    shown = securitycode.new(draft, Actor.of(malee), NOW)
    spoken = securitycode.new(draft, Actor.of(malee), NOW, SecurityCode.Kind.SOUND)

    assert spoken.isdigit()
    assert refused(draft, malee, spoken.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))) == ""
    assert refused(draft, malee, shown) == ""


def test_nobody_asks_for_codes_without_end(draft: Draft, malee: Person) -> None:
    actor, letter = Actor.of(malee), SecurityCode.Kind.LETTER
    for _time in range(securitycode.MOST_AN_HOUR[letter]):
        securitycode.new(draft, actor, NOW, letter)

    with pytest.raises(securitycode.TooMany):
        securitycode.new(draft, actor, NOW, letter)
    securitycode.new(draft, actor, NOW + timedelta(hours=1), letter)


def test_used_up_codes_are_swept(draft: Draft, malee: Person) -> None:
    securitycode.new(draft, Actor.of(malee), NOW)

    assert securitycode.sweep(NOW + LIFE + timedelta(hours=1)) == 0
    assert securitycode.sweep(NOW + LIFE + timedelta(hours=1, seconds=1)) == 1
