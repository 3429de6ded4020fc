"""Addresses of the pages about the API."""

from django.urls import path

from . import clients, docs, tokens

app_name = "api"
urlpatterns = [
    path("api/", docs.docs, name="docs"),
    path("api/errors/", docs.dictionary, name="errors"),
    path("api/errors/<slug:code>/", docs.entry, name="error"),
    path("account/tokens/", tokens.mine, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("companies/<int:pk>/api/", clients.company, name="company"),
    path("companies/<int:pk>/api/<int:client_id>/rotate/", clients.rotate, name="rotate"),
    path("companies/<int:pk>/api/<int:client_id>/revoke/", clients.revoke, name="revoke"),
]
