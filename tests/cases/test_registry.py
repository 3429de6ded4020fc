"""A procedure is looked at when it is made known: what its table names has to be there."""

from dataclasses import replace

import pytest

from portal.cases import registry

from .procedure import SAMPLE

RECEIVE = SAMPLE.move("receive")


@pytest.mark.parametrize(
    "path", ["registrations.services.no_such_function", "no.such.module", "registrations.services.log"]
)
def test_a_typing_error_in_what_follows_a_move_stops_the_start(path: str) -> None:
    assert RECEIVE is not None
    mistyped = replace(SAMPLE, slug="mistyped", moves=(replace(RECEIVE, then=(path,)),))

    with pytest.raises(ImportError, match=path.rpartition(".")[2]):
        registry.register(mistyped)

    assert "mistyped" not in [one.slug for one in registry.procedures()]


def test_a_move_to_a_state_that_there_is_not_stops_the_start() -> None:
    assert RECEIVE is not None
    astray = replace(SAMPLE, slug="astray", moves=(replace(RECEIVE, to_state="recieved"),))

    with pytest.raises(ValueError, match="recieved"):
        registry.register(astray)

    assert "astray" not in [one.slug for one in registry.procedures()]


def test_two_procedures_do_not_share_a_name() -> None:
    with pytest.raises(ValueError, match=SAMPLE.slug):
        registry.register(replace(SAMPLE))
