"""What the verification pages ask for."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from . import codes

MOST_BYTES = 20 * 1024 * 1024


class CodeForm(forms.Form):
    """The code printed on a paper, however it was typed."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_(
            "28 letters and digits at the foot of the document. Dashes, spaces and small letters do not matter."
        ),
        max_length=100,
        error_messages={"required": _("Type the verification code that is printed on the document.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        code = codes.typed(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A verification code has 28 letters and digits. Compare it with the document.")
            )
        return code


class CompareForm(forms.Form):
    """A file to hold against the one that we issued. It is compared and not kept."""

    file = forms.FileField(
        label=_("PDF file of the document"),
        help_text=_("The file is compared with the one that we issued, and is not kept."),
        error_messages={
            "required": _("Choose the PDF file that you want to compare."),
            "empty": _("This file is empty. Choose the PDF file that you want to compare."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 20 MB; no document of ours is. Choose another file.")
            )
        return file
