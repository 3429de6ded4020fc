"""Which passwords are refused, and why, in words that help to find another."""

from django.contrib.auth import password_validation as django_validation
from django.utils.translation import gettext as _


class MinimumLength(django_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short. Use at least %(length)d characters.") % {"length": self.min_length}


class NotLikeThePerson(django_validation.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name_th", "name_en"))

    def get_error_message(self) -> str:
        return _("The password is too much like your name or e-mail. Choose something else.")


class NotCommon(django_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easily guessed. Choose something else.")


class NotNumeric(django_validation.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("A password of digits alone is easily guessed. Add letters.")
