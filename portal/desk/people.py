"""Who is at the desk: the officer behind a request, asked of the database once a request."""

from django.http import HttpRequest

from portal.parties.actors import NOBODY, Actor, Duty


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as an actor; nobody for somebody switched off."""
    known: Actor | None = getattr(request, "desk_actor", None)
    if known is None:
        user = request.user
        known = Actor.of(user) if user.is_active else NOBODY
        request.desk_actor = known  # type: ignore[attr-defined]
    return known


def administers(request: HttpRequest) -> bool:
    """Whether the lists are this officer's to look after."""
    actor = actor_of(request)
    return actor.is_officer and Duty.ADMINISTRATOR in actor.duties
