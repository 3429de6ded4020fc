"""What an officer does to a case beside its moves: each with its form, one call of a service, and what is said then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portal.cases import handling, messages, questions, turns, withdrawals
from portal.cases.models import Case, Question, Withdrawal
from portal.cases.registry import Text
from portal.parties.actors import Actor
from portal.parties.models import Person

from .places import place_choices, split_place


class ActForm(forms.Form):
    """A form that knows the case it is about."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


class AssignForm(ActForm):
    officer = forms.ModelChoiceField(
        label=_("Officer"),
        queryset=Person.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the officer who takes the case.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [person.pk for person in turns.able_next(self.case)]
        self.fields["officer"].queryset = Person.objects.filter(pk__in=able).order_by("name_th")  # type: ignore[attr-defined]


class AskForm(ActForm):
    text = forms.CharField(
        label=_("Question to the company"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The officers' time stands still until the company answers."),
        error_messages={"required": _("Write your question to the company.")},
    )
    place = forms.ChoiceField(label=_("Part of the form it is about"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(self.case.procedure)  # type: ignore[attr-defined]


class MessageForm(ActForm):
    text = forms.CharField(
        label=_("Message to the company"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A message changes nothing in the case. Ask a question if you need an answer."),
        error_messages={"required": _("Write your message to the company.")},
    )
    file = forms.FileField(label=_("File"), required=False)


class AgreeForm(ActForm):
    note = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 2}), required=False)


class DeclineForm(ActForm):
    note = forms.CharField(
        label=_("Why the application goes on"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why the application goes on.")},
    )


Run = Callable[[Case, Actor, datetime, Mapping[str, Any]], object]


@dataclass(frozen=True)
class Act:
    slug: str
    run: Run
    done: Text
    form: type[ActForm] = ActForm


def _ask(case: Case, actor: Actor, at: datetime, said: Mapping[str, Any]) -> None:
    step, field = split_place(said["place"])
    questions.ask(case, actor, at, said["text"], step=step, field=field)


def _message(case: Case, actor: Actor, at: datetime, said: Mapping[str, Any]) -> None:
    messages.post(case, actor, at, said["text"], [said["file"]] if said["file"] else [])


def open_question(case: Case) -> Question | None:
    return Question.objects.filter(case=case).open().select_related("asked_by").first()


def open_withdrawal(case: Case) -> Withdrawal | None:
    return Withdrawal.objects.filter(case=case).open().select_related("asked_by").first()


def _the_question(case: Case) -> Question:
    found = Question.objects.filter(case=case).order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def _the_withdrawal(case: Case) -> Withdrawal:
    found = Withdrawal.objects.filter(case=case).order_by("-pk").first()
    if found is None:
        raise Http404
    return found


ACTS = {
    act.slug: act
    for act in (
        Act("take", lambda case, actor, at, said: handling.take(case, actor, at), _("The case is yours now.")),
        Act("give-back", lambda case, actor, at, said: handling.give_back(case, actor, at), _("The case is free now.")),
        Act(
            "assign",
            lambda case, actor, at, said: handling.assign(case, actor, at, said["officer"]),
            _("The case is in that officer's hands now."),
            AssignForm,
        ),
        Act("ask", _ask, _("The question has been sent to the company."), AskForm),
        Act(
            "cancel-question",
            lambda case, actor, at, said: questions.cancel(_the_question(case), actor, at),
            _("The question has been taken back."),
        ),
        Act("message", _message, _("The message has been sent to the company."), MessageForm),
        Act(
            "accept-withdrawal",
            lambda case, actor, at, said: withdrawals.accept(_the_withdrawal(case), actor, at, said["note"]),
            _("The application has been withdrawn."),
            AgreeForm,
        ),
        Act(
            "decline-withdrawal",
            lambda case, actor, at, said: withdrawals.decline(_the_withdrawal(case), actor, at, said["note"]),
            _("The request to withdraw has been declined."),
            DeclineForm,
        ),
    )
}
