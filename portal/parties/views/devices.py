from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import devices
from ..models import Person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in; POST ends one device (`device`) or all others."""
    person = cast(Person, request.user)
    if request.method != "POST":
        return render(request, "parties/account/devices.html", {"devices": devices.devices_of(person, request)})
    one = request.POST.get("device", "")
    if not one:
        ended = devices.end_others(person, request)
        said = ngettext(
            "You are signed out of %(n)d other device.", "You are signed out of %(n)d other devices.", ended
        )
        messages.success(request, said % {"n": ended})
    elif not (one.isdecimal() and len(one) < 18 and devices.end(person, int(one))):
        raise Http404
    else:
        messages.success(request, _("You are signed out of that device."))
    return redirect("usersessions_list")
