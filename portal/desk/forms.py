"""What officers fill in at the desk."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases import registry
from portal.cases.registry import Procedure
from portal.parties.actors import Actor
from portal.parties.fields import ThaiDateField

from .queue import SHELVES, Wanted, shelf


def procedures_of(actor: Actor) -> tuple[Procedure, ...]:
    return tuple(one for one in registry.procedures() if one.agency == actor.agency)


class QueueForm(forms.Form):
    """How the queue is narrowed down; what cannot be read narrows nothing and is told at its field."""

    shelf = forms.ChoiceField(choices=[(one.slug, one.label) for one in SHELVES], required=False)
    q = forms.CharField(
        label=_("Search"),
        max_length=200,
        required=False,
        help_text=_("Reference, company name in Thai or English, or juristic id"),
    )
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    received_from = ThaiDateField(label=_("Received from"), required=False, help_text=_("For example 31/12/2569"))
    received_until = ThaiDateField(label=_("Received until"), required=False, help_text=_("For example 31/12/2569"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = procedures_of(actor)
        self.fields["procedure"].choices = [("", _("All")), *((one.slug, one.title) for one in mine)]  # type: ignore[attr-defined]
        groups = [(str(one.title), list(_states(one))) for one in mine]
        self.fields["state"].choices = [("", _("All")), *groups]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for, as far as it could be read."""
        self.is_valid()
        said = self.cleaned_data
        procedure, _dot, state = said.get("state", "").partition(".")
        return Wanted(
            shelf=shelf(said.get("shelf", "")),
            text=said.get("q", ""),
            procedure=procedure or said.get("procedure", ""),
            state=state,
            received_from=said.get("received_from"),
            received_until=said.get("received_until"),
        )


def _states(procedure: Procedure) -> Iterator[tuple[str, Any]]:
    reached = {move.to_state for move in procedure.moves}
    for state in procedure.states:
        if state.slug in reached:
            yield f"{procedure.slug}.{state.slug}", state.label
