"""A company's first products, by the spreadsheet that the template of the catalogue is."""

from collections.abc import Iterator

from django.utils import timezone

from portal.parties.actors import Actor
from portal.parties.catalogue import exports, imports
from portal.parties.models import Exporter, Person, Product


def load(person: Person) -> Iterator[str]:
    """Brings the template's example into the catalogue of the person's company, unless something is there."""
    actor = Actor.of(person)
    exporter = Exporter.objects.get(pk=min(actor.exporter_ids))
    if Product.objects.filter(exporter=exporter).exists():
        return
    file, at = exports.as_csv(exports.example_rows()), timezone.now()
    seen = imports.preview(exporter, actor, "template.csv", file, at)
    if seen.kept is None:
        raise ValueError(f"the template does not fit: {seen.reading.problems}")
    imports.confirm(seen.kept, actor, seen.plan.stamp, at)
    yield f"products of {exporter.name_en}"
