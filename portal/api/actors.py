"""Who is asking the API: the one place that knows how a request proves it."""

from rest_framework.request import Request

from portal.parties.actors import Actor


def actor_of(request: Request) -> Actor:
    return Actor.of(request.user)
