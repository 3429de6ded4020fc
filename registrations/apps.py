from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    name = "registrations"
    label = "registrations"
    verbose_name = _("Registrations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.cases import keepable, registry
        from portal.papers import kinds
        from portal.parties.models import Agency

        from . import documents, queue, selectors, services, transitions
        from .rules import number
        from .wizard import STEPS

        registry.register(
            registry.Procedure(
                slug="rex",
                title=_("REX registration"),
                prefix="REX",
                agency=Agency.DFT,
                states=transitions.STATES,
                moves=transitions.MOVES,
                steps=STEPS,
                checklist=selectors.checklist,
                file=services.file,
                move_forms=queue.MOVE_FORMS,
                submit_clause="REX-5",  # REX-5
                code_clause="REX-7",  # REX-7
                signatures=("recommend", "register"),
                happenings={
                    "withdraw_consent": _("The consent to publication was withdrawn"),
                    "revoke_registration": _("The registration was revoked"),
                },
            )
        )
        registry.register_panel(
            registry.Panel(
                "rex-register",
                _("In the REX register"),
                "registrations/_panel.html",
                queue.entry_panel,
                applies=queue.is_registered,
            )
        )
        keepable.register_series(
            keepable.Series("rex.number.pattern", _("REX numbers"), number.example)  # REX-9
        )
        for kind in documents.KINDS:
            kinds.register(kind)
