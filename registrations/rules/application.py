"""An application as the rules see it: what was typed, already trimmed; empty where nothing was."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Signature:
    """Who signed a part of the form, where and when. `day` is None where none or an impossible one was given."""

    place: str = ""
    day: date | None = None
    name: str = ""
    job_title: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.place and self.day and self.name and self.job_title)


@dataclass(frozen=True)
class ExporterInformation:
    """Box 1 of Annex 22-06."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    tax_id: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


@dataclass(frozen=True)
class Contact:
    """A row of box 2."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    fax: str = ""


@dataclass(frozen=True)
class Product:
    """The product, and its version, that a good was taken from. `heading` is what that version has; "" where the
    company's catalogue has no such version."""

    code: str
    version: str
    heading: str = ""


@dataclass(frozen=True)
class Good:
    """A row of box 4: a heading of the Harmonized System (4 digits) and what is exported under it."""

    heading: str = ""
    description: str = ""
    product: Product | None = None  # None: it was typed


@dataclass(frozen=True)
class Earlier:
    """A REX registration that the same exporter had or has."""

    number: str
    revoked_on: date | None = None


@dataclass(frozen=True)
class Application:
    """The whole form, with what the portal knows of the company that files it."""

    exporter: ExporterInformation = ExporterInformation()
    contacts: tuple[Contact, ...] = ()
    activities: frozenset[str] = frozenset()
    main_activity: str = ""
    goods: tuple[Good, ...] = ()
    accepted: frozenset[str] = frozenset()  # the undertakings ticked, by slug
    undertakings_signed: Signature = Signature()
    consent: bool | None = None  # None: neither yes nor no was chosen
    consent_signed: Signature = Signature()
    juristic_id: str = ""  # of the company in the portal
    earlier: tuple[Earlier, ...] = field(default=())
