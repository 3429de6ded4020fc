"""A person's own account: signing up and in, passwords, e-mail, names."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..fields import ClearMessages, EnglishField, PhoneField, ThaiField
from ..models import Person
from ..passwords import NotLikeThePerson


class TypedTwice(ClearMessages):
    """A form in which a new password is typed twice."""

    def add_error(self, field: str | None, error: Any) -> None:
        # allauth says only one thing of the second field: that it differs.
        if field == "password2":
            error = _("The two passwords differ. Type the same one twice.")
        super().add_error(field, error)


class SignUpForm(TypedTwice, allauth_forms.SignupForm):
    """An account of one's own; which company it acts for comes next."""

    labels = {"email": _("E-mail"), "password1": _("Password"), "password2": _("Password, once more")}
    hints = {
        "email": _("We will send an e-mail with a link to this address. You sign in with it afterwards."),
        "password1": _("At least 10 characters. Three or four words that do not belong together are easy to keep."),
    }
    name_th = ThaiField(
        label=_("Name in Thai"), max_length=200, help_text=_("First name and family name, as on the identity card.")
    )
    name_en = EnglishField(label=_("Name in English"), max_length=200, help_text=_("As in the passport."))
    field_order = ["name_th", "name_en", "email", "password1", "password2"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "password1" in given and "password1" not in self.errors:
            person = Person(**{name: given.get(name, "") for name in ("email", "name_th", "name_en")})
            try:
                NotLikeThePerson().validate(given["password1"], person)
            except ValidationError as refused:
                self.add_error("password1", refused)
        return given

    def custom_signup(self, request: HttpRequest, user: Person) -> None:
        user.name_th = self.cleaned_data["name_th"]
        user.name_en = self.cleaned_data["name_en"]
        user.save(update_fields=["name_th", "name_en"])


class SignInForm(ClearMessages, allauth_forms.LoginForm):
    labels = {"login": _("E-mail"), "password": _("Password")}
    hints = {"password": ""}


class ConfirmPasswordForm(ClearMessages, allauth_forms.ReauthenticateForm):
    labels = {"password": _("Password")}
    hints = {"password": ""}


class ForgottenPasswordForm(ClearMessages, allauth_forms.ResetPasswordForm):
    labels = {"email": _("E-mail")}


class NewPasswordForm(TypedTwice, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    hints = {"password1": SignUpForm.hints["password1"]}


class ChangePasswordForm(TypedTwice, allauth_forms.ChangePasswordForm):
    labels = {"oldpassword": _("Current password"), **NewPasswordForm.labels}
    hints = {"oldpassword": "", **NewPasswordForm.hints}


class FirstPasswordForm(TypedTwice, allauth_forms.SetPasswordForm):
    """For a person whose account was made without one."""

    labels = NewPasswordForm.labels
    hints = NewPasswordForm.hints


class ChangeEmailForm(ClearMessages, allauth_forms.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class _Coded(ClearMessages):
    """A form with one code of six or eight digits."""

    labels = {"code": _("Code")}
    hints = {"code": _("The six digits that your authenticator app shows, or one of your recovery codes.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "govuk-input--width-10",
        }


class CodeForm(_Coded, mfa_forms.AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_Coded, mfa_forms.ReauthenticateForm):
    """The second factor once more, before something of weight."""


class FirstCodeForm(_Coded, totp_forms.ActivateTOTPForm):
    """The proof that the app has the secret."""

    hints = {"code": _("The six digits that the app shows for this portal now.")}


class PersonForm(ClearMessages, forms.ModelForm):
    """What the portal calls a person, and by which number they are reached."""

    name_th = ThaiField(label=_("Name in Thai"), max_length=200)
    name_en = EnglishField(label=_("Name in English"), max_length=200)
    phone = PhoneField(label=_("Phone"), required=False)

    class Meta:
        model = Person
        fields = ["name_th", "name_en", "phone"]
