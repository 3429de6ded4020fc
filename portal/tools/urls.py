"""Addresses of the public tools."""

from django.urls import path

from . import views
from .registry import every_tool

app_name = "tools"
urlpatterns = [
    path("tools/", views.index, name="index"),
    *(path(f"tools/{tool.slug}/", tool.view, name=tool.slug) for tool in every_tool()),
    *(pattern for tool in every_tool() for pattern in tool.more),
]
