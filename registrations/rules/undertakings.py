"""The undertakings given by the exporter (box 5): dated texts, accepted all together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.law.findings import Finding, Message, error, info

from .application import Application


@dataclass(frozen=True)
class Undertaking:
    slug: str
    text: Message


@dataclass(frozen=True)
class Edition:
    """The undertakings as worded from `since` on."""

    since: date
    source: str
    undertakings: tuple[Undertaking, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(undertaking.slug for undertaking in self.undertakings)


def editions(written: Sequence[Mapping[str, Any]]) -> tuple[Edition, ...]:
    """The editions as the fixture writes them, oldest first.

    A slug stands for one wording in all editions, so that what was accepted can be read later. ValueError otherwise.
    """
    known = tuple(
        sorted(
            (
                Edition(
                    date.fromisoformat(edition["since"]),
                    edition["source"],
                    tuple(Undertaking(u["slug"], Message(u["th"], u["en"])) for u in edition["undertakings"]),
                )
                for edition in written
            ),
            key=lambda edition: edition.since,
        )
    )
    texts: dict[str, Message] = {}
    for undertaking in (one for edition in known for one in edition.undertakings):
        if texts.setdefault(undertaking.slug, undertaking.text) != undertaking.text:
            raise ValueError(f"the undertaking {undertaking.slug} is worded in two ways: a new wording has a new slug")
    return known


def edition_at(known: Sequence[Edition], day: date) -> Edition:
    """The edition in force on `day` (T-6). LookupError before the first one."""
    in_force = [edition for edition in known if edition.since <= day]  # T-6
    if not in_force:
        raise LookupError(f"no undertakings are known for {day}")
    return in_force[-1]


def undertakings(application: Application, edition: Edition) -> Iterator[Finding]:
    """Whether every undertaking is accepted and the acceptance is signed (REX-5)."""
    left = [undertaking for undertaking in edition.undertakings if undertaking.slug not in application.accepted]
    for undertaking in left:
        number = edition.slugs.index(undertaking.slug) + 1
        yield error(  # REX-5
            "undertaking-not-accepted",
            "REX-5",
            th=f"ยังไม่ได้ให้คำรับรองข้อ {number} โปรดรับรองให้ครบทุกข้อจึงจะยื่นคำขอได้",
            en=f"Undertaking {number} is not accepted. Accept all of them to apply.",
            where=f"undertakings.{undertaking.slug}",
        )
    if not application.undertakings_signed.complete:
        yield error(  # REX-5
            "undertakings-not-signed",
            "REX-5",
            th="โปรดระบุสถานที่ วันที่ ชื่อผู้ลงนาม และตำแหน่งท้ายคำรับรอง",
            en="Enter place, date, and the signatory's name and job title under the undertakings.",
            where="undertakings.place",
        )
    elif not left:
        yield info(
            "undertakings-accepted",
            "REX-5",
            th=f"รับรองครบทั้ง {len(edition.undertakings)} ข้อ และระบุผู้ลงนามแล้ว",
            en=f"All {len(edition.undertakings)} undertakings are accepted, with the signatory named.",
            where="undertakings",
        )
