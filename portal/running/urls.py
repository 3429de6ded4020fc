from django.urls import path

from . import health, metrics

app_name = "running"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", metrics.exposed, name="metrics"),
]
