"""GET /api/v1/codes/: the dictionary of codes for programs, public and the same for everybody."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api import codes, errors, etags
from portal.api.formats import AlwaysJSON, QuickJSONRenderer
from portal.api.openapi import JSON
from portal.api.problems import MEDIA_TYPE
from portal.api.shapes import PROBLEM
from portal.api.throttles import PerAddress, tell

from .shapes import TEXT, WHOLE, record, several

_BOTH = record(th=TEXT, en=TEXT)
_CODE = record(
    code=TEXT,
    kind={"enum": [codes.FINDING, codes.FIELD]},
    package=TEXT,
    severities=several({"enum": list(codes.SEVERITIES)}),
    clauses=several(TEXT),
    where=several(TEXT),
    messages=several(_BOTH),
    procedures=several(TEXT),
    evaluators=several(TEXT),
)
_PROBLEM = record(code=TEXT, status=WHOLE, title=_BOTH, remedy=_BOTH)
SHAPE = record(problems=several(_PROBLEM), codes=several(_CODE))
EXAMPLE: dict[str, Any] = {
    "problems": [
        {
            "code": "not-acceptable",
            "status": 406,
            "title": {"th": "ไม่มีคำตอบในรูปแบบที่ร้องขอ", "en": "There is no answer in the format asked for"},
            "remedy": {"th": "ขอ application/json", "en": "Ask for application/json."},
        }
    ],
    "codes": [
        {
            "code": "description-missing",
            "kind": "finding",
            "package": "registrations",
            "severities": ["error"],
            "clauses": ["REX-4"],
            "where": ["goods.….description"],
            "messages": [{"th": "โปรดกรอกคำบรรยายสินค้าลำดับที่ …", "en": "Describe good …."}],
            "procedures": ["rex"],
            "evaluators": [],
        }
    ],
}


@lru_cache(maxsize=1)
def content() -> tuple[dict[str, Any], str]:
    """The dictionary with its ETag; made once for each process, for it changes with the code alone."""
    problems = [
        {
            "code": one.code,
            "status": int(one.status),
            "title": {"th": one.title.th, "en": one.title.en},
            "remedy": {"th": one.remedy.th, "en": one.remedy.en},
        }
        for one in errors.entries()
    ]
    said = {"problems": problems, "codes": [one.as_dict() for one in codes.every_code()]}
    return said, etags.of_content(said)


@extend_schema_view(
    get=extend_schema(
        operation_id="list-codes",
        tags=["codes"],
        summary=gettext_noop("Every code that an answer may carry"),
        description="Problems by their status; findings and errors at fields with clause, severity, place and sentence "
        "in both languages, and which evaluators may answer them. “…” stands for what only the case tells. The answer "
        "carries an ETag; If-None-Match with it is answered 304.",
        auth=[],
        responses={
            (200, JSON): OpenApiResponse(SHAPE, description="The dictionary"),
            (405, MEDIA_TYPE): OpenApiResponse(PROBLEM, description="Only GET"),
            (429, MEDIA_TYPE): OpenApiResponse(PROBLEM, description="Too many requests from this address"),
        },
        examples=[OpenApiExample("answer", EXAMPLE, response_only=True, status_codes=["200"])],
    )
)
class CodesRoom(APIView):
    """The dictionary as JSON."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (QuickJSONRenderer,)
    content_negotiation_class = AlwaysJSON
    throttle_classes = (PerAddress,)
    http_method_names = ["get", "head"]

    def get(self, request: Request) -> Response:
        return etags.answer(request, *content())

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        tell(request, answer)
        answer.headers.setdefault("Cache-Control", "public, no-cache")
        return answer
