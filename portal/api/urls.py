"""Addresses of the API, version 1."""

from django.urls import path

from portal.law.evaluators import every_evaluator

from .evaluate import UnknownEvaluatorView, view_of
from .schema import SchemaView
from .webhooks.reading import EventsView

urlpatterns = [
    *(
        path(f"evaluate/{each.name}/", view_of(each).as_view(), name=f"evaluate-{each.name}")
        for each in every_evaluator()
    ),
    path("evaluate/<str:name>/", UnknownEvaluatorView.as_view(), name="evaluate"),
    path("events/", EventsView.as_view(), name="events"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
]
