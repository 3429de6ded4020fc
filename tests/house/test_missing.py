"""What a form says of a field that was left empty: never Django's "This field is required", never half a sentence."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.utils.translation import override

import drawback
import formd
import portal
import registrations
import watchlist
from portal.parties.fields import DJANGOS, ClearMessages
from portal.parties.forms.people import PowerForm
from registrations.forms.moves import ReceiveForm

PACKAGES = (portal, registrations, watchlist, drawback, formd)
# allauth's own checks speak of these two; the passkey's is said as the form is made.
SAID_ELSEWHERE = {"password2", "credential"}


def modules() -> Iterator[str]:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2] in ("forms", "moveforms", "bulkpage", "resetpage", "acts", "start") or (
                ".forms." in found.name
            ):
                yield found.name


def every_form() -> list[type[forms.BaseForm]]:
    found = {
        kind
        for name in modules()
        for kind in vars(importlib.import_module(name)).values()
        if isinstance(kind, type) and issubclass(kind, forms.BaseForm) and kind.__module__ == name
    }
    forms_of_it = (kind for kind in found if hasattr(kind, "base_fields"))
    return sorted(forms_of_it, key=lambda kind: (kind.__module__, kind.__qualname__))  # the same in every worker


def unsaid(kind: type[forms.BaseForm]) -> dict[str, forms.Field]:
    """The required fields that have no sentence of their own."""
    return {
        name: field
        for name, field in kind.base_fields.items()
        if field.required and name not in SAID_ELSEWHERE and field.error_messages["required"] is DJANGOS
    }


def test_the_forms_are_found() -> None:
    names = {kind.__qualname__ for kind in every_form()}

    assert len(names) > 60 and {"PowerForm", "AskForm", "StartForm", "EndpointForm", "ExporterForm"} <= names


@pytest.mark.parametrize("kind", every_form(), ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}")
def test_nobody_reads_djangos_sentence_or_half_a_sentence(kind: type[forms.BaseForm]) -> None:
    """ "Enter: Name in Thai" is plain; "Choose: What may it do?" and "Enter: File" are not."""
    left = unsaid(kind)

    assert not left or issubclass(kind, ClearMessages)
    with override("en"):
        labels = getattr(kind, "labels", {})
        for name, field in left.items():
            label = str(labels.get(name) or field.label or "")
            assert label and label[-1] not in "?:", (name, label)
            undertaking = kind.__qualname__ == "UndertakingsForm"  # says the number of each as it is made
            assert undertaking or not isinstance(field, forms.FileField | forms.BooleanField), name
            assert not isinstance(field, forms.MultipleChoiceField), name


def test_a_sentence_of_the_fields_own_is_what_people_read() -> None:
    with override("en"):
        power, receive = PowerForm({}).errors, ReceiveForm({}).errors
        assert power["file"] == ["Attach the signed power of attorney as PDF, JPG or PNG."]
        assert power["procedures"] == ["Choose at least one procedure that the agent may act in."]
        assert receive["paper_seen"] == ["Confirm that the signed form was seen."]


def test_a_form_without_one_names_the_field_and_the_next_form_is_not_told_of_it() -> None:
    class Named(ClearMessages, forms.Form):
        own = forms.CharField(label="Own", error_messages={"required": "Say it."})
        plain = forms.CharField(label="Name in Thai")

    with override("th"):
        Named({}).full_clean()
    with override("en"):
        errors = Named({}).errors

    assert (errors["own"], errors["plain"]) == (["Say it."], ["Enter: Name in Thai"])
