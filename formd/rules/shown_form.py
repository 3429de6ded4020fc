"""The form as it is shown at import: issuer, paper, validity, corrections, ticks (FD-1 to FD-5, FD-11, FD-22)."""

from collections.abc import Iterator

from portal.law.countries import ASEAN, THAILAND
from portal.law.findings import Finding, Message, Severity, error, info, warning
from portal.law.values import Values

from .arrival import Arrival, Correction, ShownForm
from .copies import validity
from .criteria import CriterionKind, read_criterion
from .issue import is_retroactive, third_country, time_of_issue
from .rule_sets import RuleSet
from .ticks import RETROACTIVE, compare


def issuer(form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    """Issued by a government body of an exporting member, signed by a notified officer (FD-1, FD-22)."""
    if form.issuing_country not in ASEAN:  # FD-22
        yield error(
            "issuer-no-member",
            "FD-22",
            th=f"{form.issuing_country} ไม่ได้เป็นประเทศสมาชิกอาเซียน จึงใช้ Form D ไม่ได้",
            en=f"{form.issuing_country} is no member of ASEAN: there is no Form D from there.",
            where="form.issuing_country",
        )
    elif form.issuing_country == THAILAND:  # FD-1
        yield error(
            "issuer-is-importer",
            "FD-1",
            th="Form D ต้องออกโดยประเทศสมาชิกผู้ส่งออก ไม่ใช่ประเทศไทยซึ่งเป็นผู้นำเข้า",
            en="The form is issued by the exporting member, not by Thailand, which imports.",
            where="form.issuing_country",
        )
    if not form.signatory_known:  # FD-1
        severity = Severity.ERROR if rule_set.notified_signatories_only else Severity.WARNING
        message = Message(
            th="ลายมือชื่อหรือตราประทับไม่ตรงกับตัวอย่างที่ประเทศสมาชิกแจ้งไว้ โปรดสอบถามหน่วยงานผู้ออก",
            en="Signature or stamp is not among the specimens that the member notified. Ask the issuing authority.",
        )
        yield Finding("signatory-unknown", severity, "FD-1", message, "form.signatory_known")


def paper(form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    """The set's own paper, filled in English (FD-1)."""
    if form.paper not in rule_set.papers:  # FD-1
        yield error(
            "paper-wrong",
            "FD-1",
            th="กระดาษไม่ตรงกับแบบฟอร์มของชุดกฎนี้ (ใหม่: เอสี่ สีขาว เดิม: ต้นฉบับสีม่วงอ่อน สำเนาสีส้ม)",
            en="This is not the form's paper: A4 white for the new form, lilac with an orange triplicate for the old.",
            where="form.paper",
        )
    if form.language != "en":  # FD-1
        yield error(
            "language-wrong",
            "FD-1",
            th="Form D ต้องพิมพ์เป็นภาษาอังกฤษ",
            en="A Form D is typed in English.",
            where="form.language",
        )


def in_time(arrival: Arrival, form: ShownForm, rule_set: RuleSet, values: Values) -> Iterator[Finding]:
    """Valid on the day of import, or later with a granted request; issued when it may be (FD-2, FD-5)."""
    life = validity(form.issued_on, values)
    day = arrival.import_date
    if life.has_passed(day) and not arrival.late_request_granted:  # FD-2
        yield error(
            "form-expired",
            "FD-2",
            th=f"Form D ใช้ได้ถึงวันที่ {life.legal.isoformat()} โปรดยื่นคำร้องขอผ่อนผันพร้อมชี้แจงเหตุผล",
            en=f"The form was valid until {life.legal.isoformat()}. File a request with reasons.",
            where="form.issued_on",
        )
    elif life.has_passed(day):  # FD-2
        yield info(
            "form-expired-but-granted",
            "FD-2",
            th=f"Form D หมดอายุเมื่อวันที่ {life.legal.isoformat()} แต่ได้รับการผ่อนผันแล้ว",
            en=f"The form expired on {life.legal.isoformat()}; the request for late use was granted.",
            where="late_request_granted",
        )
    elif life.is_doubtful(day):  # T-3
        yield warning(
            "form-in-doubtful-days",
            "FD-2",
            th=f"นำเข้าหลังวันที่ {life.strict.isoformat()} แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {life.legal.isoformat()}",
            en=f"Imported after {life.strict.isoformat()}, yet within the legal limit of {life.legal.isoformat()}.",
            where="import_date",
        )
    if form.issued_on > day and not (arrival.deferred_claim or arrival.bulk_liquid):  # FD-13
        yield error(
            "issued-after-import",
            "FD-13",
            th="Form D ออกหลังวันนำเข้า จึงยังแสดงขณะนำเข้าไม่ได้ หากสงวนสิทธิไว้ ให้ขอคืนอากรภายหลัง",
            en="The form was issued after the import and cannot have been shown. Claim later if it was reserved.",
            where="form.issued_on",
        )
    if form.shipped_on:
        yield from time_of_issue(form.shipped_on, form.issued_on, rule_set, "form.issued_on")


def use_and_correction(form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    """One form for one import; struck out, typed, signed and stamped, or made out anew; never erased (FD-3, FD-4)."""
    if form.used_before:  # FD-3
        yield error(
            "form-used-before",
            "FD-3",
            th="Form D หนึ่งฉบับใช้ได้กับการนำเข้าหนึ่งครั้งเท่านั้น",
            en="One form serves one import. This one was used before.",
            where="form.used_before",
        )
    if form.correction is Correction.ERASED:  # FD-4
        yield error(
            "correction-erased",
            "FD-4",
            th="ห้ามลบข้อความใน Form D ให้ขีดฆ่า พิมพ์ข้อความใหม่ ลงลายมือชื่อและประทับตรา หรือออกฉบับใหม่",
            en="Nothing is erased on a form: strike out, type, sign and stamp, or have a new form issued.",
            where="form.correction",
        )
    elif form.correction is Correction.REISSUED and not rule_set.new_form_corrects:  # FD-4
        yield error(
            "correction-by-new-form",
            "FD-4",
            th=f"ชุดกฎ {rule_set.slug} ให้แก้ไขใน Form D ฉบับเดิมเท่านั้น",
            en=f"By {rule_set.slug} a mistake is corrected on the form itself, not by a new one.",
            where="form.correction",
        )


def ticks(arrival: Arrival, form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    """Box 13 says what holds, and nothing else (FD-11). What the form alone cannot tell may be ticked."""
    criteria = [found for item in form.items if (found := read_criterion(item.criterion, rule_set))]
    kinds = {criterion.kind for criterion in criteria}
    retroactive = form.shipped_on is not None and is_retroactive(form.shipped_on, form.issued_on, rule_set)
    facts = {
        "third-country-invoicing": form.third_country_invoice is not None,  # FD-16
        "back-to-back": arrival.first_member_form is not None,  # FD-17
        "partial-cumulation": CriterionKind.PARTIAL in kinds,  # FD-7
        RETROACTIVE: retroactive or arrival.bulk_liquid is not None,  # FD-5, FD-18
    }
    possible = {"exhibition", "back-to-back"}
    if kinds - {CriterionKind.WHOLLY_OBTAINED}:
        possible.add("accumulation")
    if CriterionKind.CTC in kinds:
        possible.add("de-minimis")
    if form.shipped_on is None:
        possible.add(RETROACTIVE)
    required = {slug for slug, holds in facts.items() if holds and slug in (rule_set.box_13 or (RETROACTIVE,))}
    yield from compare(rule_set, required, possible, form.ticks, "form.ticks")
    yield from third_country(form.third_country_invoice, "form.third_country_invoice")
