"""Passkeys: a key in a telephone, a computer or on a stick, used in place of a code or of everything."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import ClearMessages, PlainField


class _Read:
    """What the browser's key said. allauth takes its shape for granted: what has another one is no passkey, either."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "credential" in self.fields:
            nothing = _("The browser sent no passkey. Try again, or choose another way.")
            self.fields["credential"].error_messages["required"] = nothing

    def read(self, said: Callable[[], Any]) -> Any:
        try:
            return said()
        except (KeyError, TypeError, AttributeError, ValueError):
            raise get_adapter().validation_error("incorrect_code") from None


class UsePasskeyForm(_Read, webauthn_forms.AuthenticateWebAuthnForm):
    """The second step of signing in."""

    def clean_credential(self) -> Any:
        return self.read(super().clean_credential)


class SignInByPasskeyForm(_Read, webauthn_forms.LoginWebAuthnForm):
    """Signing in by a passkey alone."""

    def clean_credential(self) -> Any:
        return self.read(super().clean_credential)


class PasskeyAgainForm(_Read, webauthn_forms.ReauthenticateWebAuthnForm):
    """A passkey once more, before something of weight."""

    def clean_credential(self) -> Any:
        return self.read(super().clean_credential)


class AddPasskeyForm(_Read, ClearMessages, webauthn_forms.AddWebAuthnForm):
    """The browser makes the key; here it gets its name."""

    name = PlainField(
        label=_("Name"), max_length=60, required=False, help_text=_("By which you tell it from others: “my telephone”.")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without a password"),
        required=False,
        initial=True,
        help_text=_("The key then asks for your finger, your face or its PIN each time."),
    )

    def clean(self) -> Any:
        return self.read(super().clean)


class RenamePasskeyForm(ClearMessages, webauthn_forms.EditWebAuthnForm):
    name = PlainField(
        label=_("Name"),
        max_length=60,
        error_messages={"required": _("Give the passkey a name.")},
    )
