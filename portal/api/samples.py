"""The way of a morning, from a client's secret to a filed application, as commands to copy."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.cases.registry import Text


@dataclass(frozen=True)
class Sample:
    """One step: what it does, and the command; {root} stands for the portal's address."""

    title: Text
    command: str

    def at(self, root: str) -> str:
        return self.command.replace("{root}", root)


SAMPLES = (
    Sample(
        _("Get a token; it is good for an hour"),
        'curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials {root}/api/v1/token/',
    ),
    Sample(
        _("See what waits for you"),
        'curl -H "Authorization: Bearer $TOKEN" "{root}/api/v1/cases/?waiting_for=exporter"',
    ),
    Sample(
        _("Start a draft; the answer carries its id and its ETag"),
        'curl -i -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $(uuidgen)" \\\n'
        "     -H 'Content-Type: application/json' -d '{}' {root}/api/v1/rex/drafts/",
    ),
    Sample(
        _("Write answers into it, as many at once as you like"),
        'curl -i -X PATCH -H "Authorization: Bearer $TOKEN" -H "If-Match: $ETAG" \\\n'
        "     -H 'Content-Type: application/json' -d @answers.json {root}/api/v1/rex/drafts/$DRAFT/",
    ),
    Sample(
        _("See what does not stand yet: each problem with field, code and clause"),
        'curl -H "Authorization: Bearer $TOKEN" {root}/api/v1/rex/drafts/$DRAFT/check/',
    ),
    Sample(
        _("Submit it"),
        'curl -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $(uuidgen)" \\\n'
        "     -H 'Content-Type: application/json' -d '{}' {root}/api/v1/rex/drafts/$DRAFT/submit/",
    ),
    Sample(
        _("Fetch a document once it is issued"),
        'curl -o registration.pdf -H "Authorization: Bearer $TOKEN" \\\n'
        "     {root}/api/v1/cases/$REFERENCE/documents/$DOCUMENT/",
    ),
)
