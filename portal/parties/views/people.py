"""The people of a company: inviting, roles, taking out, leaving, and the history of it all."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import invitations, members, selectors
from ..actors import Actor, RoleKind
from ..forms.people import InviteForm, RolesForm
from ..models import Exporter, Invitation, Person

NOT_INVITED = {
    "member": lambda: _("This person has a role in the company already. Change it on the company's page."),
    "invited": lambda: _("An invitation to this address is open already. You can send it again."),
    "many": lambda: _("Fifty invitations are open already. Withdraw those that nobody takes up."),
}


def owned(request: HttpRequest, pk: int) -> tuple[Actor, Exporter]:
    """The actor and the company that they own. 404 for everybody else."""
    actor = Actor.of(request.user)
    if not actor.holds(pk, RoleKind.OWNER):
        raise Http404
    return actor, get_object_or_404(Exporter, pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    actor, exporter = owned(request, pk)
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"kinds": [RoleKind.PREPARER]})
    if form.is_valid():
        try:
            invited = invitations.invite(exporter, actor, *_asked(form), timezone.now())
        except invitations.NotInvited as refused:
            form.add_error("email", NOT_INVITED[refused.why]())
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invited.email})
            return redirect("parties:company", pk)
    shown = {"form": form, "exporter": exporter}
    return render(request, "parties/people/invite.html", shown, status=422 if form.is_bound else 200)


def _asked(form: InviteForm) -> tuple[str, list[str]]:
    return form.cleaned_data["email"], form.cleaned_data["kinds"]


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int, invitation_id: UUID) -> HttpResponse:
    actor, invitation = _invitation_of(request, pk, invitation_id)
    try:
        invitations.send_again(invitation, actor, timezone.now())
    except invitations.NotTaken:
        messages.error(request, _("This invitation is no longer open."))
    else:
        said = _("The invitation to %(email)s is on its way again. The address in the first letter has ended.")
        messages.success(request, said % {"email": invitation.email})
    return redirect("parties:company", pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, invitation_id: UUID) -> HttpResponse:
    actor, invitation = _invitation_of(request, pk, invitation_id)
    try:
        invitations.withdraw(invitation, actor, timezone.now())
    except invitations.NotTaken:
        messages.error(request, _("This invitation is no longer open."))
    else:
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("parties:company", pk)


def _invitation_of(request: HttpRequest, pk: int, invitation_id: UUID) -> tuple[Actor, Invitation]:
    actor, exporter = owned(request, pk)
    return actor, get_object_or_404(exporter.invitations.select_related("exporter", "power"), pk=invitation_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, pk: int, person_id: int) -> HttpResponse:
    """Somebody's roles, to be changed by an owner; taking them out is a button of its own."""
    actor, exporter = owned(request, pk)
    person = get_object_or_404(Person.objects.filter(roles__exporter=exporter).distinct(), pk=person_id)
    held = list(exporter.roles.filter(person=person).values_list("kind", flat=True))
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"kinds": held})
    if "remove" in request.POST:
        return _remove(request, actor, exporter, person)
    if form.is_valid():
        try:
            members.set_roles(exporter, actor, person, form.cleaned_data["kinds"], timezone.now())
        except members.LastOwner:
            form.add_error("kinds", _("The company needs an owner. Make somebody else an owner first."))
        else:
            messages.success(request, _("The roles are changed."))
            return redirect("parties:company", pk)
    shown = {"form": form, "exporter": exporter, "person": person, "self": person == actor.person}
    return render(request, "parties/people/roles.html", shown, status=422 if form.is_bound else 200)


def _remove(request: HttpRequest, actor: Actor, exporter: Exporter, person: Person) -> HttpResponse:
    try:
        members.remove(exporter, actor, person, timezone.now())
    except members.LastOwner:
        messages.error(request, _("The company needs an owner. Make somebody else an owner first."))
        return redirect("parties:roles", exporter.pk, person.pk)
    messages.success(request, _("This person no longer acts for the company."))
    return redirect("parties:company", exporter.pk) if person != actor.person else redirect("parties:mine")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then ends one's own roles."""
    actor = Actor.of(request.user)
    exporter = get_object_or_404(selectors.companies_of(actor), pk=pk)
    if request.method != "POST":
        return render(request, "parties/people/leave.html", {"exporter": exporter})
    try:
        members.leave(exporter, actor, timezone.now())
    except members.LastOwner:
        messages.error(request, _("The company needs an owner. Make somebody else an owner first."))
        return redirect("parties:company", pk)
    messages.success(request, _("You have left the company."))
    return redirect("parties:mine")


@login_required
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in who may act for the company, the newest first."""
    _actor, exporter = owned(request, pk)
    before = request.GET.get("before", "")
    older_than = int(before) if before.isdecimal() and len(before) < 18 else None
    changes, more = selectors.changes_of(exporter, older_than)
    shown = {"exporter": exporter, "changes": changes, "oldest": changes[-1].pk if more else None}
    return render(request, "parties/people/history.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Where the letter leads: what it is about, for anybody who has it; a yes or no, for whom it was meant."""
    found = invitations.find(code, timezone.now())
    if found is None:
        return render(request, "parties/people/invitation_over.html", status=404)
    if request.method == "POST" and isinstance(request.user, Person):
        return _answer(request, found, request.user)
    mine = getattr(request.user, "email", "") == found.email
    return render(request, "parties/people/invitation.html", {"invitation": found, "mine": mine, "code": code})


@login_required
@require_POST
def answer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """A yes or no from the list of companies: who has confirmed the address needs no letter."""
    person = request.user
    assert isinstance(person, Person)
    return _answer(request, get_object_or_404(invitations.to(person, timezone.now()), pk=invitation_id), person)


def _answer(request: HttpRequest, found: Invitation, person: Person) -> HttpResponse:
    try:
        if "decline" in request.POST:
            invitations.decline(found, person, timezone.now())
            messages.success(request, _("You have declined the invitation."))
            return redirect("parties:mine")
        invitations.accept(found, person, timezone.now())
    except invitations.NotTaken as refused:
        messages.error(request, _why_not(refused.why))
        return redirect("parties:mine")
    messages.success(request, _("You now act for this company."))
    return redirect("parties:mine") if found.power_id else redirect("parties:company", found.exporter_id)


def _why_not(why: str) -> str:
    """The reason in words."""
    if why == "other":
        return _("This invitation was sent to another address. Sign in with the address that the letter came to.")
    if why == "officer":
        return _("Officers act for no company. Use another e-mail address for that.")
    return _("This invitation is no longer open. Ask the company for a new one.")
