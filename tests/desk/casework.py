"""What tests of the case page share: what an officer types, and where it goes."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from portal.cases.models import Case
from portal.parties.models import Person

SignedIn = Callable[[Person], Client]
RECEIVED = {"receive-paper_seen": "on", "receive-poa_seen": "on", "receive-received_on": "03/06/2567"}
NO_REASONS = {"INITIAL_FORMS": "0", "TOTAL_FORMS": "1"}
REASON = {
    "0-code": "unclear",
    "0-place": "goods.description",
    "0-clause": "REX-4",
    "0-th": "บรรยายสินค้าให้ชัดเจน",
    "0-en": "Describe the goods clearly.",
}


def page_of(case: Case) -> str:
    return f"/officers/cases/case/{case.reference}/"


def post(client: Client, case: Case, act: str, **typed: Any) -> Any:
    return client.post(f"{page_of(case)}{act}/", typed)


def make(client: Client, case: Case, verb: str, **typed: Any) -> Any:
    """Makes a move through the page, with the version that the page showed."""
    version = Case.objects.get(pk=case.pk).version
    return client.post(f"{page_of(case)}move/{verb}/", {"version": version, **typed})


def reasons(verb: str, **changed: str) -> dict[str, str]:
    return {f"{verb}-reasons-{name}": value for name, value in {**NO_REASONS, **REASON, **changed}.items()}


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state
