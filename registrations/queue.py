"""What the case page brings for REX: the form of each move that asks for more than a note, and the register's entry."""

from collections.abc import Mapping
from typing import Any

from django import forms

from portal.cases.models import Case
from portal.parties.actors import Actor

from . import selectors
from .forms.moves import ReceiveForm, RecommendForm, SendBackForm

MOVE_FORMS: Mapping[str, type[forms.Form]] = {
    "receive": ReceiveForm,
    "recommend": RecommendForm,
    "send_back": SendBackForm,
}


def is_registered(case: Case) -> bool:
    return case.procedure == "rex" and case.state == "registered"


def entry_panel(case: Case, actor: Actor) -> Mapping[str, Any]:
    """The entry that came of the case, what the public sees of it, and whether the actor may take the consent back."""
    registration = selectors.registration_of(case)
    return {
        "registration": registration,
        "may_withdraw_consent": registration is not None
        and registration.consent
        and selectors.may_withdraw_consent(registration, actor),
        "for_officers": actor.is_officer,
    }
