"""How a document stands, in words and colour; one word a thing, wherever it is shown."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.cases.registry import Text

from .models import Document, Standing

STANDINGS: dict[Standing, tuple[Text, str]] = {
    Standing.IN_FORCE: (_("In force"), "green"),
    Standing.REPLACED: (_("Replaced by a newer version"), "yellow"),
    Standing.REVOKED: (_("Revoked"), "red"),
    Standing.EXPIRED: (_("Expired"), "grey"),
}


def of(document: Document, on: date) -> tuple[Text, str]:
    """The label and the tone of its tag."""
    standing = document.standing(on)
    if standing in STANDINGS:
        return STANDINGS[standing]
    tone = "red" if document.state == Document.State.FAILED else "blue"
    return Document.State(document.state).label, tone
