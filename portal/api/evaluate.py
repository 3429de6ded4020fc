"""The evaluators over HTTP: public, pure, one documented operation each."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.cases.reference import current_reference
from portal.law.evaluators import Evaluator, evaluate_all
from portal.law.findings import Message

from .bodies import read_json
from .problems import MEDIA_TYPE, TooLarge

MOST_BYTES = 2 * 1024 * 1024
MOST_INPUTS = 1_000

PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "where": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"where": {"type": "string"}, "message": {"type": "string"}},
                "required": ["where", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "where", "errors"],
}
_REFUSALS = {
    400: "The input does not fit",
    405: "Only POST",
    413: "The body is too large",
    415: "Only application/json",
}


class PlainJSONParser(BaseParser):
    """JSON by the same strict reader as the command line's, up to a size."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        return read_json(body)


class AlwaysJSON(BaseContentNegotiation):
    """There is one format, so nobody is sent away for asking for another: an error would need a format, too."""

    def select_parser(self, request: Request, parsers: Any) -> BaseParser | None:
        wanted = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == wanted), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class EvaluateView(APIView):
    """Answers one input, or an array of them, by the evaluator `name`."""

    name: ClassVar[str]
    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (PlainJSONParser,)
    content_negotiation_class = AlwaysJSON

    def post(self, request: Request) -> Response:
        return Response(evaluate_all(self.name, request.data, current_reference(), most=MOST_INPUTS))


class UnknownEvaluatorView(APIView):
    """Any other name: there is no such evaluator, however it is asked."""

    schema = None
    authentication_classes = ()
    permission_classes = (AllowAny,)
    content_negotiation_class = AlwaysJSON

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        name = kwargs["name"][:60]
        message = Message(f"ไม่มีตัวประเมินชื่อ “{name}”", f"There is no evaluator named “{name}”")
        raise NotFound(message.in_language(get_language()))


def view_of(evaluator: Evaluator) -> type[EvaluateView]:
    """The view of one evaluator, described in the OpenAPI schema with its example."""
    view = type(f"Evaluate{evaluator.name.title().replace('-', '')}View", (EvaluateView,), {"name": evaluator.name})
    one_or_many = [evaluator.takes, {"type": "array", "items": evaluator.takes, "maxItems": MOST_INPUTS}]
    answers = [evaluator.gives, {"type": "array", "items": evaluator.gives}]
    refusals = {
        (status, MEDIA_TYPE): OpenApiResponse(PROBLEM, description=description)
        for status, description in _REFUSALS.items()
    }
    described = extend_schema(
        operation_id=f"evaluate-{evaluator.name}",
        summary=evaluator.title.en,
        description=f"{evaluator.title.th}\n\n{', '.join(evaluator.clauses)}. An array is answered in its order.",
        tags=["evaluate"],
        auth=[],
        request={"application/json": {"oneOf": one_or_many}},
        responses={
            (200, "application/json"): OpenApiResponse({"oneOf": answers}, description="The answer"),
            **refusals,
        },
        examples=[
            OpenApiExample("input", dict(evaluator.example), request_only=True),
            OpenApiExample("answer", dict(evaluator.example_answer), response_only=True, status_codes=["200"]),
        ],
    )
    return extend_schema_view(post=described)(view)
