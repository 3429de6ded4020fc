"""The form behind each offered move: the procedure's own or a note, with rows of reasons where the move wants them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.cases import registry
from portal.cases.models import Case
from portal.cases.moves import Move, Offer
from portal.cases.reasons import Reason
from portal.cases.refusals import MoveRefused
from portal.cases.registry import Procedure
from portal.law.findings import Finding

from .places import clauses_of, place_choices, split_place

MOST_REASONS = 30
KINDS = [
    ("missing", _("Something is missing")),
    ("wrong", _("Something is wrong")),
    ("unclear", _("Something is unclear")),
    ("evidence", _("Evidence is missing or does not fit")),
    ("unqualified", _("A condition is not met")),
    ("other", _("Another reason")),
]


class NoteForm(forms.Form):
    """Where a procedure asks for nothing of its own."""

    note = forms.CharField(
        label=_("Note for the officers"), widget=forms.Textarea({"rows": 2}), required=False, max_length=5000
    )


class ReasonForm(forms.Form):
    """One reason: what is the matter, where in the form, by which clause, and what the exporter has to do."""

    # A browser always sends a choice: only another than the first one tells that the row is in use.
    code = forms.ChoiceField(
        label=_("What is the matter"),
        choices=KINDS,
        initial=KINDS[0][0],
        error_messages={"required": _("Choose what is the matter.")},
    )
    place = forms.ChoiceField(label=_("Where in the form"), required=False)
    clause = forms.ChoiceField(label=_("Clause"), required=False)
    th = forms.CharField(
        label=_("What the exporter has to do (Thai)"),
        widget=forms.Textarea({"rows": 2, "lang": "th"}),
        max_length=2000,
        error_messages={"required": _("Write in Thai what the exporter has to do.")},
    )
    en = forms.CharField(
        label=_("The same in English"),
        widget=forms.Textarea({"rows": 2, "lang": "en"}),
        max_length=2000,
        required=False,
        help_text=_("Left empty, those who read English see the Thai."),
    )

    def __init__(self, *args: Any, procedure: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(procedure)  # type: ignore[attr-defined]
        self.fields["clause"].choices = [("", "–"), *((one, one) for one in clauses_of(procedure))]  # type: ignore[attr-defined]

    def reason(self) -> dict[str, str]:
        said = self.cleaned_data
        step, field = split_place(said["place"])
        return Reason(said["code"], said["th"], said["en"], said["clause"], step, field).as_dict()


Reasons = forms.formset_factory(ReasonForm, extra=1, max_num=MOST_REASONS, validate_max=True)


@dataclass
class OfferedMove:
    """A move on the page: what stands against it, and what is filled in for it."""

    offer: Offer
    form: forms.Form
    reasons: "forms.BaseFormSet[ReasonForm] | None" = None
    open: bool = False  # shown unfolded: somebody has just typed in it

    @property
    def move(self) -> Move:
        return self.offer.move

    def is_valid(self) -> bool:
        # Both are asked, so that every error shows at once.
        return all([self.form.is_valid(), self.reasons is None or self.reasons.is_valid()])

    def given(self) -> dict[str, Any]:
        """What the form says beside the note."""
        return {name: value for name, value in self.form.cleaned_data.items() if name not in ("note", "reasons")}

    def note(self) -> str:
        return str(self.form.cleaned_data.get("note", ""))

    def why(self) -> list[Mapping[str, Any]]:
        """The reasons given; rows left empty are none."""
        if self.reasons is None:
            return list(self.form.cleaned_data.get("reasons", ()))
        return [row.reason() for row in self.reasons if row.cleaned_data]

    def refuse(self, refused: MoveRefused) -> None:
        """Puts each refusal at the field that it speaks of, or above the form."""
        for finding in refused.findings:
            self.form.add_error(finding.where if finding.where in self.form.fields else None, sentence(finding))


def move_form_of(procedure: Procedure, move: Move) -> type[forms.Form]:
    """What an officer fills in for the move: the procedure's own form, or a note."""
    return procedure.move_forms.get(move.verb, NoteForm)


def offered_move(case: Case, offer: Offer, typed: MultiValueDict[str, str] | None = None) -> OfferedMove:
    """The move with an empty form, or with what was typed."""
    verb, procedure = offer.move.verb, registry.procedure(case.procedure)
    form = move_form_of(procedure, offer.move)(typed, prefix=verb)
    reasons = None
    if offer.move.wants_reasons and "reasons" not in form.fields:
        reasons = Reasons(typed, prefix=f"{verb}-reasons", form_kwargs={"procedure": case.procedure})
    return OfferedMove(offer, form, reasons, open=typed is not None)


def one_more_row(typed: MultiValueDict[str, str], verb: str) -> MultiValueDict[str, str]:
    """What was typed, with room for another reason."""
    key = f"{verb}-reasons-TOTAL_FORMS"
    more = typed.copy()
    rows = str(more.get(key, ""))
    more[key] = str(min(int(rows) if rows.isascii() and rows.isdigit() and len(rows) < 5 else 0, MOST_REASONS - 1) + 1)
    return more


def sentence(finding: Finding) -> str:
    """A refusal in the language of the page, with its clause."""
    said = finding.message.in_language(get_language())
    return f"{said} ({finding.clause})" if finding.clause else said
