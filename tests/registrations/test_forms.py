"""What the steps accept and what they refuse, field by field, in both languages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.utils import timezone, translation

from registrations import facts
from registrations.forms import ActivitiesForm, ConsentForm, ContactForm, ExporterForm, GoodForm, UndertakingsForm
from registrations.forms.moves import ReceiveForm, RecommendForm
from registrations.rules.undertakings import Edition, editions

from .story import CONTACT, EXPORTER, GOOD, SIGNATURE, TICKS
from .vectors import vectors

RIGHT: dict[str, tuple[type[forms.Form], dict[str, Any]]] = {
    "exporter": (ExporterForm, EXPORTER),
    "contacts": (ContactForm, CONTACT),
    "goods": (GoodForm, GOOD),
    "undertakings": (UndertakingsForm, {**TICKS, **SIGNATURE}),
    "consent": (ConsentForm, {"consent": "no", **SIGNATURE}),
}
BAD = [pytest.param(step, *bad.values, id=f"{step}: {bad.id}") for step in RIGHT for bad in vectors("bad_input", step)]


@pytest.mark.parametrize("step", RIGHT)
def test_what_is_right_is_accepted(step: str) -> None:
    form, said = RIGHT[step]

    assert form(said).errors == {}


@pytest.mark.parametrize(("step", "typed", "field"), BAD)
def test_what_is_wrong_is_told_at_its_field_in_both_languages(step: str, typed: dict[str, str], field: str) -> None:
    form, said = RIGHT[step]

    told = []
    for language in ("th", "en"):
        with translation.override(language):
            judged = form({**said, **typed})
            assert list(judged.errors) == [field]
            told.append(str(judged.errors[field][0]))

    assert judged[field].value() == next(iter(typed.values()))  # what was typed stays
    assert told[0] and told[1] and told[0] != told[1]


@pytest.mark.parametrize("field", ["name", "street", "city", "contact_name"])
def test_ten_thousand_letters_are_refused_and_kept(field: str) -> None:
    judged = ExporterForm({**EXPORTER, field: "x" * 10_000})

    assert list(judged.errors) == [field]
    assert len(judged[field].value()) == 10_000


@pytest.mark.parametrize("typed", ["6911", " 6911 ", "69.11", "69 11", "๖๙๑๑"])
def test_a_heading_may_be_typed_with_dots_blanks_and_thai_digits(typed: str) -> None:
    judged = GoodForm({**GOOD, "heading": typed})

    assert judged.is_valid() and judged.cleaned_data["heading"] == "6911"


@pytest.mark.parametrize("typed", ["3/6/2567", "03/06/2024", "3-6-2567", "๓/๖/๒๕๖๗", "2024-06-03", "2567-06-03"])
def test_the_day_of_signing_may_be_of_either_era(typed: str) -> None:
    judged = ConsentForm({"consent": "yes", **SIGNATURE, "signed_on": typed})

    assert judged.is_valid() and judged.cleaned_data["signed_on"] == date(2024, 6, 3)


def test_a_day_still_to_come_is_not_the_day_of_signing() -> None:
    today = timezone.localdate()

    for days, fits in ((0, True), (1, False)):
        typed = (today + timedelta(days=days)).isoformat()
        assert ConsentForm({"consent": "yes", **SIGNATURE, "signed_on": typed}).is_valid() is fits


@pytest.mark.parametrize(
    ("chosen", "main", "then"),
    [
        (["production"], "", "production"),
        (["trading"], "trading", "trading"),
        (["production", "trading"], "trading", "trading"),
        (["production", "trading"], "", None),
        (["production"], "trading", None),
        ([], "", None),
        (["smuggling"], "", None),
    ],
)
def test_the_main_activity_is_one_of_those_chosen(chosen: list[str], main: str, then: str | None) -> None:
    judged = ActivitiesForm({"activities": chosen, "main_activity": main})

    assert judged.is_valid() is (then is not None)
    assert judged.cleaned_data.get("main_activity") == then or then is None


@pytest.mark.parametrize("left_out", TICKS)
def test_an_undertaking_left_unticked_is_told_by_its_number(left_out: str) -> None:
    ticks = {name: value for name, value in TICKS.items() if name != left_out}

    with translation.override("en"):
        judged = UndertakingsForm({**ticks, **SIGNATURE})

        number = list(TICKS).index(left_out) + 1
        assert judged.errors == {left_out: [f"Accept undertaking {number}: all of them are needed."]}  # REX-5


def test_the_undertakings_are_worded_in_the_language_of_the_page() -> None:
    with translation.override("th"):
        assert str(UndertakingsForm()["details"].label) == "รับรองว่ารายละเอียดข้างต้นถูกต้อง"
    with translation.override("en"):
        assert str(UndertakingsForm()["details"].label) == "declares that the above details are correct"


def test_the_form_asks_for_the_undertakings_of_the_edition_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    today, first = timezone.localdate(), facts.known_editions()[0]
    shorter = Edition(today, "a later edition", first.undertakings[:2])
    yet_to_come = Edition(today + timedelta(days=1), "the edition after it", first.undertakings)
    monkeypatch.setattr(facts, "known_editions", lambda: (first, shorter, yet_to_come))

    asked = [name for name, field in UndertakingsForm().fields.items() if isinstance(field, forms.BooleanField)]

    assert asked == list(shorter.slugs)  # T-6


def test_one_undertaking_is_never_worded_in_two_ways() -> None:
    wording = {"slug": "details", "th": "รายละเอียดถูกต้อง", "en": "details are correct"}
    written = [
        {"since": "2017-01-01", "source": "first", "undertakings": [wording]},
        {"since": "2027-01-01", "source": "second", "undertakings": [{**wording, "en": "details are true"}]},
    ]

    with pytest.raises(ValueError, match="details is worded in two ways"):
        editions(written)


def test_reception_asks_for_paper_power_of_attorney_and_day() -> None:
    assert set(ReceiveForm({}).errors) == {"paper_seen", "poa_seen", "received_on"}
    assert ReceiveForm({"paper_seen": "on", "poa_seen": "on", "received_on": "3/6/2567"}).is_valid()


def test_a_recommendation_says_why() -> None:
    assert set(RecommendForm({"opinion": "register"}).errors) == {"note"}
    assert set(RecommendForm({"opinion": "perhaps", "note": "ดี"}).errors) == {"opinion"}
