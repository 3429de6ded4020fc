"""Cases: the list by keyset, one case, and what is done to it."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import asked, etags
from portal.api.idempotency import once
from portal.cases import moves, registry, withdrawals, worklist
from portal.cases.models import Case, Waiting, Withdrawal
from portal.parties.actors import Actor

from . import bodies, described, tell
from .room import Room


def case_of(actor: Actor, reference: str) -> Case:
    """404 for what is not the caller's company's."""
    return get_object_or_404(Case.objects.visible_to(actor), reference=reference)


@described.cases
class CasesRoom(Room):
    scopes: ClassVar = {"GET": "cases:read"}

    def get(self, request: Request) -> Response:
        procedure = asked.choice(request, "procedure", [one.slug for one in registry.procedures()])
        state = asked.choice(request, "state", [choice.value for choice in worklist.states()])
        waiting = asked.choice(request, "waiting_for", Waiting.values)
        page = worklist.page(
            self.actor,
            state=state,
            procedure=procedure,
            waiting=waiting,
            older_than=asked.cursor(request),
            size=asked.size(request),
        )
        return Response({"data": tell.rows(page.cases), "next": asked.next_address(request, page.older_than)})


@described.case
class CaseRoom(Room):
    scopes: ClassVar = {"GET": "cases:read"}

    def get(self, request: Request, reference: str) -> Response:
        found = case_of(self.actor, reference)
        return etags.answer(request, tell.case(found, self.actor), etags.of_case(found))


@described.move
class MoveRoom(Room):
    scopes: ClassVar = {"POST": "cases:write"}

    @once
    def post(self, request: Request, reference: str, verb: str) -> Response:
        found = case_of(self.actor, reference)
        etags.see_that_it_stands(request, etags.of_case(found))
        said = bodies.record(request)
        note, reason = bodies.maybe_text(said, "note"), bodies.maybe_text(said, "reason")
        said.done()
        _move(found, verb, self.actor, note, reason)
        found.refresh_from_db()
        return Response(tell.case(found, self.actor), headers={"ETag": etags.of_case(found)})


def _move(found: Case, verb: str, actor: Actor, note: str, reason: str) -> Any:
    """A move of the table, or what stands beside it: asking to withdraw, and taking that back."""
    at = timezone.now()
    if verb == withdrawals.MOVE:
        return withdrawals.request(found, actor, at, reason)
    if verb == tell.KEEP:
        open_one = get_object_or_404(Withdrawal.objects.open(), case=found)
        return withdrawals.cancel(open_one, actor, at)
    if verb in tell.FILED_ELSEWHERE or registry.procedure(found.procedure).move(verb) is None:
        raise Http404
    return moves.perform(found, verb, actor, at, note=note, expected_version=found.version)
