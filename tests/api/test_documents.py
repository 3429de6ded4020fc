"""Documents by API: listed while they are made, given once they are issued, withheld when they are damaged."""

from collections.abc import Callable

from django.utils import timezone

from portal.cases.models import Case
from portal.papers.models import Document
from portal.parties.models import Exporter, Person
from tests.registrations.story import registered

from .conftest import Program

Programs = Callable[..., Program]


def test_a_document_is_not_ready_before_it_is_issued(program: Programs, malee: Person, asked: Case) -> None:
    erp, address = program(malee), f"cases/{asked.reference}/documents/"
    listed = erp.get(address).json()["data"]
    assert {one["state"] for one in listed} == {"queued"}

    answer = erp.get(f"{address}{listed[0]['id']}/")

    assert (answer.status_code, answer.json()["code"]) == (409, "document-not-ready")
    assert answer["Retry-After"]


def test_a_damaged_document_is_given_to_nobody(
    program: Programs, malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = registered(malee, siam_ceramics, ploy, krit)
    document = Document.objects.get(case=case, kind="rex-registration")
    Document.objects.filter(pk=document.pk).update(state="issued", issued_at=timezone.now(), file="gone", sha256="0")

    answer = program(malee).get(f"cases/{case.reference}/documents/{document.pk}/")

    assert (answer.status_code, answer.json()["code"]) == (500, "failed")
