"""Filing a REX application: what it starts with, what stands against it, what is written down."""

from datetime import date

import pytest

from portal.cases import drafts, submissions
from portal.cases.models import Case
from portal.cases.submissions import SubmissionRefused
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations import selectors
from registrations.models import RexApplication
from registrations.wizard import STEPS

from .story import AT, EXPORTER, SIGNATURE, TICKS, fill, submit


def test_the_first_step_starts_with_the_companys_data(malee: Person, siam_ceramics: Exporter) -> None:
    draft = drafts.start("rex", siam_ceramics, Actor.of(malee), AT)

    known = STEPS[0].initial(draft)  # type: ignore[misc]

    assert known["name"] == "Siam Ceramics Co., Ltd."
    assert known["tax_id"] == "0105551234567"
    assert known["contact_email"] == "malee@example.com"


def test_what_is_submitted_is_written_down_and_its_papers_are_asked_for(malee: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)

    row = RexApplication.objects.get(case=case)
    assert case.state == "submitted" and case.reference == "REX-2567-000001"
    assert (row.name, row.tax_id, row.main_activity) == ("Siam Ceramics Co., Ltd.", "0105551234567", "production")
    assert row.undertakings_signed_on == date(2024, 6, 3)
    assert list(row.goods.values_list("heading", flat=True)) == ["6911"]
    assert set(Document.objects.filter(case=case).values_list("kind", flat=True)) == {"receipt", "rex-form"}


def test_a_preparer_may_fill_in_and_not_submit(niran: Person, siam_ceramics: Exporter) -> None:
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(niran), AT), niran)

    with pytest.raises(SubmissionRefused):
        submissions.submit(draft, Actor.of(niran), AT)

    assert not Case.objects.exists()


@pytest.mark.parametrize("left_out", TICKS)
def test_one_undertaking_left_unticked_blocks_submission(malee: Person, siam_ceramics: Exporter, left_out: str) -> None:
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    ticks = {name: value for name, value in TICKS.items() if name != left_out}
    drafts.save(draft, "undertakings", Actor.of(malee), AT, {**ticks, **SIGNATURE})

    with pytest.raises(SubmissionRefused) as refused:
        submissions.submit(draft, Actor.of(malee), AT)

    assert [(problem.step, problem.field) for problem in refused.value.problems] == [("undertakings", left_out)]


def test_another_companys_tax_id_blocks_submission(malee: Person, siam_ceramics: Exporter) -> None:
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    drafts.save(draft, "exporter", Actor.of(malee), AT, EXPORTER | {"tax_id": "0505560000014"})

    with pytest.raises(SubmissionRefused) as refused:
        submissions.submit(draft, Actor.of(malee), AT)

    assert [finding.code for finding in refused.value.findings] == ["tax-id-of-another-company"]


def test_an_earlier_application_starts_a_new_one_without_its_signatures(malee: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)

    draft = drafts.start("rex", siam_ceramics, Actor.of(malee), AT, copy_of=case)

    assert {kept.step for kept in draft.steps.all()} == {"exporter", "contacts", "activities", "goods"}


def test_the_office_sees_the_very_checklist_that_the_exporter_ran(malee: Person, siam_ceramics: Exporter) -> None:
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    before = submissions.checklist(draft)

    case = submissions.submit(draft, Actor.of(malee), AT)

    assert selectors.checklist(case.submissions.get().answers, case) == before
    assert {finding.clause for finding in before} == {"REX-1", "REX-2", "REX-3", "REX-4", "REX-5", "REX-6"}
