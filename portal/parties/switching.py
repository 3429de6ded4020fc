"""For which of their companies somebody works at the moment: what lists show, and what a new application is for.

It narrows what is shown, never what may be done: an address of another of one's companies still opens.
"""

from django.http import HttpRequest

from .actors import Actor
from .models import Exporter

KEY = "company"  # of the session: {"pk", "name_th", "name_en"}


def at_work(request: HttpRequest) -> Actor:
    """The signed-in person's actor, for the company they work for now; for all, if they have chosen none."""
    actor = Actor.of(request.user)
    chosen = request.session.get(KEY)
    if chosen is None:
        return actor
    if chosen["pk"] not in actor.acts_for_ids:
        del request.session[KEY]  # the role or the power has ended
        return actor
    return actor.only(chosen["pk"])


def work_for(request: HttpRequest, exporter: Exporter | None) -> None:
    """Keeps the choice for as long as the person is signed in; None is all companies."""
    if exporter is None:
        request.session.pop(KEY, None)
    else:
        # With its names, so that the header of every page asks the database nothing.
        request.session[KEY] = {"pk": exporter.pk, "name_th": exporter.name_th, "name_en": exporter.name_en}


def chosen(request: HttpRequest) -> int | None:
    """The id of the company worked for, if one was chosen."""
    kept = request.session.get(KEY)
    return kept["pk"] if kept else None
