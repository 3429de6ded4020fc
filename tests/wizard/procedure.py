"""A small procedure, known in these tests only: a permit with one table, one signature and one file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases import registry
from portal.cases.moves import Move
from portal.cases.products import FromProduct
from portal.cases.registry import Procedure, State
from portal.cases.steps import Step
from portal.cases.who import company, officer
from portal.law.findings import Finding, error, info
from portal.parties.models import Agency


class HolderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("producer", _("Producer")), ("trader", _("Trader"))])
    founded = forms.DateField(label="Founded", required=False)
    markets = forms.MultipleChoiceField(
        label="Markets",
        required=False,
        choices=[("CH", "Switzerland"), ("NO", "Norway")],
        widget=forms.CheckboxSelectMultiple,
    )


class LineForm(FromProduct):
    heading = forms.RegexField(r"^\d{4}$", label="Heading", error_messages={"invalid": "A heading has 4 digits."})
    words = forms.CharField(label="Description", max_length=200)


class PromiseForm(forms.Form):
    promised = forms.BooleanField(label="I promise")


STEPS = (
    Step("holder", "Holder", HolderForm, clause="REX-1", initial=lambda draft: {"name": draft.exporter.name_en}),
    Step(
        "lines",
        "Goods",
        row=LineForm,
        row_title="Goods",
        min_rows=1,
        max_rows=500,
        clause="REX-4",
        files=True,
        from_product=lambda version: {"heading": version.hs_code[:4], "words": version.name_en},
    ),
    Step("promise", "Promise", PromiseForm, clause="REX-5", copied=False),
)


def checklist(said: Mapping[str, Any], _about: Any) -> Iterator[Finding]:
    headings = [row["heading"] for row in said["lines"]["rows"]]
    if len(headings) != len(set(headings)):
        yield error("twice", "REX-4", th="มีประเภทพิกัดซ้ำกัน", en="A heading is listed twice.", where="lines")
    yield info("looked", "REX-4", th="ตรวจรายการสินค้าแล้ว", en="The goods were looked at.")


FILED: list[tuple[str, int]] = []


def file(case: Any, submission: Any) -> None:
    FILED.append((case.reference, submission.number))


def _moves() -> Iterable[Move]:
    signer = (company("owner", "signatory"),)
    yield Move("submit", frozenset({"draft"}), "submitted", signer, "Submit", cites=("REX-7",))
    yield Move("resubmit", frozenset({"returned"}), "submitted", signer, "Submit again", cites=("REX-7",))
    back = (officer("examiner"),)
    yield Move("return", frozenset({"submitted"}), "returned", back, "Return", wants_reasons=True, adverse=True)


TRIAL = Procedure(
    slug="trial",
    submit_clause="REX-7",
    code_clause="REX-7",
    title=_("Permit"),
    prefix="TRY",
    agency=Agency.DFT,
    states=(
        State("draft", "Draft", "exporter"),
        State("submitted", "Submitted", "officers"),
        State("returned", "Returned", "exporter"),
    ),
    moves=tuple(_moves()),
    steps=STEPS,
    checklist=checklist,
    file=file,
)


def register() -> None:
    registry.register(TRIAL)
