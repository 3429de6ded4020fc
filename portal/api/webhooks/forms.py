"""What an owner fills in for a webhook."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.api.models import Delivery
from portal.parties.fields import ClearMessages, ThaiDateField

from . import addresses, events


class EndpointForm(ClearMessages, forms.Form):
    """Where events are sent, and which."""

    url = forms.CharField(
        label=_("Address of your program"),
        help_text=_("It begins with https:// and can be reached from the internet."),
        widget=forms.TextInput(attrs={"type": "url", "inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        validators=[addresses.check_url],
        error_messages={"required": _("Enter the address of your program, beginning with https://")},
    )
    types = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(kind.slug, kind.title) for kind in events.TYPES],
        widget=forms.CheckboxSelectMultiple,
        initial=list(events.SLUGS),
        error_messages={"required": _("Choose at least one event that you want to hear of.")},
    )


class SinceForm(ClearMessages, forms.Form):
    """From which day on what failed is sent again."""

    since = ThaiDateField(
        label=_("Since"),
        initial=timezone.localdate,
        error_messages={"required": _("Enter the day from which on events are sent again.")},
    )


class FilterForm(forms.Form):
    """Which deliveries are shown; what is not offered shows all."""

    state = forms.ChoiceField(required=False, choices=[("", _("All states")), *Delivery.State.choices])
    type = forms.ChoiceField(
        required=False,
        choices=[("", _("All events")), *((kind.slug, kind.slug) for kind in events.TYPES), (events.PING, events.PING)],
    )
