import threading

import pytest
from django.db import connection

from portal.cases import changes, drafts, filings, rows, submissions, summary
from portal.cases.models import Case, Draft, Event, Submission
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from . import procedure
from .conftest import HOLDER, LINE, NOW


def test_filing_makes_a_case_with_everything_that_was_said(full: Draft, malee: Person) -> None:
    case = submissions.submit(full, Actor.of(malee), NOW)

    assert (case.reference, case.state, case.waiting_for) == ("TRY-2569-000001", "submitted", "officers")
    submission = case.submissions.get()
    assert submission.answers["holder"]["values"] == HOLDER
    assert submission.sha256 == filings.seal(
        case.reference, 1, submission.at, malee.pk, submission.answers, submission.files
    )
    assert [(case.reference, 1)] == procedure.FILED
    assert [event.verb for event in case.events.all()] == ["submit"]
    assert "สยามเซรามิกส์" in case.search and "0105551234567" in case.search


def test_filing_twice_answers_the_same_case(full: Draft, malee: Person) -> None:
    first = submissions.submit(full, Actor.of(malee), NOW)
    second = submissions.submit(full, Actor.of(malee), NOW)

    assert first == second
    assert Case.objects.count() == Submission.objects.count() == Event.objects.count() == 1


def test_an_unfinished_draft_is_refused_with_every_reason_and_leaves_no_trace(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, [LINE, LINE])

    with pytest.raises(submissions.SubmissionRefused) as refused:
        submissions.submit(draft, Actor.of(malee), NOW)

    assert {one.step for one in refused.value.problems} == {"holder", "promise"}
    assert [one.code for one in refused.value.findings] == ["twice"]
    assert not Case.objects.exists()


def test_somebody_who_only_prepares_does_not_file(full: Draft, niran: Person) -> None:
    with pytest.raises(submissions.SubmissionRefused) as refused:
        submissions.submit(full, Actor.of(niran), NOW)

    assert [(one.code, one.clause) for one in refused.value.findings] == [("not-a-signatory", "REX-7")]


def test_a_failing_procedure_leaves_neither_case_nor_number(
    full: Draft, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_case: Case, _submission: Submission) -> None:
        raise RuntimeError("the procedure's own rows could not be written")

    with monkeypatch.context() as for_once:
        for_once.setattr(submissions.registry, "procedure", lambda _slug: _with(file=broken))
        with pytest.raises(RuntimeError):
            submissions.submit(full, Actor.of(malee), NOW)

    assert submissions.submit(full, Actor.of(malee), NOW).reference == "TRY-2569-000001"


def _with(**changed: object) -> object:
    from dataclasses import replace

    return replace(procedure.TRIAL, **changed)  # type: ignore[arg-type]


def test_after_a_return_the_officer_sees_just_what_changed(returned: Case, malee: Person) -> None:
    draft = drafts.reopen(returned, Actor.of(malee), NOW)
    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER | {"name": "Siam Ceramics Co., Ltd."})
    rows.add(draft, "lines", Actor.of(malee), NOW, LINE | {"heading": "6913"})

    case = submissions.submit(draft, Actor.of(malee), NOW)

    assert case == returned
    older, newer = case.submissions.order_by("number")
    found = [(one.step, one.field, one.before, one.after) for one in changes.between(older, newer)]
    assert found == [
        ("holder", "name", "Siam Ceramics", "Siam Ceramics Co., Ltd."),
        ("lines", "heading", "", "6913"),
        ("lines", "words", "", "Tableware of stoneware"),
    ]


def test_the_summary_speaks_to_people_in_their_language(full: Draft, malee: Person) -> None:
    submissions.submit(full, Actor.of(malee), NOW)
    submission = Submission.objects.get()

    thai, english = (summary.of_submission(submission, language)[0].rows for language in ("th", "en"))

    assert [line.value for line in english] == ["Siam Ceramics", "Producer", "3 February 2001", "Switzerland, Norway"]
    assert thai[2].value == "3 กุมภาพันธ์ 2544"


def test_the_summary_of_a_draft_shows_what_does_not_stand_as_typed(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "Siam", "founded": "31/02/25"})

    lines = {line.field: line.value for line in summary.of_draft(draft, "en")[0].rows}

    assert lines["founded"] == "31/02/25"


@pytest.mark.django_db(transaction=True)
def test_eight_people_filing_one_draft_make_one_case(full: Draft, malee: Person) -> None:
    cases: list[str] = []
    together = threading.Barrier(8)

    def file_it() -> None:
        try:
            together.wait()
            cases.append(submissions.submit(Draft.objects.get(pk=full.pk), Actor.of(malee), NOW).reference)
        finally:
            connection.close()

    threads = [threading.Thread(target=file_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert cases == ["TRY-2569-000001"] * 8
    assert Case.objects.count() == Submission.objects.count() == 1


def test_the_numbers_of_a_year_follow_each_other(full: Draft, malee: Person, siam_ceramics: Exporter) -> None:
    first = submissions.submit(full, Actor.of(malee), NOW)
    second_draft = drafts.start("trial", siam_ceramics, Actor.of(malee), NOW, copy_of=first)
    drafts.save(second_draft, "promise", Actor.of(malee), NOW, {"promised": "on"})

    assert submissions.submit(second_draft, Actor.of(malee), NOW).reference == "TRY-2569-000002"
