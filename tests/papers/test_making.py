"""The walking path: a paper asked for is made, numbered, signed and kept with its hash."""

import hashlib

from portal.cases.models import Case
from portal.papers import making, services, sign
from portal.papers.models import Document

from .conftest import AT


def test_a_paper_that_was_asked_for_is_issued_with_number_hash_and_signature(case: Case) -> None:
    document = services.request(case, "test-letter", at=AT)

    assert making.make_due() == 1

    document.refresh_from_db()
    assert document.state == Document.State.ISSUED
    assert document.number == "LTR-2569-0001"
    with document.file.open() as file:
        pdf = file.read()
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert document.size == len(pdf)
    assert sign.verify(pdf).valid
