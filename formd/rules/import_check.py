"""The whole check of an import under Form D: which rule set judges, what stands in the way, what is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.law.findings import Finding, Severity, error
from portal.law.reference import Reference

from . import box_4, clearance, shown_form
from .arrival import Arrival, ShownForm
from .origin_findings import of_rule_set
from .rule_sets import RuleSet, RuleSets


@dataclass(frozen=True, slots=True)
class Checked:
    """What Customs answers: box 4, the declaration's fields, the day until which papers are kept, and why."""

    rule_set: RuleSet | None
    accepted: bool
    form_required: bool
    declaration: tuple[box_4.DeclaredItem, ...]
    decisions: tuple[box_4.Decision, ...]
    keep_until: date
    findings: tuple[Finding, ...]


def check(arrival: Arrival, asked: RuleSet | None, reference: Reference) -> Checked:
    """Checks the import by the set asked for, or by the one of its date and form (FD-1, T-6)."""
    keep = clearance.keep_until(arrival.import_date, reference.values)
    if arrival.form is None:
        return _without_form(arrival, asked, reference, keep)
    form = arrival.form
    chosen = asked or reference.of(RuleSets).of_form(form.version, arrival.import_date)  # T-6
    required = not clearance.is_small(form.fob, arrival.import_date, reference.values)  # FD-13
    if chosen is None:
        findings = [_no_rule_set(form)]
        decided = box_4.decisions(form, findings)
        return Checked(None, False, required, (), tuple(decided), keep, tuple(findings))
    findings = [*_of_choice(arrival, form, chosen), *_findings(arrival, form, chosen, reference)]
    decided = box_4.decisions(form, findings)
    declared = box_4.declaration(arrival, form, decided, reference.values)
    accepted = any(decision.given for decision in decided)  # FD-21: item by item
    return Checked(chosen, accepted, required, tuple(declared), tuple(decided), keep, tuple(findings))


def _without_form(arrival: Arrival, asked: RuleSet | None, reference: Reference, keep: date) -> Checked:
    fob = arrival.fob_total
    required = fob is None or not clearance.is_small(fob, arrival.import_date, reference.values)  # FD-13
    sets = [each for each in reference.of(RuleSets) if each.takes_imports_on(arrival.import_date)]
    in_force = _in_force(asked, arrival) if asked else ()
    findings = (*in_force, *clearance.without_form(arrival, reference.values))
    accepted = not any(finding.severity is Severity.ERROR for finding in findings)
    return Checked(asked or (sets[-1] if sets else None), accepted, required, (), (), keep, findings)


def _findings(arrival: Arrival, form: ShownForm, rule_set: RuleSet, reference: Reference) -> Iterator[Finding]:
    yield from of_rule_set(rule_set)
    yield from shown_form.issuer(form, rule_set)
    yield from shown_form.paper(form, rule_set)
    yield from shown_form.in_time(arrival, form, rule_set, reference.values)
    yield from shown_form.use_and_correction(form, rule_set)
    yield from shown_form.ticks(arrival, form, rule_set)
    yield from box_4.of_items(form, rule_set)
    yield from clearance.original(arrival, form, rule_set)
    yield from clearance.transit(arrival.route)
    yield from clearance.sale(arrival, form)
    yield from clearance.first_member(form, arrival.first_member_form)
    yield from clearance.bulk(arrival.bulk_liquid, reference)
    yield from clearance.deferred(arrival.deferred_claim, rule_set, reference)


def _of_choice(arrival: Arrival, form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    if form.version != rule_set.form:  # FD-1
        yield error(
            "form-of-another-rule-set",
            "FD-1",
            th=f"แบบฟอร์มนี้ไม่ใช่แบบของชุดกฎ {rule_set.slug}",
            en=f"This form is not the one of {rule_set.slug}.",
            where="form.version",
        )
    yield from _in_force(rule_set, arrival)


def _in_force(rule_set: RuleSet, arrival: Arrival) -> Iterator[Finding]:
    if not rule_set.takes_imports_on(arrival.import_date):  # FD-1, T-6
        yield error(
            "rule-set-not-in-force",
            "FD-1",
            th=f"ชุดกฎ {rule_set.slug} ไม่ใช้กับการนำเข้าวันที่ {arrival.import_date.isoformat()}",
            en=f"{rule_set.slug} does not govern imports of {arrival.import_date.isoformat()}.",
            where="rule_set",
        )


def _no_rule_set(form: ShownForm) -> Finding:
    return error(  # FD-1
        "form-not-accepted-on-date",
        "FD-1",
        th="แบบฟอร์มนี้ไม่รับสำหรับการนำเข้าในวันดังกล่าว (แบบเดิมรับถึงวันที่ 31 ธันวาคม 2551)",
        en="This form is not accepted for imports of that day. The old one was accepted until 31 December 2008.",
        where="form.version",
    )
