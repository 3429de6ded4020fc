"""Places in a procedure's form: a step, or a field of it, as officers pick them for a question or a reason."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases import registry, summary
from portal.cases.steps import Step


def place_choices(procedure: str) -> list[tuple[str, Any]]:
    """The whole application, each step, and each field of it, in the order of the form."""
    steps = registry.procedure(procedure).steps
    groups = [(str(step.title), list(_of(step))) for step in steps if step.form or step.row]
    return [("", _("The whole application")), *groups]


def split_place(place: str) -> tuple[str, str]:
    """The step and the field that a choice of `place_choices` speaks of ("" where it names none)."""
    step, _dot, field = place.partition(".")
    return step, field


def place_label(procedure: str, step_slug: str, field: str) -> str:
    """How a person calls the place; what the form no longer has is called as it was stored."""
    step = registry.procedure(procedure).step(step_slug)
    if step is None:
        return step_slug
    names = {name: label for name, label in _fields(step)}
    return f"{step.title}: {names.get(field, field)}" if field else str(step.title)


def clauses_of(procedure: str) -> list[str]:
    """The clauses that the procedure's form and moves cite, in the order they come up."""
    known = registry.procedure(procedure)
    cited = [step.clause for step in known.steps] + [clause for move in known.moves for clause in move.cites]
    return list(dict.fromkeys(clause for clause in cited if clause))


def _of(step: Step) -> Iterator[tuple[str, Any]]:
    yield step.slug, _("%(step)s: as a whole") % {"step": step.title}
    for name, label in _fields(step):
        yield f"{step.slug}.{name}", label


def _fields(step: Step) -> Iterator[tuple[str, str]]:
    for form in (step.form, step.row):
        for name, field in form.base_fields.items() if form else ():
            if not isinstance(field.widget, forms.HiddenInput):
                yield name, summary.label(field, name)
