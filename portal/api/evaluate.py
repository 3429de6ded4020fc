"""The evaluators over HTTP: public, pure, one documented operation each."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.cases.reference import current_reference
from portal.law.evaluators import Evaluator, evaluate_all
from portal.law.findings import Message

from .formats import AlwaysJSON, PlainJSONParser
from .problems import MEDIA_TYPE
from .shapes import PROBLEM
from .throttles import PerAddress, tell

MOST_INPUTS = 1_000

_REFUSALS = {
    400: "The input does not fit",
    405: "Only POST",
    413: "The body is too large",
    415: "Only application/json",
    429: "Too many requests from this address",
}


class EvaluateView(APIView):
    """Answers one input, or an array of them, by the evaluator `name`."""

    name: ClassVar[str]
    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (PlainJSONParser,)
    content_negotiation_class = AlwaysJSON
    throttle_classes = (PerAddress,)

    def post(self, request: Request) -> Response:
        return Response(evaluate_all(self.name, request.data, current_reference(), most=MOST_INPUTS))

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        tell(request, answer)
        return answer


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
