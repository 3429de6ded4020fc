"""What letters about companies say, each a subject and a text in the active language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.law.thai.dates import english_date, thai_date

from . import scopes
from .models import Exporter, Invitation, Person, Power, RoleKind

Said = tuple[str, str]


def of_invitation(invitation: Invitation) -> Said:
    exporter, power = invitation.exporter, invitation.power
    said = _names(exporter, invitation.invited_by)
    if power is not None:
        return (
            _("%(company)s gives you a power of attorney") % said,
            _(
                "%(person)s asks you to act for %(company)s in the Origin Portal: %(what)s. Open the address below, "
                "sign in with this e-mail address (or create an account with it), and take it up. The address is good "
                "until %(until)s; afterwards ask for a new one."
            )
            % {**said, "what": of_power(power), "until": _day(invitation.good_until.date())},
        )
    return (
        _("%(company)s asks you to join it") % said,
        _(
            "%(person)s asks you to join %(company)s in the Origin Portal as: %(roles)s. Open the address below, sign "
            "in with this e-mail address (or create an account with it), and accept. The address is good until "
            "%(until)s; afterwards ask for a new one. If you do not know the company, do nothing."
        )
        % {**said, "roles": role_names(invitation.kinds), "until": _day(invitation.good_until.date())},
    )


def of_power(power: Power) -> str:
    """What a power says, in one line."""
    procedures = ", ".join(str(scopes.title(scope.procedure)) for scope in power.scopes.order_by("pk"))
    return _("%(kind)s (%(procedures)s), from %(first)s to %(last)s") % {
        "kind": power.get_kind_display(),
        "procedures": procedures,
        "first": _day(power.starts_on),
        "last": _day(power.ends_on),
    }


def of_acceptance(invitation: Invitation, person: Person) -> Said:
    said = _names(invitation.exporter, person)
    return (
        _("%(person)s now acts for %(company)s") % said,
        _("%(person)s has accepted the invitation to act for %(company)s.") % said,
    )


def of_refusal(invitation: Invitation, person: Person) -> Said:
    said = _names(invitation.exporter, person)
    return (
        _("%(person)s has declined to act for %(company)s") % said,
        _("%(person)s has declined the invitation to act for %(company)s. Nothing else has changed.") % said,
    )


def of_roles(exporter: Exporter, kinds: list[str]) -> Said:
    said = {**_names(exporter), "roles": role_names(kinds)}
    return (
        _("Your roles at %(company)s have changed") % said,
        _("Your roles at %(company)s are now: %(roles)s. If you did not expect that, ask an owner of the company.")
        % said,
    )


def of_removal(exporter: Exporter) -> Said:
    return (
        _("You no longer act for %(company)s") % _names(exporter),
        _("An owner of %(company)s has taken you out of the company. If you did not expect that, ask them.")
        % _names(exporter),
    )


def of_leaving(exporter: Exporter, person: Person) -> Said:
    said = _names(exporter, person)
    return (
        _("%(person)s has left %(company)s") % said,
        _("%(person)s has no role at %(company)s any more. Cases and drafts stay; somebody else goes on with them.")
        % said,
    )


def of_ended_power(power: Power, by: Person) -> Said:
    said = {**_names(power.exporter, by), "what": of_power(power)}
    return (
        _("A power of attorney for %(company)s has ended") % said,
        _("%(person)s has ended this power of attorney for %(company)s: %(what)s. It is good for nothing from now on.")
        % said,
    )


def of_ending_power(power: Power) -> Said:
    said = {**_names(power.exporter), "what": of_power(power), "last": _day(power.ends_on)}
    return (
        _("A power of attorney for %(company)s ends on %(last)s") % said,
        _(
            "This power of attorney for %(company)s comes to its end: %(what)s. If the work goes on, an owner of the "
            "company gives a new one before that day."
        )
        % said,
    )


def role_names(kinds: list[str]) -> str:
    return ", ".join(str(RoleKind(kind).label) for kind in RoleKind.values if kind in kinds)


def _names(exporter: Exporter, person: Person | None = None) -> dict[str, str]:
    language = get_language() or "th"
    return {"company": exporter.name_in(language), "person": person.name_in(language) if person else ""}


def _day(on: object) -> str:
    return thai_date(on) if get_language() == "th" else english_date(on)  # type: ignore[arg-type]
