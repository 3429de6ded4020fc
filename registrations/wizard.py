"""What the exporter meets: the steps of Annex 22-06, as the notification tells them. The security code (step 7) and
the print (step 8) are the wizard's own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.cases.models import Draft
from portal.cases.steps import Step
from portal.parties.models import ProductVersion

from .facts import heading_of
from .forms import ActivitiesForm, ConsentForm, ContactForm, ExporterForm, GoodForm, UndertakingsForm


def from_the_company(draft: Draft) -> Mapping[str, Any]:
    """Step 1 as far as the portal knows it: the company's data, and whoever begins as the contact."""
    exporter, person = draft.exporter, draft.started_by
    return {
        "name": exporter.name_en,
        "tax_id": exporter.juristic_id,
        "street": exporter.street_en,
        "city": exporter.city_en,
        "postcode": exporter.postcode,
        "country": str(exporter.country),
        "contact_name": person.name_en,
        "contact_phone": person.phone or exporter.phone,
        "contact_email": person.email,
    }


def from_the_product(version: ProductVersion) -> Mapping[str, str]:
    """A row of step 4 as the company's catalogue tells it: the heading, and the English name (REX-4)."""
    return {"heading": heading_of(version), "description": version.name_en}


STEPS = (
    Step(
        "exporter",
        _("Exporter information"),
        ExporterForm,
        clause="REX-1",
        intro=_("Who applies. Everything is filed in English. Check what is filled in from your company's data."),
        initial=from_the_company,
    ),
    Step(
        "contacts",
        _("Contact persons"),
        row=ContactForm,
        row_title=_("Contact persons"),
        min_rows=1,
        max_rows=100,
        clause="REX-2",
        intro=_("Whom the authorities may ask about your exports. Name at least one person."),
    ),
    Step(
        "activities",
        _("Activities"),
        ActivitiesForm,
        clause="REX-3",
        intro=_("What your company does with the goods that it exports."),
    ),
    Step(
        "goods",
        _("Description of goods"),
        row=GoodForm,
        from_product=from_the_product,
        row_title=_("Goods"),
        min_rows=1,
        max_rows=1000,
        clause="REX-4",
        intro=_(
            "The goods you will export under the scheme, each with its heading of the Harmonized System. If they fall "
            "within more than 20 headings, the printed form lists their chapters instead."
        ),
    ),
    Step(
        "undertakings",
        _("Undertakings"),
        UndertakingsForm,
        clause="REX-5",
        intro=_(
            "Read each undertaking. The application can be submitted when all of them are accepted and signed. "
            "The undersigned hereby:"
        ),
        copied=False,
    ),
    Step(
        "consent",
        _("Consent to publication"),
        ConsentForm,
        clause="REX-6",
        intro=_("This answer is signed on its own. To say no is no ground to refuse the registration."),
        copied=False,
    ),
)
