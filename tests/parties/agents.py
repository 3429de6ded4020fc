"""Agents of a company, as their powers of attorney leave them in the database."""

from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from portal.parties.models import Exporter, Invitation, Person, Power, PowerScope, RoleKind
from tests.conftest import a_person

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
BOONMEE = ("boonmee", "บุญมี ชิปปิ้ง", "Boonmee Shipping")


def an_agent(company: Exporter, named: tuple[str, str, str] = BOONMEE, ends_on: date = date(2099, 12, 31)) -> Person:
    """Somebody outside the company who prepares REX applications for it under a power of attorney."""
    agent = a_person(*named)
    owner = Person.objects.get(roles__exporter=company, roles__kind=RoleKind.OWNER)
    power = Power.objects.create(
        exporter=company, agent=agent, kind="preparer", starts_on=date(2026, 1, 1), ends_on=ends_on,
        file=ContentFile(b"%PDF-1.7 a power", "power.pdf"), file_name="power.pdf", content_type="application/pdf",
        size=16, sha256="0" * 64, made_by=owner, made_at=NOW,
    )  # fmt: skip
    PowerScope.objects.create(power=power, procedure="rex")
    Invitation.objects.create(
        exporter=company, email=agent.email, power=power, digest=named[0], invited_by=owner, invited_at=NOW,
        good_until=NOW, ended_as="accepted", closed_at=NOW,
    )  # fmt: skip
    return agent
