"""Words of the officers' site that django-unfold says in English only: named here so that they are translated."""

from django.utils.translation import gettext_noop

UNFOLD = (
    gettext_noop("Apply Filters"),
    gettext_noop("Clear all filters"),
    gettext_noop("Expand row"),
    gettext_noop("False"),
    gettext_noop("Filters"),
    gettext_noop("Go back"),
    gettext_noop("Hide counts"),
    gettext_noop("No results found"),
    gettext_noop("Reset filters"),
    gettext_noop("Select action to run"),
    gettext_noop("Select all rows"),
    gettext_noop("Show counts"),
    gettext_noop("True"),
    gettext_noop("This page yielded into no results. Create a new item or reset your filters."),
    gettext_noop("Type to search"),
    gettext_noop("Log out"),
    gettext_noop("View site"),
    gettext_noop("Change password"),
    gettext_noop("All"),
    gettext_noop("Select all objects on this page for an action"),
    gettext_noop("Select action"),
    gettext_noop("Run"),
)
