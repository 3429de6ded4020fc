from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DrawbackConfig(AppConfig):
    name = "drawback"
    label = "drawback"
    verbose_name = _("Duty drawback")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .rules import evaluators

        assert evaluators  # they registered themselves

        from django.urls import path

        from portal.cases import keepable
        from portal.parties.models import Agency
        from portal.tools.registry import Tool, register

        from . import views

        keepable.register_agency("drawback", Agency.CUSTOMS)
        for key, title in {
            "service.drawback.principle.working_days": _("Drawback: approve the principle"),
            "service.drawback.formula.working_days": _("Drawback: examine a production formula"),
            "service.drawback.claim.working_days": _("Drawback: decide a claim"),
            "service.drawback.claim.small.working_days": _("Drawback: decide a small claim"),
            "service.drawback.claim.customs_broker.working_days": _(
                "Drawback: decide a claim of a Customs Broker status holder"
            ),
            "service.drawback.claim.gold_card.working_days": _("Drawback: decide a claim of a Gold Card holder"),
        }.items():
            keepable.register_title(key, title)
        register(
            Tool(
                slug="unused",
                title=_("Unused material under guarantee"),
                summary=_(
                    "The duty and the surcharge on material that was not used within the year, and the last day."
                ),
                order=50,
                view=views.UnusedPage.as_view(),
            )
        )
        register(
            Tool(
                slug=views.SLUG,
                title=_("Drawback estimate"),
                summary=_("What duty comes back for which export, lot by lot, from three spreadsheets."),
                order=40,
                view=views.estimate_page,
                more=(
                    path("tools/drawback/template/<slug:name>/", views.template, name="drawback-template"),
                    path("tools/drawback/result/<str:code>/", views.result, name="drawback-result"),
                    path("tools/drawback/result/<str:code>/cuts.csv", views.result_csv, name="drawback-cuts"),
                    path("tools/drawback/result/<str:code>/delete/", views.forget, name="drawback-forget"),
                ),
            )
        )
