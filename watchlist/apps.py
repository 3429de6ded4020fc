from django.apps import AppConfig


class WatchlistConfig(AppConfig):
    name = "watchlist"
    label = "watchlist"
    verbose_name = "Watch-list goods"
    default_auto_field = "django.db.models.BigAutoField"
