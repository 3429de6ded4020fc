"""The story of a REX application: its states, and the table of moves between them. Why it is so: docs/rex.md."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Deadline, Waiting
from portal.cases.moves import Attempt, Move
from portal.cases.needs import is_handler, no_open_question, not_the_examiner, ticked, withdrawal_asked
from portal.cases.registry import State, Term
from portal.cases.who import company, officer
from portal.law.findings import Finding, Severity, error

from . import selectors

LODGING = Term("lodging", _("Lodge the signed form on paper"), "service.rex.lodging.days", Deadline.Unit.DAYS, "REX-8")
RECEPTION = Term(
    "reception", _("Begin the examination"), "service.rex.reception.working_days", Deadline.Unit.WORKING_DAYS, "REX-8"
)
EXAMINATION = Term(
    "examination", _("Examine"), "service.rex.examination.working_days", Deadline.Unit.WORKING_DAYS, "REX-8"
)
DECISION = Term("decision", _("Decide"), "service.rex.decision.working_days", Deadline.Unit.WORKING_DAYS, "REX-8")
COMPLETION = Term(
    "completion", _("Complete the application"), "service.rex.completion.days", Deadline.Unit.DAYS, "REX-8"
)

STATES = (
    State("draft", _("Draft"), Waiting.EXPORTER, _("Fill in the steps and submit the application.")),
    State(
        "submitted",
        _("Submitted: paper to be lodged"),
        Waiting.EXPORTER,
        _(
            "Print the application form, have it signed, and lodge it with the power of attorney at the import "
            "administration and origin division, Department of Foreign Trade, floor 5."
        ),
        LODGING,
    ),
    State("received", _("Paper received"), Waiting.OFFICERS, _("An examiner takes the application."), RECEPTION),
    State("examining", _("Being examined"), Waiting.OFFICERS, _("The examiner checks the application."), EXAMINATION),
    State("recommended", _("Awaiting the decision"), Waiting.OFFICERS, _("The approver decides."), DECISION),
    State(
        "returned",
        _("Returned for completion"),
        Waiting.EXPORTER,
        _("Correct what the officer names, submit again, and lodge the new print."),
        COMPLETION,
    ),
    State(
        "registered",
        _("Registered"),
        Waiting.NOBODY,
        _("The REX number and the registration document are on the page of the application."),
    ),
    State(
        "refused",
        _("Refused"),
        Waiting.NOBODY,
        _("The reasons are on the page of the application. Once they are remedied, a new application can be made."),
    ),
    State("withdrawn", _("Withdrawn"), Waiting.NOBODY, _("The answers are kept. They can start a new application.")),
)

SIGNER = company("owner", "signatory")
RECEPTIONIST = officer("reception")
EXAMINER = officer("examiner")
APPROVER = officer("approver")


def in_own_hands(attempt: Attempt) -> Iterable[Finding]:
    """What is being examined is returned by whoever examines it."""
    return is_handler(attempt) if attempt.case.state == "examining" else ()


def received_on_a_possible_day(attempt: Attempt) -> Iterable[Finding]:
    """The day of reception lies between the last submission and today: the registration is valid from it (REX-10)."""
    if attempt.given is None:
        return
    day = attempt.given.get("received_on")
    filed = attempt.case.submissions.order_by("-number").first()
    first = timezone.localdate(filed.at if filed else attempt.case.submitted_at)  # REX-10: the form that is complete
    today = timezone.localdate(attempt.at)
    if not isinstance(day, date) or not first <= day <= today:  # REX-10
        yield error(
            "received-on-impossible",
            "REX-10",
            th="วันที่รับคำขอต้องไม่ก่อนวันที่ยื่นครั้งล่าสุดในระบบและไม่หลังวันนี้ โปรดแก้ไขวันที่",
            en="The day of reception cannot be before the last submission or after today. Correct the day.",
            where="received_on",
        )


def opinion_given(attempt: Attempt) -> Iterable[Finding]:
    """The examiner says what they recommend, and why."""
    if attempt.given is not None and attempt.given.get("opinion") not in ("register", "refuse"):
        yield error(
            "opinion-missing",
            "REX-8",
            th="โปรดเลือกความเห็น: เห็นควรรับขึ้นทะเบียน หรือเห็นควรไม่รับขึ้นทะเบียน",
            en="Choose an opinion: register or refuse.",
            where="opinion",
        )


def recommended_by_the_examiner(attempt: Attempt) -> Iterable[Finding]:
    """Two people stand behind a registration: one who examined it and found it in order, one who registers it."""
    last = attempt.case.events.filter(verb="recommend").order_by("-number").first()
    if last is None or last.given.get("opinion") != "register":
        yield error(
            "not-recommended",
            "REX-8",
            th="ผู้ตรวจสอบเห็นควรไม่รับขึ้นทะเบียน หากท่านเห็นต่าง โปรดส่งกลับให้ผู้ตรวจสอบ",
            en="The examiner recommends refusal. If you disagree, send the case back to the examiner.",
        )


def stands_by_the_checklist(attempt: Attempt) -> Iterable[Finding]:
    """Nothing in what was filed stands against the registration (REX-1 to REX-6, REX-10)."""
    filed = attempt.case.submissions.order_by("-number").first()
    if filed is not None:
        findings = selectors.checklist(filed.answers, attempt.case)
        yield from (finding for finding in findings if finding.severity is Severity.ERROR)


PAPER_SEEN = ticked("paper_seen", "REX-8", "โปรดยืนยันว่าได้รับแบบคำขอที่ลงนามแล้ว", "Confirm that the signed form was seen.")
POA_SEEN = ticked("poa_seen", "REX-8", "โปรดยืนยันว่าได้รับหนังสือมอบอำนาจแล้ว", "Confirm that the power of attorney was seen.")


def _move(verb: str, from_states: str, to_state: str, *who, label, **more) -> Move:  # type: ignore[no-untyped-def]
    return Move(verb, frozenset(from_states.split()), to_state, who, label, **more)


# fmt: off
MOVES = (
    _move("submit", "draft", "submitted", SIGNER, label=_("Submit"),
          then=("registrations.services.ask_for_form",), cites=("REX-7", "REX-8")),
    _move("receive", "submitted", "received", RECEPTIONIST, label=_("Record the reception"),
          needs=(PAPER_SEEN, POA_SEEN, received_on_a_possible_day),
          then=("registrations.services.note_reception",), cites=("REX-8", "REX-10")),
    _move("examine", "received", "examining", EXAMINER, label=_("Begin the examination"),
          then=("registrations.services.begin_examination",), cites=("REX-8",)),
    _move("recommend", "examining", "recommended", EXAMINER, label=_("Recommend"),
          needs=(is_handler, no_open_question, opinion_given), cites=("REX-8",), decides=True),
    _move("send_back", "recommended", "examining", APPROVER, label=_("Send back to the examiner"),
          needs=(not_the_examiner("REX-8"),), cites=("REX-8",), adverse=True),
    _move("register", "recommended", "registered", APPROVER, label=_("Register"),
          needs=(not_the_examiner("REX-8"), recommended_by_the_examiner, stands_by_the_checklist),
          then=("registrations.services.register",), cites=("REX-8", "REX-9", "REX-10"), decides=True),
    _move("refuse", "recommended", "refused", APPROVER, label=_("Refuse"),
          needs=(not_the_examiner("REX-8"),), cites=("REX-8",), wants_reasons=True, adverse=True, decides=True),
    _move("return", "submitted examining", "returned", RECEPTIONIST, EXAMINER, label=_("Return for completion"),
          needs=(in_own_hands,), then=("registrations.services.forget_reception",), cites=("REX-8",),
          wants_reasons=True, adverse=True),
    _move("resubmit", "returned", "submitted", SIGNER, label=_("Submit again"),
          then=("registrations.services.ask_for_form",), cites=("REX-7", "REX-8")),
    _move("withdraw", "submitted received examining recommended returned", "withdrawn", SIGNER, EXAMINER, APPROVER,
          label=_("Withdraw"), needs=(withdrawal_asked,), cites=("REX-8",), adverse=True),
)
# fmt: on
