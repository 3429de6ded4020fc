"""A step's form as the page shows it: what was typed, with the errors that it is time to show."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from portal.cases import drafts
from portal.cases.models import Draft
from portal.cases.reasons import Reason
from portal.cases.steps import Raw, blank

from .doors import OpenedStep


@dataclass
class Shown:
    """A field, and what an officer wrote about it when the case came back."""

    field: BoundField
    reasons: list[Reason]


def form_of(opened: OpenedStep) -> forms.Form | None:
    """The step's own form with what is kept, or with what a new step starts with."""
    step = opened.step
    if step.form is None:
        return None
    if opened.kept is None:
        return step.form(initial=dict(step.initial(opened.draft)) if step.initial else None)
    return judged(step.form, opened.data.get("values", {}), tried=opened.kept.tried)


def judged(form_class: type[forms.Form], typed: Raw, *, tried: bool) -> forms.Form:
    """The strict form on what was typed. Until somebody asks to go on, what is still empty is no error."""
    form = form_class(data=dict(typed))
    if not tried:
        for name in list(form.errors):
            if name not in form.fields or blank(form_class, name, typed):
                del form.errors[name]
    return form


def beyond_measure(form: forms.Form, names: list[str]) -> None:
    """Says at the fields that their text is longer than anything that can be kept."""
    for name in names:
        field = name if name in form.fields else next((one for one in form.fields if name.startswith(one)), None)
        form.errors.pop(field or "", None)
        form.add_error(
            field,
            _("This text is too long to be kept: at most %(n)s characters. It is still in this page; shorten it.")
            % {"n": f"{drafts.LONGEST_TEXT:,}"},
        )


def fields(form: forms.Form | None, reasons: list[Reason]) -> list[Shown]:
    """The visible fields in order, each with the officer's reasons that speak of it."""
    if form is None:
        return []
    return [Shown(field, [one for one in reasons if one.field == field.name]) for field in form.visible_fields()]


def reasons_of(draft: Draft) -> list[Reason]:
    return [Reason.from_dict(said) for said in drafts.return_reasons(draft)]


def marks(version: int) -> Mapping[str, Any]:
    """What the page carries so that saving over somebody else's work shows."""
    return {"version": version, "tab": secrets.token_hex(8)}
