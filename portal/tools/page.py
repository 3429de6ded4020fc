"""A tool's page: a GET form whose address is the result, so that it can be shared, kept and printed."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from portal.cases.reference import current_reference
from portal.law.evaluators import InputError, evaluate

from .registry import Tool, tool_of
from .rows import Rows, Table

LONGEST = 7_000  # signs of an address that servers and proxies still take
_ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Verdict:
    """The answer in one sentence, and its colour: good, look, bad or plain."""

    tone: str
    sentence: str
    more: str = ""


class ToolPage(View, ABC):
    """One form, its tables, one evaluator. Subclasses say how what was typed becomes the evaluator's input
    (`as_input`), where its errors belong (`field_of`), and what the answer is in a sentence (`verdict`)."""

    slug: ClassVar[str]
    evaluator: ClassVar[str]
    form: ClassVar[type[forms.Form]]
    tables: ClassVar[tuple[Table, ...]] = ()
    template: ClassVar[str]
    example: ClassVar[str] = ""
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The blank form; the form being filled in, rows added or taken away; or the answer."""
        editing = "add" in request.GET or "drop" in request.GET
        judged = bool(request.GET) and not editing
        form = self._form(request, judged)
        rows = [Rows(table, request.GET, judged) for table in self.tables]
        context: dict[str, Any] = {"tool": self.tool, "form": form, "tables": rows, "example": self.example}
        if judged and len(request.get_full_path()) > LONGEST:
            form.add_error(None, _("The tables are too long for an address. Ask the same by the API."))
        if judged and all([form.is_valid(), *(each.is_valid() for each in rows)]):
            context |= self._answer(request, form, rows)
        said = [form, *(row for each in rows for row in each.forms)]
        context["problem_forms"] = [each for each in said if each.is_bound and each.errors]
        response = render(request, self.template, context)
        response["X-Robots-Tag"] = "noindex" if request.GET else "all"
        return response

    @property
    def tool(self) -> Tool:
        return tool_of(self.slug)

    def _form(self, request: HttpRequest, judged: bool) -> forms.Form:
        if judged:
            return self.form(request.GET)
        typed = {name: request.GET[name] for name in self.form.base_fields if name in request.GET}
        return self.form(initial=typed or dict(self.begin_with()))

    def begin_with(self) -> Mapping[str, Any]:
        """What the blank form begins with."""
        return {}

    def _answer(self, request: HttpRequest, form: forms.Form, rows: list[Rows]) -> dict[str, Any]:
        tables = {each.table.prefix: each for each in rows}
        given = self.as_input(form.cleaned_data, {name: list(each.cleaned) for name, each in tables.items()})
        try:
            answer = self.ask(given)
        except InputError as unfit:
            self._place(unfit, form, tables)
            return {}
        found = sorted(answer["findings"], key=lambda finding: _ORDER[finding["severity"]])
        return {
            "answer": answer,
            "given": given,
            "findings": found,
            "verdict": self.verdict(answer, given),
            "address": request.build_absolute_uri(),
            "curl": self._curl(request, given),
            **self.figures(answer, given),
        }

    def _curl(self, request: HttpRequest, given: Mapping[str, Any]) -> str:
        """The same question as an integrator's program would put it."""
        address = request.build_absolute_uri(f"/api/v1/evaluate/{self.asked(given)}/")
        body = json.dumps(given, ensure_ascii=False, indent=2)
        return f"curl -X POST '{address}' -H 'Content-Type: application/json' -d @- <<'END'\n{body}\nEND"

    def asked(self, given: Mapping[str, Any]) -> str:
        """The evaluator that answers this input."""
        return self.evaluator

    def ask(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The evaluator's answer; the date that it is asked about comes with the input."""
        return evaluate(self.asked(given), given, current_reference())

    def _place(self, unfit: InputError, form: forms.Form, tables: Mapping[str, Rows]) -> None:
        """Puts an evaluator's error at the field that it is about, or above the form."""
        said = unfit.message.in_language(get_language())
        prefix, place, field = self.field_of(unfit.where)
        at = tables[prefix].form_at(place) if prefix else form
        if at is None or field not in at.fields:
            at, field = form, ""
        at.add_error(field or None, said)

    @abstractmethod
    def as_input(self, said: Mapping[str, Any], rows: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
        """The evaluator's input from what was typed."""

    def field_of(self, where: str) -> tuple[str, int, str]:
        """The table ("" for the form), row and field of an input path."""
        parts = where.split(".")
        if len(parts) > 2 and parts[1].isdigit():
            prefix = next((table.prefix for table in self.tables if parts[0].startswith(table.prefix)), "")
            return prefix, int(parts[1]), parts[-1]
        return "", 0, parts[-1]

    @abstractmethod
    def verdict(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> Verdict:
        """The answer in a sentence."""

    def figures(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        """What the template shows beside the reasons."""
        return {}
