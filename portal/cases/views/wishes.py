from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cases import calendars
from portal.cases.forms import WishesForm
from portal.cases.models import CalendarFeed, Wishes
from portal.parties.actors import Actor
from portal.parties.models import Person


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Which notices come by e-mail, and the calendar of deadlines."""
    kept = Wishes.objects.filter(person=_person(request)).first() or Wishes(person=_person(request))
    form = WishesForm(request.POST if request.method == "POST" else None, instance=kept)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your wishes are kept."))
        return redirect("cases:wishes")
    return _page(request, form)


@login_required
@never_cache
@require_POST
def open_calendar(request: HttpRequest) -> HttpResponse:
    """Makes a new address for calendar programs and shows it this once."""
    code = calendars.open_feed(_person(request), timezone.now())
    return _page(request, WishesForm(instance=Wishes.objects.filter(person=_person(request)).first()), code)


@login_required
@require_POST
def close_calendar(request: HttpRequest) -> HttpResponse:
    """Ends the address."""
    calendars.close_feed(_person(request))
    messages.success(request, _("The calendar's address is ended."))
    return redirect("cases:wishes")


@never_cache
@require_safe
def calendar(_request: HttpRequest, code: str) -> HttpResponse:
    """The deadlines as a calendar, for whoever has the address."""
    found = calendars.read_feed(code, timezone.now())
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _person(request: HttpRequest) -> Person:
    """Whoever has signed in."""
    return Actor.of(request.user).someone


def _page(request: HttpRequest, form: WishesForm, code: str = "") -> HttpResponse:
    context = {
        "form": form,
        "feed": CalendarFeed.objects.filter(person=_person(request)).first(),
        "address": request.build_absolute_uri(f"/calendar/{code}.ics") if code else "",
    }
    return render(request, "cases/wishes.html", context, status=422 if form.errors else 200)
