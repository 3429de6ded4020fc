"""What stands around the demonstration's companies: powers of attorney, an invitation, a webhook that is off."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from portal.parties import invitations, powers
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Invitation, Person

from . import hooks

Said = Mapping[str, Any]
MORNING = time(10, 15)


def load(told: Said, person: Callable[[str], Person]) -> Iterator[str]:
    """Adds each thing of `told` (fixtures/demo/around.yaml) that was never there; one that people ended stays so."""
    for row in told["powers"]:
        yield from _power(row, person(row["by"]), person(row["to"]))
    for row in told["invitations"]:
        yield from _invitation(row, person(row["by"]), person(row["to"]))
    webhook = told["webhook"]
    yield from hooks.load(webhook, Exporter.objects.get(juristic_id=webhook["company"]), person(webhook["by"]))


def _power(row: Said, owner: Person, agent: Person) -> Iterator[str]:
    exporter = Exporter.objects.get(juristic_id=row["company"])
    if Invitation.objects.filter(exporter=exporter, email=agent.email).exclude(power=None).exists():
        return
    at = _morning(int(row["days_ago"]))
    given = {
        "email": agent.email,
        "kind": row["kind"],
        "procedures": ["rex"],
        "starts_on": timezone.localdate(at),
        "ends_on": timezone.localdate(at) + timedelta(days=int(row["days"])),
    }
    power = powers.give(exporter, Actor.of(owner), given, _scan(exporter, agent), at)
    invitations.accept(power.invitation, agent, at + timedelta(hours=2))
    if "ended_days_ago" in row:
        power.refresh_from_db()
        powers.end(power, Actor.of(owner), _morning(int(row["ended_days_ago"])))
    yield f"power of attorney of {exporter.name_en}"


def _invitation(row: Said, owner: Person, guest: Person) -> Iterator[str]:
    exporter = Exporter.objects.get(juristic_id=row["company"])
    if Invitation.objects.filter(exporter=exporter, email=guest.email).exists():
        return
    invitations.invite(exporter, Actor.of(owner), guest.email, row["roles"], timezone.now())
    yield f"invitation of {guest.email}"


def _morning(days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days_ago), MORNING))


def _scan(exporter: Exporter, agent: Person) -> SimpleUploadedFile:
    """A picture of a page that says what it is, and that it is no real power."""
    page, into = Image.new("L", (827, 1170), 255), io.BytesIO()
    said = f"DEMONSTRATION\n\nPower of attorney\n\n{exporter.name_en}\nto {agent.name_en}"
    ImageDraw.Draw(page).multiline_text((90, 120), said, fill=0, font=ImageFont.load_default(28), spacing=14)
    page.save(into, "PNG")
    return SimpleUploadedFile("power-of-attorney.png", into.getvalue(), "image/png")
