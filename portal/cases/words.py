"""What notices say about a case, in the language that is active."""

from datetime import date

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from portal.law.thai import english_date, thai_date

from . import registry, turns
from .models import Case, Deadline, Event, Message, Waiting
from .reasons import Reason

OFFICERS_ONLY = frozenset({"take", "give_back", "assign"})

# What happened, where it was not a move to another state.
HEADLINES = {
    "ask": gettext_noop("The officer has a question about your application"),
    "answer": gettext_noop("The question has been answered"),
    "cancel_question": gettext_noop("The officer has taken the question back"),
    "ask_withdrawal": gettext_noop("The exporter asks to withdraw the application"),
    "cancel_withdrawal": gettext_noop("The request to withdraw the application was taken back"),
    "decline_withdrawal": gettext_noop("The request to withdraw the application was declined"),
    "take": gettext_noop("An officer has taken the application in hand"),
    "give_back": gettext_noop("The officer has given the application back for another officer to take"),
    "assign": gettext_noop("The application was given to an officer"),
    "revoke_document": gettext_noop("A document of the application was revoked"),
    "replace_document": gettext_noop("A document of the application is replaced by a new version"),
}
# What somebody wrote for the other side to read; officers' notes on moves are their own.
WORDS_FOR_BOTH = frozenset(
    {"ask", "answer", "ask_withdrawal", "decline_withdrawal", "revoke_document", "replace_document"}
)


def day(of: date) -> str:
    """A day as the reader writes it: in the Buddhist era in Thai."""
    return english_date(of) if (get_language() or "th").startswith("en") else thai_date(of, style="long")


def of_event(case: Case, event: Event, *, officers: bool) -> tuple[str, str]:
    """Subject and text for one side about something that has just happened."""
    headline = headline_of(case, event)
    lines = [f"{headline}.", _about(case)]
    lines += [f"• {Reason.from_dict(reason).in_language(get_language())}" for reason in event.reasons]
    if event.note and event.verb in WORDS_FOR_BOTH:
        lines.append(f"“{event.note}”")
    lines += _what_next(case, officers=officers)
    return f"{case.reference}: {headline}", "\n\n".join(lines)


def of_deadline(case: Case, deadline: Deadline, *, overdue: bool, officers: bool) -> tuple[str, str]:
    """Subject and text of a reminder to those who have to act."""
    headline = _("The time to act has passed") if overdue else _("The time to act ends soon")
    sentence = (_("This was due by %(day)s.") if overdue else _("This is due by %(day)s.")) % {
        "day": day(deadline.legal_on)
    }
    lines = [f"{headline}.", _about(case), sentence, *_what_next(case, officers=officers, by_when=False)]
    return f"{case.reference}: {headline}", "\n\n".join(lines)


def calendar_name() -> str:
    """What a calendar program calls the feed of deadlines."""
    return _("Deadlines of the origin portal")


def about_deadline(case: Case, deadline: Deadline) -> str:
    """What an entry of a calendar says beneath its headline."""
    return "\n".join([_about(case), _("This is due by %(day)s.") % {"day": day(deadline.legal_on)}])


def of_escalation(case: Case, deadline: Deadline) -> tuple[str, str]:
    """Subject and text for those above the officers whose time has passed."""
    headline = _("An application has been left lying")
    handler = str(case.handler) if case.handler else _("nobody")
    lines = [
        f"{headline}.",
        _about(case),
        _("The officers had to act by %(day)s.") % {"day": day(deadline.legal_on)},
        _("It is in the hands of: %(handler)s. Take it up with them, or give it to another officer.")
        % {"handler": handler},
    ]
    return f"{case.reference}: {headline}", "\n\n".join(lines)


def headline_of(case: Case, event: Event) -> str:
    """What happened, in a few words."""
    if event.verb in HEADLINES:
        return _(HEADLINES[event.verb])
    procedure = registry.procedure(case.procedure)
    if event.verb in procedure.happenings:
        return str(procedure.happenings[event.verb])
    state = procedure.state(event.to_state)
    return _("The application is now: %(state)s") % {"state": state.label}


def what_to_do(case: Case) -> str:
    """What whoever acts next does now, in a sentence."""
    state = turns.state_of(case)
    if case.waiting_for == Waiting.EXPORTER and state.waiting_for != Waiting.EXPORTER:
        return _("Answer the officer's question on the page of the application.")
    return str(state.next_step)


def of_message(case: Case, message: Message) -> tuple[str, str]:
    """Subject and text for the side that was written to."""
    headline = _("A message from the officers") if message.from_officers else _("A message from the exporter")
    return f"{case.reference}: {headline}", "\n\n".join([f"{headline}.", _about(case), f"“{message.text}”"])


def of_assignment(case: Case) -> tuple[str, str]:
    """Subject and text for the officer who was given a case."""
    headline = _("This case is now in your hands")
    lines = [f"{headline}.", _about(case), *_what_next(case, officers=True)]
    return f"{case.reference}: {headline}", "\n\n".join(lines)


def _about(case: Case) -> str:
    title = registry.procedure(case.procedure).title
    company = case.exporter_name_in("en" if (get_language() or "th").startswith("en") else "th")
    return f"{title} {case.reference} – {company}"


def _what_next(case: Case, *, officers: bool, by_when: bool = True) -> list[str]:
    if case.waiting_for == Waiting.NOBODY:
        sentence = str(turns.state_of(case).next_step)
        return [sentence] if sentence else []
    mine = case.waiting_for == (Waiting.OFFICERS if officers else Waiting.EXPORTER)
    heading = _("What you do now: %(what)s") if mine else _("What happens next: %(what)s")
    lines = [heading % {"what": what_to_do(case)}]
    if by_when and case.due_on:
        lines.append(_("By %(day)s.") % {"day": day(case.due_on)})
    return lines
