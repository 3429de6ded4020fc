"""What an exporter fills in on the page of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.law.findings import Finding

from .models import Wishes


class WishesForm(forms.ModelForm):
    """How somebody wants to be told of things."""

    class Meta:
        model = Wishes
        fields = ("mailing",)
        widgets = {"mailing": forms.RadioSelect}
        labels = {"mailing": _("Which notices come by e-mail?")}
        help_texts = {"mailing": _("All of them stand on the page of notices, whatever you choose here.")}
        error_messages = {"mailing": {"required": _("Choose which notices come by e-mail.")}}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, also none; whether each may be kept `attachments` says."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in (data if isinstance(data, list | tuple) else [data]) if file]


class SaysWhy(forms.Form):
    """A form that shows what a service refused, at the field that it speaks of."""

    def take(self, findings: Sequence[Finding], language: str) -> None:
        for finding in findings:
            where = finding.where if finding.where in self.fields else None
            self.add_error(where, finding.message.in_language(language))


def _words(label: Any, hint: Any = "", *, rows: int = 5, required: bool = True) -> forms.CharField:
    """A text box; whether the text is too long the services say."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _files(hint: Any = "") -> FilesField:
    return FilesField(label=_("Files"), required=False, help_text=hint or _("PDF, JPG or PNG, each up to 10 MB."))


class AnswerForm(SaysWhy):
    answer = _words(_("Your answer"), _("Answer in words, attach files, or do both."), required=False)
    attached = _files()


class MessageForm(SaysWhy):
    text = _words(
        _("Message to the officers"), _("A message answers no question and changes nothing in the application."), rows=3
    )
    attached = _files()


class WithdrawalForm(SaysWhy):
    reason = _words(_("Why do you want to withdraw the application?"))


class NoteForm(SaysWhy):
    note = _words(_("Note"), rows=3, required=False)
