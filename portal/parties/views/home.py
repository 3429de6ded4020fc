"""The first page: what the portal is, for strangers; the way to one's work, for those who have signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..actors import Actor


def home(request: HttpRequest) -> HttpResponse:
    actor = Actor.of(request.user)
    if actor.is_officer:
        return redirect("admin:index")
    if actor.acts_for_ids:
        return redirect("cases:mine")
    if actor.person:
        return redirect("parties:mine")
    return render(request, "home.html")
