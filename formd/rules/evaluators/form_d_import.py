"""The evaluator `form-d-import`: whether preference is given at import, and what the declaration carries (FD-13...)."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any, TypeVar

from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import AMOUNT, COUNTRY, DATE, FLAG, HS, TEXT, giving, having, nullable, one_of, rows
from portal.law.evaluators.schemas import taking as object_of
from portal.law.findings import Message
from portal.law.reference import Reference

from ..arrival import (
    Arrival,
    ArrivedItem,
    BulkLiquid,
    Correction,
    DeferredClaim,
    FirstMemberForm,
    Route,
    ShownForm,
    Version,
)
from ..import_check import check
from ..ticks import TICKS
from .form_d_issue import INVOICE, MOST_ITEMS, read_invoice, read_ticks
from .origin import read_rule_set

Value = TypeVar("Value")
PAPERS = ("a4-white", "lilac-orange", "other")
ITEM = object_of(
    item={"type": "integer", "minimum": 1, "maximum": MOST_ITEMS},
    hs_code=HS,
    criterion=TEXT,
    fob=AMOUNT,
    optional={"gross_weight": TEXT, "invoice": TEXT},
)
FORM = object_of(
    version=one_of(*Version),
    number=TEXT,
    issuing_country=COUNTRY,
    issued_on=DATE,
    items=rows(ITEM),
    optional={
        "shipped_on": nullable(DATE),
        "signatory_known": FLAG,
        "original_shown": FLAG,
        "permit_number_written": FLAG,
        "language": TEXT,
        "paper": one_of(*PAPERS),
        "ticks": rows(one_of(*TICKS)),
        "third_country_invoice": nullable(INVOICE),
        "correction": nullable(one_of(*Correction)),
        "used_before": FLAG,
    },
)
ROUTE = object_of(
    optional={"through_non_member": FLAG, "through_bill_of_lading": FLAG, "invoice": FLAG, "transit_evidence": FLAG}
)
FIRST = object_of(
    optional={
        "number": TEXT,
        "original_quantity": nullable(AMOUNT),
        "already_used_quantity": nullable(AMOUNT),
        "quantity": nullable(AMOUNT),
    }
)
BULK = object_of(copy_shown=FLAG, left_custody_on=DATE, optional={"original_shown_on": nullable(DATE)})
DEFERRED = object_of(remark=FLAG, duty_paid_on=DATE, optional={"refund_filed_on": nullable(DATE)})
EXAMPLE: dict[str, Any] = {
    "import_date": "2008-10-01",
    "rule_set": None,
    "form": {
        "version": "new",
        "number": "D2008-0000001",
        "issuing_country": "MY",
        "issued_on": "2008-09-05",
        "shipped_on": "2008-09-01",
        "signatory_known": True,
        "original_shown": True,
        "permit_number_written": True,
        "language": "en",
        "paper": "a4-white",
        "ticks": ["issued-retroactively"],
        "items": [
            {
                "item": 1,
                "hs_code": "1101.00",
                "criterion": "CC",
                "fob": "1000.00",
                "gross_weight": "500 kg",
                "invoice": "INV-1",
            }
        ],
        "third_country_invoice": None,
        "correction": None,
        "used_before": False,
    },
    "route": {
        "through_non_member": False,
        "through_bill_of_lading": False,
        "invoice": True,
        "transit_evidence": False,
    },
    "sale_invoice": True,
    "first_member_form": None,
    "bulk_liquid": None,
    "late_request_granted": False,
    "deferred_claim": None,
}


@evaluator(
    "form-d-import",
    title=Message("การตรวจ Form D ขณะนำเข้า", "Form D at import"),
    clauses=tuple(f"FD-{number}" for number in (1, 2, 3, 4, 5, 7, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)),
    takes=object_of(
        import_date=DATE,
        form=nullable(FORM),
        optional={
            "rule_set": nullable(TEXT),
            "route": ROUTE,
            "sale_invoice": FLAG,
            "first_member_form": nullable(FIRST),
            "bulk_liquid": nullable(BULK),
            "late_request_granted": FLAG,
            "deferred_claim": nullable(DEFERRED),
            "fob_total": nullable(AMOUNT),
            "exporter_certification": FLAG,
        },
    ),
    gives=giving(
        rule_set=nullable(TEXT),
        accepted=FLAG,
        form_required=FLAG,
        declaration=rows(
            having(
                item={"type": "integer"},
                privilege_code=TEXT,
                permit_number=TEXT,
                permit_issue_date=DATE,
                permit_issue_authority=TEXT,
            )
        ),
        keep_until=DATE,
    ),
    example=EXAMPLE,
    example_answer={
        "rule_set": "TH-61/2551",
        "accepted": True,
        "form_required": True,
        "declaration": [
            {
                "item": 1,
                "privilege_code": "AF1",
                "permit_number": "D2008-0000001",
                "permit_issue_date": "2008-09-05",
                "permit_issue_authority": "MY",
            }
        ],
        "keep_until": "2013-10-01",
        "box_4": [{"item": 1, "given": True, "reasons": []}],
        "findings": [],
    },
)
def judge(given: Record, reference: Reference) -> Answer:
    """Whether preference is given, item by item, with what the declaration carries and until when papers are kept."""
    asked = given.maybe("rule_set", lambda field: read_rule_set(given, reference, field))
    arrival = _arrival(given)
    checked = check(arrival, asked, reference)
    return {
        "rule_set": checked.rule_set.slug if checked.rule_set else None,
        "accepted": checked.accepted,
        "form_required": checked.form_required,
        "declaration": [asdict(item) for item in checked.declaration],
        "keep_until": checked.keep_until.isoformat(),
        "box_4": [
            {
                "item": decision.item,
                "given": decision.given,
                "reasons": [{"th": reason.th, "en": reason.en} for reason in decision.reasons],
            }
            for decision in checked.decisions
        ],
        "findings": checked.findings,
    }


def _arrival(given: Record) -> Arrival:
    if "form" not in given:
        raise given.unfit("form", "ไม่มีช่องข้อมูลนี้", "The field is missing")
    form = given.maybe("form", lambda field: _form(given.record(field)))
    fob_total = partial(given.decimal, positive=True)
    arrival = Arrival(
        import_date=given.date("import_date"),
        form=form,
        route=given.maybe("route", lambda field: _route(given.record(field))) or Route(),
        sale_invoice=_or(given, "sale_invoice", given.flag, True),
        first_member_form=given.maybe("first_member_form", lambda field: _first(given.record(field))),
        bulk_liquid=given.maybe("bulk_liquid", lambda field: _bulk(given.record(field))),
        late_request_granted=_or(given, "late_request_granted", given.flag, False),
        deferred_claim=given.maybe("deferred_claim", lambda field: _deferred(given.record(field))),
        fob_total=fob_total("fob_total") if form is None else given.maybe("fob_total", fob_total),
        exporter_certification=_or(given, "exporter_certification", given.flag, False),
    )
    given.done()
    return arrival


def _or(given: Record, field: str, read: Callable[[str], Value], default: Value) -> Value:
    """The field, or what the rule book shows where it is left out."""
    return read(field) if given.has(field) else default


def _form(row: Record) -> ShownForm:
    version = Version(row.choice("version", tuple(Version)))
    correction = row.maybe("correction", lambda field: row.choice(field, tuple(Correction)))
    usual_paper = PAPERS[0] if version is Version.NEW else PAPERS[1]
    form = ShownForm(
        version=version,
        number=row.text("number"),
        issuing_country=row.country("issuing_country"),
        issued_on=row.date("issued_on"),
        shipped_on=row.maybe("shipped_on", row.date),
        signatory_known=_or(row, "signatory_known", row.flag, True),
        original_shown=_or(row, "original_shown", row.flag, True),
        permit_number_written=_or(row, "permit_number_written", row.flag, True),
        language=_or(row, "language", row.text, "en"),
        paper=_or(row, "paper", lambda field: row.choice(field, PAPERS), usual_paper),
        ticks=read_ticks(row) if row.has("ticks") else frozenset(),
        items=tuple(_item(each) for each in row.rows("items", most=MOST_ITEMS)),
        third_country_invoice=row.maybe("third_country_invoice", lambda field: read_invoice(row.record(field))),
        correction=Correction(correction) if correction else None,
        used_before=_or(row, "used_before", row.flag, False),
    )
    row.done()
    return form


def _item(row: Record) -> ArrivedItem:
    item = ArrivedItem(
        item=row.whole("item", least=1, most=MOST_ITEMS),
        hs=row.hs("hs_code").digits,
        criterion=row.text("criterion"),
        fob=row.decimal("fob", positive=True),
        gross_weight=_or(row, "gross_weight", row.text, ""),
        invoice=_or(row, "invoice", row.text, ""),
    )
    row.done()
    return item


def _route(row: Record) -> Route:
    usual = Route()
    route = Route(*(_or(row, field, row.flag, getattr(usual, field)) for field in Route.__dataclass_fields__))
    row.done()
    return route


def _first(row: Record) -> FirstMemberForm:
    first = FirstMemberForm(
        number=_or(row, "number", row.text, ""),
        original_quantity=row.maybe("original_quantity", row.decimal),
        already_used_quantity=row.maybe("already_used_quantity", row.decimal),
        quantity=row.maybe("quantity", row.decimal),
    )
    row.done()
    return first


def _bulk(row: Record) -> BulkLiquid:
    liquid = BulkLiquid(row.flag("copy_shown"), row.date("left_custody_on"), row.maybe("original_shown_on", row.date))
    row.done()
    return liquid


def _deferred(row: Record) -> DeferredClaim:
    claim = DeferredClaim(row.flag("remark"), row.date("duty_paid_on"), row.maybe("refund_filed_on", row.date))
    row.done()
    return claim
