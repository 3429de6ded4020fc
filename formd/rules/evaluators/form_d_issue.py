"""The evaluator `form-d-issue`: whether a form may be issued, its ticks and until when it is valid (FD-2, FD-5...)."""

from collections.abc import Callable
from typing import Any, TypeVar

from portal.law.countries import COUNTRIES
from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import AMOUNT, DATE, FLAG, HS, TEXT, giving, nullable, one_of, rows, taking
from portal.law.findings import Message, Severity
from portal.law.reference import Reference

from ..copies import BackToBack, validity
from ..issue import (
    Exhibition,
    FormItem,
    FormToIssue,
    Kind,
    ThirdCountryInvoice,
    box_12_text,
    findings_of,
    first_issue,
    required_ticks,
)
from ..origin_findings import of_rule_set
from ..ticks import TICKS
from .origin import read_rule_set

Value = TypeVar("Value")
REASONS = ("lost", "stolen", "destroyed")
MOST_ITEMS = 1_000
INVOICE = taking(company=TEXT, country=TEXT)
ITEM = taking(
    criterion=TEXT,
    hs_code=HS,
    fob=nullable(AMOUNT),
    optional={"accumulation": nullable(FLAG), "de_minimis": nullable(FLAG)},
)
BACK_TO_BACK = taking(
    original_issued_on=DATE, original_quantity=AMOUNT, already_issued_quantity=AMOUNT, quantity=AMOUNT
)
EXAMPLE: dict[str, Any] = {
    "rule_set": "TH-61/2551",
    "shipped_on": "2008-09-01",
    "issued_on": "2008-09-05",
    "kind": "original",
    "ticks": ["issued-retroactively"],
    "original_issued_on": None,
    "reason": None,
    "items": [{"criterion": "CTH", "hs_code": "8481.80", "fob": "1000.00"}],
    "third_country_invoice": None,
    "exhibition": None,
    "back_to_back": None,
}


@evaluator(
    "form-d-issue",
    title=Message("การตรวจ Form D ก่อนออก", "Form D before it is issued"),
    clauses=("FD-2", "FD-5", "FD-6", "FD-7", "FD-11", "FD-12", "FD-16", "FD-17"),
    takes=taking(
        rule_set=TEXT,
        shipped_on=DATE,
        issued_on=DATE,
        kind=one_of(*Kind),
        ticks=rows(one_of(*TICKS)),
        items=rows(ITEM),
        optional={
            "original_issued_on": nullable(DATE),
            "reason": nullable(one_of(*REASONS)),
            "third_country_invoice": nullable(INVOICE),
            "exhibition": nullable(taking(name=TEXT, address=TEXT)),
            "back_to_back": nullable(BACK_TO_BACK),
        },
    ),
    gives=giving(valid_until=DATE, required_ticks=rows(TEXT), box_12_text=TEXT, accepted=FLAG),
    example=EXAMPLE,
    example_answer={
        "valid_until": "2009-09-05",
        "required_ticks": ["issued-retroactively"],
        "box_12_text": "",
        "accepted": True,
        "findings": [],
    },
)
def judge(given: Record, reference: Reference) -> Answer:
    """The day until which the form is valid, its ticks, and everything that stands in the way."""
    rule_set = read_rule_set(given, reference)
    form = _form(given)
    findings = [*of_rule_set(rule_set), *findings_of(form, rule_set, reference.values)]
    return {
        "valid_until": validity(first_issue(form), reference.values).legal.isoformat(),
        "required_ticks": required_ticks(form, rule_set),
        "box_12_text": box_12_text(form),
        "accepted": not any(finding.severity is Severity.ERROR for finding in findings),
        "findings": findings,
    }


def _form(given: Record) -> FormToIssue:
    kind = Kind(given.choice("kind", tuple(Kind)))
    copies, chains = kind is Kind.TRUE_COPY, kind is Kind.BACK_TO_BACK
    form = FormToIssue(
        shipped_on=given.date("shipped_on"),
        issued_on=given.date("issued_on"),
        kind=kind,
        ticks=read_ticks(given),
        items=tuple(_item(row) for row in given.rows("items", most=MOST_ITEMS)),
        original_issued_on=_where(copies, given, "original_issued_on", given.date),
        reason=_where(copies, given, "reason", lambda field: given.choice(field, REASONS)),
        third_country_invoice=given.maybe("third_country_invoice", lambda field: read_invoice(given.record(field))),
        exhibition=given.maybe("exhibition", lambda field: _exhibition(given.record(field))),
        back_to_back=_where(chains, given, "back_to_back", lambda field: _back_to_back(given.record(field))),
    )
    given.done()
    return form


def _where(needed: bool, given: Record, field: str, read: Callable[[str], Value]) -> Value | None:
    """A field that one kind of form needs and the others may leave out."""
    return read(field) if needed else given.maybe(field, read)


def read_ticks(given: Record) -> frozenset[str]:
    """The ticks; InputError for one that no form has."""
    ticks = given.texts("ticks")
    for number, tick in enumerate(ticks):
        if tick not in TICKS:
            raise given.unfit(f"ticks.{number}", "ไม่รู้จักเครื่องหมายนี้", "No form has such a tick")
    return frozenset(ticks)


def _item(row: Record) -> FormItem:
    item = FormItem(
        criterion=row.text("criterion"),
        hs=row.hs("hs_code").digits,
        fob=row.maybe("fob", lambda field: row.decimal(field, positive=True)),
        accumulation=row.maybe("accumulation", row.flag),
        de_minimis=row.maybe("de_minimis", row.flag),
    )
    row.done()
    return item


def read_invoice(row: Record) -> ThirdCountryInvoice:
    """A third country's invoice: company and country may be empty (a finding), an unknown country does not fit."""
    country = row.text("country")
    if country and country not in COUNTRIES:
        raise row.unfit("country", "ไม่รู้จักรหัสประเทศนี้", "There is no such country code")
    invoice = ThirdCountryInvoice(row.text("company"), country)
    row.done()
    return invoice


def _exhibition(row: Record) -> Exhibition:
    shown = Exhibition(row.text("name"), row.text("address"))
    row.done()
    return shown


def _back_to_back(row: Record) -> BackToBack:
    taken = BackToBack(
        row.date("original_issued_on"),
        row.decimal("original_quantity"),
        row.decimal("already_issued_quantity"),
        row.decimal("quantity"),
    )
    row.done()
    return taken
