from django.apps import AppConfig


class WatchlistConfig(AppConfig):
    name = "watchlist"
    label = "watchlist"
    verbose_name = "Watch-list goods"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.cases.reference import ReferenceList, register_list

        from . import facts
        from .rules import evaluators
        from .rules.watch_list import WatchList

        assert evaluators  # they registered themselves
        register_list(ReferenceList("Watch-list", WatchList, facts.current_watch_list, facts.lay_in_watch_list))
