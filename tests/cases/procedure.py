"""A small procedure, known in these tests only: lodged, received, examined by one officer, decided by another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases import needs, registry
from portal.cases.moves import Move
from portal.cases.registry import Procedure, State, Term
from portal.cases.steps import Step
from portal.cases.who import CLOCK, Who, company, officer
from portal.parties.models import Agency

LODGING = Term("lodging", _("Application"), "service.rex.lodging.days", "days", "REX-8")
EXAMINATION = Term("examination", _("Application"), "service.rex.examination.working_days", "working_days", "REX-8")

STATES = (
    State("draft", _("Draft"), "exporter"),
    State("submitted", "Submitted", "exporter", "Bring the paper to floor 5.", LODGING),
    State("received", "Received", "officers", "An officer starts the examination."),
    State("examining", "Being examined", "officers", "The examiner reads the application.", EXAMINATION),
    State("recommended", "Recommended", "officers", "The approver decides."),
    State("returned", "Returned", "exporter", "Correct the application and file it again."),
    State("granted", "Granted", "nobody", "The permit is in force."),
    State("refused", "Refused", "nobody"),
    State("withdrawn", "Withdrawn", "nobody"),
    State("lapsed", "Lapsed", "nobody"),
)
SIGNER = (company("owner", "signatory"),)
RECEPTION = (officer("reception"),)
EXAMINER = (officer("examiner"),)
APPROVER = (officer("approver"),)


def move(verb: str, states: str, to_state: str, who: tuple[Who, ...], label: str, **said: object) -> Move:
    return Move(verb, frozenset(states.split()), to_state, who, label, **said)  # type: ignore[arg-type]


PAPER = needs.ticked(
    "paper_seen", "REX-8", "ยืนยันว่าได้เห็นแบบคำขอฉบับกระดาษแล้ว", "Confirm that you have seen the paper form."
)
POWER = needs.ticked(
    "poa_seen", "REX-8", "ยืนยันว่าได้เห็นหนังสือมอบอำนาจแล้ว", "Confirm that you have seen the power of attorney."
)
MOVES = (
    move("submit", "draft", "submitted", SIGNER, "Submit"),
    move("resubmit", "returned", "submitted", SIGNER, "Submit again"),
    move("receive", "submitted", "received", RECEPTION, "Receive", needs=(PAPER, POWER), cites=("REX-8",)),
    move("examine", "received", "examining", EXAMINER, "Examine", needs=(needs.is_handler,)),
    move(
        *("return", "received examining", "returned", EXAMINER, "Return"),
        needs=(needs.is_handler,),
        wants_reasons=True,
        adverse=True,
    ),
    move(
        *("recommend", "examining", "recommended", EXAMINER, "Recommend"),
        needs=(needs.is_handler, needs.no_open_question),
    ),
    move("send_back", "recommended", "examining", APPROVER, "Send back", adverse=True),
    move("grant", "recommended", "granted", APPROVER, "Grant", needs=(needs.not_the_examiner("REX-8"),)),
    move("refuse", "recommended", "refused", APPROVER, "Refuse", wants_reasons=True, adverse=True),
    move(
        *("withdraw", "submitted received examining recommended returned", "withdrawn"),
        (*SIGNER, officer("reception", "examiner", "approver")),
        "Withdraw",
        needs=(needs.withdrawal_asked,),
        adverse=True,
    ),
    move("lapse", "submitted", "lapsed", (CLOCK,), "Lapse", adverse=True),
)


class HolderForm(forms.Form):
    name = forms.CharField(label=_("Name"))


SAMPLE = Procedure(
    slug="sample",
    title="Sample permit",
    prefix="SMP",
    agency=Agency.DFT,
    states=STATES,
    moves=MOVES,
    steps=(Step("holder", "Holder", HolderForm),),
    checklist=lambda said, about: (),
    file=lambda case, submission: None,
)


def register() -> None:
    registry.register(SAMPLE)
