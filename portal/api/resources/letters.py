"""Messages of a case, and answers to its questions."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api import asked
from portal.api.formats import PlainJSONParser
from portal.api.idempotency import once
from portal.cases import messages, questions
from portal.cases.models import Question

from . import bodies, described, tell
from .cases import case_of
from .room import Room


@described.messages
class MessagesRoom(Room):
    scopes: ClassVar = {"GET": "cases:read", "POST": "cases:write"}
    parser_classes = (PlainJSONParser, MultiPartParser)

    def get(self, request: Request, reference: str) -> Response:
        """The newest first."""
        found = case_of(self.actor, reference).messages.select_related("author").prefetch_related("files")
        size, before = asked.size(request), asked.cursor(request)
        if before is not None:
            found = found.filter(pk__lt=before)
        some = list(found.order_by("-pk")[: size + 1])
        further = some[size - 1].pk if len(some) > size else None
        told = [tell.message(one) for one in some[:size]]
        return Response({"data": told, "next": asked.next_address(request, further)})

    @once
    def post(self, request: Request, reference: str) -> Response:
        case = case_of(self.actor, reference)
        said = bodies.record(request)
        text = said.text("text")
        said.done()
        written = messages.post(case, self.actor, timezone.now(), text, bodies.files(request))
        return Response(tell.message(written), status=201)


@described.answer
class AnswerRoom(Room):
    scopes: ClassVar = {"POST": "cases:write"}
    parser_classes = (PlainJSONParser, MultiPartParser)

    @once
    def post(self, request: Request, reference: str, question_id: int) -> Response:
        question = get_object_or_404(Question, pk=question_id, case=case_of(self.actor, reference))
        said = bodies.record(request)
        text = bodies.maybe_text(said, "answer")
        said.done()
        answered = questions.answer(question, self.actor, timezone.now(), text, bodies.files(request))
        return Response(tell.question(answered), status=201)
