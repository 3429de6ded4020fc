"""The drafts of a procedure in the OpenAPI document: their fields come from the procedure's own forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import URLPattern, path
from django.utils.translation import gettext_noop
from drf_spectacular.utils import extend_schema_view

from portal.api.openapi import JSON, KEY, WRITING, Answer, if_match, operation
from portal.cases import registry
from portal.cases.steps import Step, controls

from . import drafts as rooms
from . import examples, shapes
from .drafts import DraftRoom
from .shapes import BINARY, FLAG, TEXT, WHOLE, Shape, listed, maybe, record, several, some

UUID: Shape = {"type": "string", "format": "uuid"}
ROW = record(
    id=UUID,
    procedure=TEXT,
    company=WHOLE,
    case=maybe(TEXT),
    state={"type": "string", "enum": ["open", "submitted", "discarded"]},
    started_at=shapes.MOMENT,
    changed_at=shapes.MOMENT,
)

_TAKEN = (
    "Rows of {steps} may name the company's product that they were taken from: `product` is its code, "
    "`product_version` the number of a version. Without a number the newest version is written in, and the answer "
    "shows it. Nothing else of the row is filled in. A product or version that the company does not have is kept and "
    "stands against submitting (`product-unknown`). Agents find no products and may only send back what a row named."
)


def urls(slug: str, filled: Mapping[str, Any]) -> list[URLPattern]:
    """The addresses of a procedure's drafts below /api/v1/; `filled` is an example of its steps' answers."""
    described = _Described(slug, filled)
    of_one = f"{slug}/drafts/<uuid:pk>/"
    return [
        path(f"{slug}/drafts/", described.drafts().as_view(), name=f"api-{slug}-drafts"),
        path(of_one, described.draft().as_view(), name=f"api-{slug}-draft"),
        path(f"{of_one}files/", described.files().as_view(), name=f"api-{slug}-draft-files"),
        path(f"{of_one}files/<uuid:file_id>/", described.file().as_view(), name=f"api-{slug}-draft-file"),
        path(f"{of_one}check/", described.check().as_view(), name=f"api-{slug}-draft-check"),
        path(f"{of_one}submit/", described.submit().as_view(), name=f"api-{slug}-draft-submit"),
    ]


class _Described:
    """One procedure's rooms with their words."""

    def __init__(self, slug: str, filled: Mapping[str, Any]) -> None:
        self.slug = slug
        self.tag = f"{slug} drafts"
        self.filled = filled
        steps = registry.procedure(slug).steps
        taken = ", ".join(f"`{step.slug}`" for step in steps if step.from_product)
        self.taken = f" {_TAKEN.format(steps=taken)}" if taken else ""
        self.shape = record(
            **ROW["properties"],
            steps={"type": "object", "properties": {step.slug: _kept(step) for step in steps}},
            files=several(shapes.FILE),
        )
        self.sent = some(steps=some(**{step.slug: _sent(step) for step in steps}))
        kept = {step: {"saved": True, **part} for step, part in filled.items()}
        self.example = {**examples.DRAFT, "procedure": slug, "steps": kept, "files": []}

    def drafts(self) -> type[DraftRoom]:
        return self._with(
            rooms.DraftsRoom,
            get=operation(
                f"list-{self.slug}-drafts", self.tag, gettext_noop("Open drafts of your companies"), "cases:read",
                Answer(listed(ROW), {"data": [{**examples.DRAFT, "procedure": self.slug}]}), problems=(),
            ),
            post=operation(
                f"start-{self.slug}-draft", self.tag, gettext_noop("Start a draft"), "cases:write",
                Answer(self.shape, self.example, 201),
                description="`company` may be left out by a client and by whoever acts for one company. `copy_of` "
                "starts from an earlier case; `mends` opens the draft in which a returned case is mended.",
                takes={JSON: some(company=WHOLE, copy_of=TEXT, mends=TEXT)},
                example={"company": 7}, parameters=(KEY,), problems=WRITING,
            ),
        )  # fmt: skip

    def draft(self) -> type[DraftRoom]:
        return self._with(
            rooms.OneDraftRoom,
            get=operation(
                f"read-{self.slug}-draft", self.tag, gettext_noop("A draft with its answers"), "cases:read",
                Answer(self.shape, self.example),
            ),
            patch=operation(
                f"change-{self.slug}-draft", self.tag, gettext_noop("Write answers"), "cases:write",
                Answer(self.shape, self.example),
                description="Finished or not, it is kept as it is sent; `check` says what does not stand. Values "
                f"that are not named stay; a table (`rows`) is replaced as a whole, rows keep their `id`.{self.taken}",
                takes={JSON: {**self.sent, "required": ["steps"]}}, example={"steps": dict(self.filled)},
                parameters=(if_match(required=True),),
                problems=(*WRITING, "changed-meanwhile", "precondition-required"),
            ),
            delete=operation(
                f"discard-{self.slug}-draft", self.tag, gettext_noop("Discard a draft"), "cases:write",
                Answer(status=204), parameters=(if_match(required=False),),
                problems=("not-found", "draft-closed", "changed-meanwhile"),
            ),
        )  # fmt: skip

    def files(self) -> type[DraftRoom]:
        form: Shape = {
            "type": "object",
            "properties": {"step": TEXT, "file": BINARY},
            "required": ["step", "file"],
            "additionalProperties": False,
        }
        return self._with(
            rooms.DraftFilesRoom,
            post=operation(
                f"add-{self.slug}-file", self.tag, gettext_noop("Add a file to a step"), "cases:write",
                Answer(shapes.FILE, examples.FILE, 201),
                takes={"multipart/form-data": form}, parameters=(KEY,), problems=(*WRITING, "file-refused"),
            ),
        )  # fmt: skip

    def file(self) -> type[DraftRoom]:
        return self._with(
            rooms.DraftFileRoom,
            delete=operation(
                f"remove-{self.slug}-file", self.tag, gettext_noop("Take a file out"), "cases:write",
                Answer(status=204), problems=("not-found", "draft-closed"),
            ),
        )  # fmt: skip

    def check(self) -> type[DraftRoom]:
        return self._with(
            rooms.DraftCheckRoom,
            get=operation(
                f"check-{self.slug}-draft", self.tag, gettext_noop("Everything that stands against submitting"),
                "cases:read", Answer(shapes.CHECK, examples.CHECK), problems=("not-found",),
            ),
        )  # fmt: skip

    def submit(self) -> type[DraftRoom]:
        return self._with(
            rooms.DraftSubmitRoom,
            post=operation(
                f"submit-{self.slug}-draft", self.tag, gettext_noop("Submit the application"), "cases:write",
                Answer(shapes.CASE, examples.CASE, 201),
                description="The token is the proof that the security code is in the browser: none is asked.",
                takes={JSON: some()}, example={}, parameters=(KEY, if_match(required=False)),
                problems=(*WRITING, "changed-meanwhile", "draft-not-ready"),
            ),
        )  # fmt: skip

    def _with(self, base: type[DraftRoom], **operations: Any) -> type[DraftRoom]:
        described: type[DraftRoom] = extend_schema_view(**operations)(rooms.room(base, self.slug))
        return described


def _kept(step: Step) -> Shape:
    """What a draft shows of a step: as it is kept, so any text."""
    fields: dict[str, Shape] = {"saved": FLAG}
    if step.form:
        fields["values"] = {"type": "object", "properties": _fields(step.form)}
    if step.row:
        fields["rows"] = several({"type": "object", "properties": {"id": TEXT, **_fields(step.row)}})
    return record(**fields)


def _sent(step: Step) -> Shape:
    fields: dict[str, Shape] = {}
    if step.form:
        fields["values"] = some(**_fields(step.form))
    if step.row:
        fields["rows"] = several(some(id={**TEXT, "maxLength": 40}, **_fields(step.row)))
    return some(**fields)


def _fields(form: type[forms.Form]) -> dict[str, Shape]:
    """Each control: a text, a list of texts, or a tick."""
    ticks = {name for name, field in form.base_fields.items() if isinstance(field.widget, forms.CheckboxInput)}
    return {
        name: FLAG if name in ticks else several(TEXT) if several_texts else TEXT
        for name, several_texts in controls(form).items()
    }
