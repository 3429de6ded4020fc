"""The codes of errors at fields: what the forms behind the API may call an answer that does not fit.

What Django's own fields call it is read from the forms, what the project raises from its code.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import translation

from portal.api.refusals import UNKEPT
from portal.cases import registry
from portal.law.findings import Message
from portal.parties.forms.product import CLAUSES, ROWS, MaterialForm, NewProductForm

from .calls import Call, calls
from .findings import messages_of, together
from .modules import Named, Sources
from .words import UNKNOWN

CATALOGUE = "portal.parties"
SHARED = "portal"
# What makes an error at a field, with the places of its code and of its sentence among the arguments.
_RAISED: tuple[Named, ...] = (("django.core.exceptions", "ValidationError"), ("django.forms", "ValidationError"))
_MADE: dict[Named, tuple[tuple[int, str], tuple[int, str] | None]] = {
    ("portal.cases.answers", "Problem"): ((5, "code"), (3, "message")),
    ("portal.cases.drafts", "Unkept"): ((0, "why"), None),
    ("portal.api.refusals", "at_field"): ((1, "code"), (2, "message")),
}
_CODE, _MESSAGE = (1, "code"), (0, "message")
_BLANK = re.compile(r"%\((\w+)\)[a-z]")
_SHOWN = 909090  # stands for a number that somebody typed
_NEVER = ("required", "invalid_pk_value", "incomplete")  # looked at apart, or of forms that the API does not have
_BY_CHECK = ("max_length", "min_length", "max_value", "min_value", "null_characters_not_allowed")  # if a field has it


@dataclass(frozen=True)
class FieldCode:
    """An error that a field may have: the package whose form it is, the path at which it stands, the sentence."""

    code: str
    package: str
    clause: str
    where: str
    message: Message


@dataclass(frozen=True)
class _Form:
    package: str
    path: str
    clause: str
    kind: type[forms.Form]


def field_codes(sources: Sources) -> list[FieldCode]:
    """Every error at a field that the API may answer."""
    raised = dict(_raised(sources))
    found = [one for form in _forms() for one in _of_form(sources, raised, form)]
    return list(dict.fromkeys([*found, *_made(sources)]))


def _forms() -> Iterator[_Form]:
    """The strict forms behind drafts and products."""
    for procedure in registry.procedures():
        for step in procedure.steps:
            path = f"steps.{step.slug}"
            for part, kind in (("values", step.form), ("rows.…", step.row)):
                if kind is not None:
                    yield _Form(procedure.file.__module__.partition(".")[0], f"{path}.{part}", step.clause, kind)
    yield _Form(CATALOGUE, "", "", NewProductForm)
    yield _Form(CATALOGUE, f"{ROWS}.…", "", MaterialForm)


def _raised(sources: Sources) -> Iterator[tuple[Named, list[tuple[str, Message]]]]:
    """Definition → the codes and sentences of the errors that are raised in it."""
    by_definition: dict[Named, list[tuple[str, Message]]] = {}
    for kind in _RAISED:
        for call in calls(sources, kind, (_CODE, _MESSAGE)):
            told = by_definition.setdefault(call.chosen_by, [])
            messages = list(_sentences(call))
            for code, message in together(call.texts(*_CODE), messages):
                told.append((code or "invalid", message))
    yield from by_definition.items()


def _sentences(call: Call) -> Iterator[Message]:
    """What the error says: a sentence of the catalogues, or a message of the law in the reader's language."""
    said = call.argument(*_MESSAGE)
    if isinstance(said, ast.Call) and isinstance(said.func, ast.Attribute) and said.func.attr == "in_language":
        yield from messages_of(call.sources, said.func.value, call.scope) or [Message(UNKNOWN, UNKNOWN)]
    else:
        yield from map(_in_both, call.texts(*_MESSAGE))


def _of_form(sources: Sources, raised: dict[Named, list[tuple[str, Message]]], form: _Form) -> Iterator[FieldCode]:
    fields: dict[str, tuple[forms.Field, forms.Field]] = {}
    for language in ("th", "en"):
        with translation.override(language):
            for name, field in form.kind({}).fields.items():
                fields[name] = (fields[name][0], field) if language == "en" else (field, field)
    for_all = set(sources.reached(_named(form.kind)))
    for name, (thai, english) in fields.items():
        path = f"{form.path}.{name}".strip(".")
        clause = getattr(english, "clause", "") or form.clause
        for code, message in _of_field(thai, english):
            yield FieldCode(code, form.package, clause, path, message)
        own = sources.reached(_named(type(english)), *(_named(check) for check in english.validators))
        for_all -= own
        yield from _told(raised, own, form, clause, path)
    yield from _told(raised, for_all, form, form.clause, f"{form.path}.…".strip("."))


def _told(
    raised: dict[Named, list[tuple[str, Message]]], among: Iterable[Named], form: _Form, clause: str, path: str
) -> Iterator[FieldCode]:
    for named in sorted(among):
        for code, message in raised.get(named, ()):
            yield FieldCode(code, form.package, CLAUSES.get(code, clause), path, message)


def _of_field(thai: forms.Field, english: forms.Field) -> Iterator[tuple[str, Message]]:
    """What Django's field and its validators may say, in both languages."""
    codes = [code for code in english.error_messages if code not in (*_NEVER, *_BY_CHECK)]
    for code in [*(["required"] if english.required else []), *codes]:
        yield code, Message(_said(thai.error_messages[code], "th"), _said(english.error_messages[code], "en"))
    for check in english.validators:
        for code, message in _of_check(check):
            own = english.error_messages.get(code, message), thai.error_messages.get(code, message)
            yield code, Message(_said(own[1], "th", check), _said(own[0], "en", check))


def _of_check(check: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(check, "code"):
        yield check.code, check.message
    elif isinstance(getattr(check, "messages", None), dict):  # a check of decimals
        yield from check.messages.items()


def _made(sources: Sources) -> Iterator[FieldCode]:
    """What drafts and products say of themselves, without a form."""
    for kind, (code_at, message_at) in _MADE.items():
        for call in calls(sources, kind, (code_at, *((message_at,) if message_at else ()))):
            for code in call.texts(*code_at):
                if code and UNKNOWN not in code:
                    for message in call.texts(*message_at) if message_at else [UNKEPT[code]]:
                        yield FieldCode(code, SHARED, CLAUSES.get(code, ""), UNKNOWN, _in_both(message))


def _named(kind: Any) -> Named:
    return getattr(kind, "__module__", ""), getattr(kind, "__qualname__", type(kind).__qualname__)


def _in_both(message: Any) -> Message:
    """A sentence of the code in both languages, with "…" for what it is filled in with."""
    return Message(_said(message, "th"), _said(message, "en"))


def _said(message: Any, language: str, check: Any = None) -> str:
    limit = getattr(check, "limit_value", None)
    limit = limit() if callable(limit) else limit
    with translation.override(language):
        text = translation.gettext(message) if isinstance(message, str) else str(message)
        if not text:  # a sentence that has to know its number
            text = str(message % {"limit_value": limit, "show_value": _SHOWN}).replace(str(_SHOWN), UNKNOWN)
    known = {"limit_value": limit} if limit is not None else {}
    return _BLANK.sub(lambda found: str(known.get(found[1], UNKNOWN)), text).replace("%%", "%")
