from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchlistConfig(AppConfig):
    name = "watchlist"
    label = "watchlist"
    verbose_name = _("Watch-list goods")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.cases.reference import ReferenceList, register_list

        from . import facts
        from .rules import evaluators
        from .rules.watch_list import WatchList

        assert evaluators  # they registered themselves
        register_list(ReferenceList("Watch-list", WatchList, facts.current_watch_list, facts.lay_in_watch_list))

        from portal.tools.registry import Tool, register

        from .views import WatchListPage

        register(
            Tool(
                slug="watchlist",
                title=_("Watch-list check"),
                summary=_("Whether goods are on the watch-list, and what a certificate of origin needs."),
                order=20,
                view=WatchListPage.as_view(),
            )
        )
