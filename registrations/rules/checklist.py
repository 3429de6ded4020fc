"""The whole check of an application: what officers see, and what the exporter may run before filing."""

from collections.abc import Iterator

from portal.law.findings import Finding, error, warning

from . import consent, exporter, goods, undertakings
from .application import Application
from .undertakings import Edition


def checklist(application: Application, edition: Edition, max_headings: int = goods.MAX_HEADINGS) -> Iterator[Finding]:
    """Everything the rules say about `application`, in the order of the form; info findings tell what is in order."""
    yield from exporter.information(application)
    yield from exporter.contacts(application)
    yield from exporter.activities(application)
    yield from goods.goods(application, max_headings)
    yield from undertakings.undertakings(application, edition)
    yield from consent.consent(application)
    yield from earlier_registrations(application)


def earlier_registrations(application: Application) -> Iterator[Finding]:
    """Whether the exporter is registered already, or was and lost it (REX-10)."""
    for earlier in application.earlier:
        if earlier.revoked_on is None:
            yield error(  # REX-10
                "already-registered",
                "REX-10",
                th=f"บริษัทนี้ขึ้นทะเบียนอยู่แล้ว เลขทะเบียน {earlier.number} หากข้อมูลเปลี่ยนแปลง โปรดแจ้งแก้ไขทะเบียนเดิม",
                en=f"The company is registered already as {earlier.number}. Notify the department of changes instead.",
            )
        else:
            yield warning(  # REX-10
                "earlier-registration-revoked",
                "REX-10",
                th=f"เลขทะเบียนเดิม {earlier.number} ถูกเพิกถอนแล้ว โปรดตรวจว่าได้แก้ไขเหตุแห่งการเพิกถอนแล้ว",
                en=f"Registration {earlier.number} was revoked. Check that what led to it has been remedied.",
                where="undertakings.earlier_registration",
            )
