"""Who applies: exporter information, contact persons and activities (boxes 1 to 3)."""

from collections.abc import Iterator

from stdnum.exceptions import ValidationError
from stdnum.th import moa

from portal.law.findings import Finding, Message, error, info

from .application import Application

ACTIVITIES = {
    "production": Message("การผลิต", "Production"),
    "trading": Message("การค้า", "Trading"),
}

# REX-1: all of these are required.
REQUIRED = {
    "name": Message("ชื่อผู้ส่งออก", "the exporter's name"),
    "street": Message("เลขที่และถนน", "street and number"),
    "postcode": Message("รหัสไปรษณีย์", "postcode"),
    "city": Message("เมือง", "city"),
    "country": Message("ประเทศ", "country"),
    "tax_id": Message("เลขประจำตัวผู้เสียภาษี", "tax id"),
    "contact_name": Message("ชื่อผู้ติดต่อ", "the contact's name"),
    "contact_phone": Message("โทรศัพท์ของผู้ติดต่อ", "the contact's phone"),
    "contact_email": Message("อีเมลของผู้ติดต่อ", "the contact's e-mail"),
}


def information(application: Application) -> Iterator[Finding]:
    """Whether box 1 is complete and its tax id is the applying company's own (REX-1)."""
    exporter = application.exporter
    missing = [name for name in REQUIRED if not getattr(exporter, name)]
    for name in missing:
        what = REQUIRED[name]
        yield error(  # REX-1
            "exporter-information-missing",
            "REX-1",
            th=f"โปรดกรอก{what.th}",
            en=f"Enter {what.en}.",
            where=f"exporter.{name}",
        )
    bad_id = list(_tax_id(exporter.tax_id, application.juristic_id))
    yield from bad_id
    if not missing and not bad_id:
        yield info(
            "exporter-information-complete",
            "REX-1",
            th="ข้อมูลผู้ส่งออกครบถ้วน เลขประจำตัวผู้เสียภาษีถูกต้องและเป็นของบริษัทที่ยื่น",
            en="The exporter's information is complete; the tax id is valid and the company's own.",
            where="exporter",
        )


def _tax_id(tax_id: str, juristic_id: str) -> Iterator[Finding]:
    if not tax_id:
        return
    try:
        moa.validate(tax_id)  # REX-1
    except ValidationError:
        yield error(
            "tax-id-invalid",
            "REX-1",
            th="เลขประจำตัวผู้เสียภาษีไม่ถูกต้อง โปรดกรอกเลขทะเบียนนิติบุคคล 13 หลักให้ตรงกับหนังสือรับรองบริษัท",
            en="The tax id is not valid. Enter the 13-digit juristic id as in the company's certificate.",
            where="exporter.tax_id",
        )
        return
    if juristic_id and moa.compact(tax_id) != juristic_id:  # REX-1
        yield error(
            "tax-id-of-another-company",
            "REX-1",
            th="เลขประจำตัวผู้เสียภาษีไม่ตรงกับบริษัทที่ยื่นคำขอ โปรดแก้ไข หรือยื่นในนามบริษัทที่ถูกต้อง",
            en="The tax id is not that of the company that applies. Correct it, or apply for the right company.",
            where="exporter.tax_id",
        )


def contacts(application: Application) -> Iterator[Finding]:
    """Whether somebody can be reached: at least one contact person, each row whole (REX-2)."""
    if not application.contacts:
        yield error(  # REX-2
            "contact-missing",
            "REX-2",
            th="โปรดเพิ่มผู้ติดต่ออย่างน้อยหนึ่งคน",
            en="Add at least one contact person.",
            where="contacts",
        )
        return
    broken = [
        number
        for number, contact in enumerate(application.contacts)
        if not (contact.name and contact.address and contact.email and contact.phone)
    ]
    for number in broken:
        yield error(  # REX-2
            "contact-incomplete",
            "REX-2",
            th=f"ข้อมูลผู้ติดต่อลำดับที่ {number + 1} ยังไม่ครบ โปรดกรอกชื่อ ที่อยู่ อีเมล และโทรศัพท์",
            en=f"Contact person {number + 1} is incomplete: enter name, address, e-mail and phone.",
            where=f"contacts.{number}",
        )
    if not broken:
        count = len(application.contacts)
        yield info(
            "contacts-complete",
            "REX-2",
            th=f"มีผู้ติดต่อ {count} คน ข้อมูลครบทุกคน",
            en=f"Contact persons given: {count}, each of them complete.",
            where="contacts",
        )


def activities(application: Application) -> Iterator[Finding]:
    """Whether production, trading or both is chosen, and which of them is the main one (REX-3)."""
    if not application.activities:
        yield error(  # REX-3
            "activity-missing",
            "REX-3",
            th="โปรดเลือกกิจกรรมอย่างน้อยหนึ่งอย่าง: การผลิต การค้า หรือทั้งสองอย่าง",
            en="Choose at least one activity: production, trading, or both.",
            where="activities.activities",
        )
        return
    main = main_activity(application)
    if main is None:
        yield error(  # REX-3
            "main-activity-missing",
            "REX-3",
            th="โปรดเลือกกิจกรรมหลักจากกิจกรรมที่เลือกไว้",
            en="Choose the main activity among those you have chosen.",
            where="activities.main_activity",
        )
        return
    label = ACTIVITIES[main]
    yield info(
        "activities-complete",
        "REX-3",
        th=f"กิจกรรมหลัก: {label.th}",
        en=f"Main activity: {label.en.lower()}.",
        where="activities",
    )


def main_activity(application: Application) -> str | None:
    """The activity that the print shows: the only one chosen, or the one named as main (REX-3); None if unclear."""
    if len(application.activities) == 1:
        return next(iter(application.activities))  # REX-3
    return application.main_activity if application.main_activity in application.activities else None
