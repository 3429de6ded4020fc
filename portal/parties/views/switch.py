from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from .. import switching
from ..actors import Actor
from ..models import Exporter


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Goes on with one company, or with all of them."""
    said = request.POST.get("company", "")
    if not said:
        switching.work_for(request, None)
    else:
        own = Exporter.objects.filter(pk__in=Actor.of(request.user).acts_for_ids)
        chosen = get_object_or_404(own, pk=int(said) if said.isdecimal() and len(said) < 18 else 0)
        switching.work_for(request, chosen)
    return redirect("cases:mine")
