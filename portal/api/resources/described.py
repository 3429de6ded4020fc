"""The resources that all procedures share, in the OpenAPI document."""

from typing import Any

from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, extend_schema_view

from portal.api.openapi import JSON, KEY, PAGES, WRITING, Answer, if_match, operation

from . import examples, shapes
from .shapes import BINARY, TEXT, listed, page, some

FORM = "multipart/form-data"


def _form(*required: str, **fields: Any) -> dict[str, Any]:
    files = {"type": "array", "items": BINARY}
    shape = {"type": "object", "properties": {**fields, "files": files}, "additionalProperties": False}
    return {**shape, "required": list(required)} if required else shape


def _filter(name: str, description: str, among: list[str] | None = None) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string", **({"enum": among} if among else {})}, description=description)


companies = extend_schema_view(
    get=operation(
        "list-companies", "companies", gettext_noop("Companies that you act for"), "companies:read",
        Answer(listed(shapes.COMPANY), {"data": [examples.COMPANY]}), problems=(),
    )
)  # fmt: skip
company = extend_schema_view(
    get=operation(
        "read-company",
        "companies",
        gettext_noop("One company"),
        "companies:read",
        Answer(shapes.COMPANY, examples.COMPANY),
    )
)
cases = extend_schema_view(
    get=operation(
        "list-cases", "cases", gettext_noop("Cases of your companies, the newest first"), "cases:read",
        Answer(page(shapes.ROW), {"data": [examples.ROW], "next": None}),
        description="Pages by keyset: a deep page costs what the first costs. Follow `next` until it is null.",
        parameters=(
            _filter("state", "“procedure.state”, rex.submitted for one"),
            _filter("procedure", "The procedure's slug, rex for one"),
            _filter("waiting_for", "Whose turn it is", ["exporter", "officers", "nobody"]),
            *PAGES,
        ),
        problems=("input-unfit",),
    )
)  # fmt: skip
case = extend_schema_view(
    get=operation(
        "read-case",
        "cases",
        gettext_noop("One case: state, moves offered, questions, deadlines, findings"),
        "cases:read",
        Answer(shapes.CASE, examples.CASE),
        description="The answer carries an ETag; If-None-Match with it is answered 304.",
    )
)  # fmt: skip
move = extend_schema_view(
    post=operation(
        "move-case", "cases", gettext_noop("Make a move that the case offers"), "cases:write",
        Answer(shapes.CASE, examples.CASE),
        description="`withdraw` needs a reason; `cancel_withdrawal` takes the request back.",
        takes={JSON: some(note=TEXT, reason=TEXT)},
        example={"reason": "We found a mistake."},
        parameters=(KEY, if_match(required=False)),
        problems=(*WRITING, "changed-meanwhile"),
    )
)  # fmt: skip
messages = extend_schema_view(
    get=operation(
        "list-messages", "messages", gettext_noop("Messages of a case, the newest first"), "cases:read",
        Answer(page(shapes.MESSAGE), {"data": [examples.MESSAGE], "next": None}), parameters=PAGES,
    ),
    post=operation(
        "post-message", "messages", gettext_noop("Write to the officers"), "cases:write",
        Answer(shapes.MESSAGE, examples.MESSAGE, 201),
        description="A message answers no question. Files go as a form (multipart/form-data).",
        takes={JSON: {**some(text=TEXT), "required": ["text"]}, FORM: _form("text", text=TEXT)},
        example={"text": "The kiln was inspected in May."},
        parameters=(KEY,),
        problems=(*WRITING, "file-refused"),
    ),
)  # fmt: skip
answer = extend_schema_view(
    post=operation(
        "answer-question", "messages", gettext_noop("Answer the officers' question"), "cases:write",
        Answer(shapes.QUESTION, examples.QUESTION, 201),
        description="In words, in files (as a form), or both.",
        takes={JSON: some(answer=TEXT), FORM: _form(answer=TEXT)},
        example={"answer": "The new one."},
        parameters=(KEY,),
        problems=(*WRITING, "file-refused"),
    )
)  # fmt: skip
documents = extend_schema_view(
    get=operation(
        "list-documents", "documents", gettext_noop("Documents of a case"), "documents:read",
        Answer(listed(shapes.DOCUMENT), {"data": [examples.DOCUMENT]}),
    )
)  # fmt: skip
document = extend_schema_view(
    get=operation(
        "download-document", "documents", gettext_noop("The signed PDF"), "documents:read",
        Answer(BINARY, media_type="application/pdf", description="The PDF as it was issued"),
        problems=("not-found", "document-not-ready"),
    )
)  # fmt: skip
file = extend_schema_view(
    get=operation(
        "download-file", "documents", gettext_noop("A file of the case, as it was handed in"), "documents:read",
        Answer(BINARY, media_type="application/octet-stream", description="The file"), problems=("not-found",),
    )
)  # fmt: skip
