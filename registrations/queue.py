"""What officers meet: the form of each move that asks for more than a note."""

from collections.abc import Mapping

from django import forms

from .forms.moves import ReceiveForm, RecommendForm, SendBackForm

MOVE_FORMS: Mapping[str, type[forms.Form]] = {
    "receive": ReceiveForm,
    "recommend": RecommendForm,
    "send_back": SendBackForm,
}
