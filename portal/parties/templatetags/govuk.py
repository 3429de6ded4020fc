"""How a Django field becomes a GOV.UK one: its kind, its classes, what describes it, and where an error leads."""

from typing import Any, NamedTuple

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-upload"),
    (forms.PasswordInput, "password"),
)
_CLASSES = {"password": "govuk-input govuk-password-input__input govuk-js-password-input-input"}
_ITEMS = {"radios": "govuk-radios__input", "checkboxes": "govuk-checkboxes__input"}


class Problem(NamedTuple):
    """A line of the error summary: the sentence, and the id of the input it speaks of ("" for the whole form)."""

    message: str
    anchor: str


@register.filter
def kind(field: BoundField) -> str:
    """How the field is shown: input, password, textarea, select, radios, checkboxes, checkbox or file-upload."""
    widget = field.field.widget
    return next((name for widget_class, name in _KINDS if isinstance(widget, widget_class)), "input")


@register.filter
def anchor(field: BoundField) -> str:
    """The id of the field's first input: where the error summary leads."""
    return f"{field.auto_id}_0" if kind(field) in _ITEMS else str(field.id_for_label or field.auto_id)


def _described_by(field: BoundField) -> str | bool:
    ids = [f"{field.auto_id}-hint"] * bool(field.help_text) + [f"{field.auto_id}-error"] * bool(field.errors)
    return " ".join(ids) or False


@register.filter
def widget(field: BoundField) -> SafeString:
    """The input itself, with its class, what describes it, and no placeholder (it vanishes as one types)."""
    name = kind(field)
    classes = [_CLASSES.get(name, f"govuk-{name}"), field.field.widget.attrs.get("class", "")]
    if name == "checkbox":
        classes = ["govuk-checkboxes__input"]
    if field.errors and name in ("input", "password", "textarea", "select", "file-upload"):
        classes.append(f"govuk-{'input' if name == 'password' else name}--error")
    attrs: dict[str, Any] = {
        "class": " ".join(filter(None, classes)),
        "aria-describedby": _described_by(field),
        "placeholder": False,
    }
    return field.as_widget(attrs=attrs)


@register.filter
def choices(field: BoundField) -> list[BoundWidget]:
    """The radios or checkboxes of a field, one by one."""
    items = [item for item in field.subwidgets if item.data["value"] not in ("", None)]
    for item in items:
        item.data["attrs"]["class"] = _ITEMS[kind(field)]
        item.data["attrs"].pop("required", None)
    return items


@register.simple_tag
def problems(*bound: forms.BaseForm | forms.BaseFormSet | None) -> list[Problem]:
    """Every error of the forms and sets of forms given, in the order of their fields, each with where it is."""
    found: list[Problem] = []
    for part in bound:
        if isinstance(part, forms.BaseFormSet) and part.is_bound:
            found += [Problem(str(message), "") for message in part.non_form_errors()]
            found += [problem for form in part.forms for problem in _of_form(form)]
        elif isinstance(part, forms.BaseForm) and part.is_bound:
            found += _of_form(part)
    return found


def _of_form(form: forms.BaseForm) -> list[Problem]:
    of_fields = [Problem(str(said), anchor(form[name])) for name in form.fields for said in form.errors.get(name, ())]
    return [Problem(str(said), "") for said in form.non_field_errors()] + of_fields
