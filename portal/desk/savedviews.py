"""Views of the queue that officers keep for themselves."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db import transaction

from portal.parties.models import Person

from .models import SavedView

MOST_VIEWS = 20
LONGEST_NAME = 60
_KEPT = ("shelf", "q", "procedure", "state", "received_from", "received_until")


class TooManyViewsError(ValueError):
    """An officer has as many views as a list of them is good for."""


def query_of(said: Mapping[str, str]) -> str:
    """What narrows the queue down, without the place in its pages and in one order, so that views can be compared."""
    return urlencode({name: said[name] for name in _KEPT if said.get(name)})


def keep(person: Person, name: str, query: str) -> SavedView:
    """Keeps the view; one of the same name takes its place. TooManyViewsError beyond twenty."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once count one after the other
        others = SavedView.objects.filter(person=person).exclude(name=name)
        if others.count() >= MOST_VIEWS:
            raise TooManyViewsError
        view, _made = SavedView.objects.update_or_create(person=person, name=name, defaults={"query": query})
    return view


def forget(person: Person, name: str) -> None:
    """Deletes the view of that name, if there is one."""
    SavedView.objects.filter(person=person, name=name).delete()
