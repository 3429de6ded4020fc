"""What an officer fills in for a move. A move without a form of its own asks for a note, or for reasons."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.parties.fields import ClearMessages, PlainField, ThaiDateField


class ReceiveForm(ClearMessages, forms.Form):
    """Reception of the paper at the counter (REX-8)."""

    paper_seen = forms.BooleanField(
        label=_("The printed form, signed, was seen"),
        error_messages={"required": _("Confirm that the signed form was seen.")},
    )  # REX-8
    poa_seen = forms.BooleanField(
        label=_("The power of attorney was seen"),
        error_messages={"required": _("Confirm that the power of attorney was seen.")},
    )  # REX-8
    received_on = ThaiDateField(
        label=_("Day on which the complete form was received"),
        initial=timezone.localdate,
        help_text=_("The registration will be valid from this day. Day/month/year, for example 31/12/2569."),
        error_messages={"required": _("Enter the day on which the complete form was received.")},
    )


class RecommendForm(ClearMessages, forms.Form):
    """The examiner's opinion."""

    opinion = forms.ChoiceField(
        label=_("Opinion"),
        choices=[("register", _("To be registered")), ("refuse", _("To be refused"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an opinion: register or refuse.")},
    )
    note = PlainField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you checked and what you found, for the approver."),
        error_messages={"required": _("Write what you checked and what you found.")},
    )


class SendBackForm(ClearMessages, forms.Form):
    """What the examiner has to look at again."""

    note = PlainField(
        label=_("What has to be examined again"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what has to be examined again.")},
    )
