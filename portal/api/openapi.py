"""How an endpoint is described in the OpenAPI document: what it takes, what it gives, every problem it may answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from .errors import DICTIONARY
from .problems import MEDIA_TYPE
from .scopes import SCOPES
from .shapes import PROBLEM

JSON = "application/json"
ALWAYS = ("not-authenticated", "insufficient-scope", "method-not-allowed", "too-many-requests")
READING = ("not-found", "input-unfit")
WRITING = (*READING, "refused", "too-large", "media-type", "unkept")

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="A fresh text (a UUID) for each thing that is done; repeated with the same key it is done once.",
    examples=[OpenApiExample("key", "6f1c0f5a-7a35-4a57-9a0e-0d6c3f2b9a11")],
)


def if_match(*, required: bool) -> OpenApiParameter:
    said = "The ETag of what was read: 412 if it has changed since."
    return OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=required, description=said)


PAGES = (
    OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}, description="A page"),
    OpenApiParameter("cursor", str, description="From “next” of the page before."),
)


@dataclass(frozen=True)
class Answer:
    """What an endpoint gives when it did what was asked."""

    shape: Mapping[str, Any] | None = None
    example: Any = None
    status: int = 200
    media_type: str = JSON
    description: str = "Done"

    def response(self) -> OpenApiResponse:
        examples = [OpenApiExample("answer", self.example)] if self.example is not None else []
        return OpenApiResponse(dict(self.shape) if self.shape else None, self.description, examples)


def operation(
    name: str,
    tag: str,
    summary: str,
    scope: str,
    gives: Answer,
    *,
    description: str = "",
    takes: Mapping[str, Mapping[str, Any]] | None = None,
    example: Any = None,
    parameters: Iterable[OpenApiParameter] = (),
    problems: Iterable[str] = READING,
) -> Callable[[Any], Any]:
    """Decorates a view's method; `takes` says media type → shape of the body, `problems` are codes."""
    examples = [OpenApiExample("input", example, request_only=True, media_type=JSON)] if example is not None else []
    answered = (gives.status, gives.media_type) if gives.shape else gives.status
    return extend_schema(
        operation_id=name,
        tags=[tag],
        summary=summary,
        description=f"{description}\n\nScope: `{scope}`.".strip(),
        parameters=list(parameters),
        request={kind: dict(shape) for kind, shape in takes.items()} if takes else None,
        responses={answered: gives.response(), **_refusals((*ALWAYS, *problems))},
        examples=examples,
        auth=[{"client": [scope]}, {"token": []}],  # type: ignore[list-item]
    )


def _refusals(codes: Iterable[str]) -> dict[tuple[int, str], OpenApiResponse]:
    """Status → problem; several codes may share a status."""
    of_status: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        of_status.setdefault(int(DICTIONARY[code].status), []).append(code)
    return {
        (status, MEDIA_TYPE): OpenApiResponse(
            PROBLEM, "; ".join(DICTIONARY[code].title.en for code in shared), [_example(shared[0])]
        )
        for status, shared in sorted(of_status.items())
    }


def _example(code: str) -> OpenApiExample:
    entry = DICTIONARY[code]
    said: dict[str, Any] = {
        "type": f"https://portal.example/api/errors/{code}/",
        "code": code,
        "title": entry.title.en,
        "status": int(entry.status),
        "detail": entry.title.en,
        "where": "",
        "errors": [],
        "findings": [],
    }
    return OpenApiExample(code, said)


class Bearer(OpenApiAuthenticationExtension):
    """The two ways to sign a request."""

    target_class = "portal.api.authentication.BearerAuthentication"
    name = ["client", "token"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, Any]]:
        scopes = {scope: str(title) for scope, title in SCOPES.items()}
        flow = {"tokenUrl": "/api/v1/token/", "scopes": scopes}
        return [
            {"type": "oauth2", "flows": {"clientCredentials": flow}, "description": "A client of a company"},
            {"type": "http", "scheme": "bearer", "description": "A personal token (op_pat_…)"},
        ]
