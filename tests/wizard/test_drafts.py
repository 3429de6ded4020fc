import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.cases import answers, drafts, rows
from portal.cases.models import Case, Draft, DraftStep
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .conftest import HOLDER, LINE, NOW, fill


def test_what_is_typed_is_kept_unfinished(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "", "founded": "31/02/25"})

    kept = DraftStep.objects.get(draft=draft, step="holder")
    assert kept.data["values"] == {"name": "", "founded": "31/02/25"}
    assert answers.answers(draft)["holder"]["values"]["founded"] is None


@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_typed(draft: Draft, malee: Person, text: str) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": text})

    kept = DraftStep.objects.get(draft=draft, step="holder").data["values"]["name"]
    assert kept == text.replace("\0", "\ufffd")


def test_half_a_surrogate_pair_does_not_lose_the_rest(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "a\ud800b"})

    assert DraftStep.objects.get(draft=draft).data["values"]["name"] == "a\ufffdb"


def test_a_name_of_ten_thousand_letters_is_kept_and_shown_as_wrong(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER | {"name": "ก" * 10_000})

    assert len(DraftStep.objects.get(draft=draft).data["values"]["name"]) == 10_000
    assert [one.field for one in answers.problems(draft) if one.step == "holder"] == ["name"]


def test_a_text_beyond_any_measure_is_refused_whole(draft: Draft, malee: Person) -> None:
    with pytest.raises(drafts.Unkept) as refused:
        drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "x" * 20_001})

    assert (refused.value.why, refused.value.names) == ("too-long", ["name"])
    assert not draft.steps.exists()


def test_a_forged_step_field_or_row_is_refused(draft: Draft, malee: Person) -> None:
    actor = Actor.of(malee)

    with pytest.raises(drafts.Unkept):
        drafts.save(draft, "shadow", actor, NOW, {})
    with pytest.raises(drafts.Unkept):
        drafts.save(draft, "holder", actor, NOW, {"is_admin": "1"})
    with pytest.raises(KeyError):
        rows.change(draft, "lines", "ffffffff", actor, NOW, LINE)


def test_an_old_page_does_not_overwrite_a_newer_one(draft: Draft, malee: Person, niran: Person) -> None:
    seen = drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER, tab="one").version
    drafts.save(draft, "holder", Actor.of(niran), NOW, HOLDER | {"name": "New"}, expected_version=seen, tab="two")

    with pytest.raises(drafts.VersionConflict) as conflict:
        drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER | {"name": "Old"}, expected_version=seen, tab="one")

    assert conflict.value.kept is not None
    assert conflict.value.kept.data["values"]["name"] == "New"
    assert conflict.value.typed["name"] == "Old"


def test_two_saves_of_one_page_are_no_conflict(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "S"}, expected_version=0, tab="one")
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "Si"}, expected_version=0, tab="one")

    assert DraftStep.objects.get(draft=draft).data["values"]["name"] == "Si"


def test_what_arrives_late_does_not_undo_what_was_sent_after_it(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "Siam"}, expected_version=0, tab="one", turn=2)
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "Si"}, expected_version=0, tab="one", turn=1)

    assert DraftStep.objects.get(draft=draft).data["values"]["name"] == "Siam"


def test_saving_what_is_stored_already_disturbs_no_other_page(draft: Draft, malee: Person) -> None:
    seen = drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "Siam"}, tab="one").version
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "Siam"}, tab="two")

    kept = drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "S."}, expected_version=seen, tab="three")
    assert kept.data["values"] == {"name": "S."}


def test_the_same_text_from_an_old_page_is_no_conflict(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER, expected_version=0, tab="one")
    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER, expected_version=0, tab="two")

    assert answers.answers(draft)["holder"]["values"]["name"] == "Siam Ceramics"


def test_nobody_of_another_company_writes_in_a_draft(draft: Draft, somsak: Person) -> None:
    with pytest.raises(drafts.NotYours):
        drafts.save(draft, "holder", Actor.of(somsak), NOW, HOLDER)

    assert not Draft.objects.visible_to(Actor.of(somsak)).exists()


def test_every_problem_is_told_at_once(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": "", "kind": "smuggler"})
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, [LINE, {"heading": "12", "words": ""}])

    found = [(one.step, one.field, bool(one.row)) for one in answers.problems(draft)]

    assert found == [
        ("holder", "name", False),
        ("holder", "kind", False),
        ("lines", "heading", True),
        ("lines", "words", True),
        ("promise", "promised", False),
    ]


def test_a_step_is_not_started_then_in_progress_then_complete(draft: Draft, malee: Person) -> None:
    step = drafts.the_step(draft, "holder")
    assert answers.status(draft, step) == "not-started"

    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": ""})
    assert answers.status(draft, step) == "in-progress"

    drafts.save(draft, "holder", Actor.of(malee), NOW, {"name": ""}, tried=True)
    assert answers.status(draft, step) == "has-errors"

    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER)
    assert answers.status(draft, step) == "complete"


def test_answers_are_plain_and_dates_iso(full: Draft) -> None:
    said = answers.answers(full)

    assert said["holder"]["values"] == HOLDER
    untaken = {"product": "", "product_version": ""}  # typed, not taken from a product
    assert said["lines"]["rows"][0] | {"id": ""} == LINE | untaken | {"id": ""}
    assert said["promise"]["values"] == {"promised": True}


def test_a_row_is_added_changed_deleted_and_brought_back_to_its_place(draft: Draft, malee: Person) -> None:
    actor = Actor.of(malee)
    first = rows.add(draft, "lines", actor, NOW, LINE)
    second = rows.add(draft, "lines", actor, NOW, LINE | {"heading": "6913"})

    rows.change(draft, "lines", second, actor, NOW, LINE | {"heading": "6914"})
    rows.remove(draft, "lines", first, actor, NOW)
    assert [row["heading"] for row in answers.answers(draft)["lines"]["rows"]] == ["6914"]

    rows.restore(draft, "lines", first, actor, NOW)
    assert [row["heading"] for row in answers.answers(draft)["lines"]["rows"]] == ["6912", "6914"]


def test_a_row_changed_elsewhere_is_not_overwritten_unseen(draft: Draft, malee: Person) -> None:
    actor = Actor.of(malee)
    row_id = rows.add(draft, "lines", actor, NOW, LINE)
    seen = rows.digest({"id": row_id, **LINE})
    rows.change(draft, "lines", row_id, actor, NOW, LINE | {"words": "Cups"}, seen=seen)

    with pytest.raises(drafts.VersionConflict):
        rows.change(draft, "lines", row_id, actor, NOW, LINE | {"words": "Plates"}, seen=seen)


def test_a_row_that_one_page_saves_while_its_button_is_pressed_is_one_row(draft: Draft, malee: Person) -> None:
    actor, page = Actor.of(malee), {"row_id": "0a1b2c3d", "tab": "one"}
    rows.add(draft, "lines", actor, NOW, LINE | {"words": "Cu"}, **page, turn=1)

    rows.add(draft, "lines", actor, NOW, LINE | {"words": "Cups"}, **page, turn=3)
    rows.add(draft, "lines", actor, NOW, LINE | {"words": "Cup"}, **page, turn=2)

    assert [row["words"] for row in draft.steps.get(step="lines").data["rows"]] == ["Cups"]
    with pytest.raises(drafts.VersionConflict):
        rows.add(draft, "lines", actor, NOW, LINE | {"words": "Plates"}, "0a1b2c3d", tab="another", turn=4)


def test_a_full_table_takes_no_more(draft: Draft, malee: Person) -> None:
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, [LINE] * 500)

    with pytest.raises(drafts.Unkept) as refused:
        rows.add(draft, "lines", Actor.of(malee), NOW, LINE)

    assert refused.value.why == "too-many"


def test_a_discarded_draft_can_be_brought_back(draft: Draft, malee: Person) -> None:
    drafts.discard(draft, Actor.of(malee), NOW)
    with pytest.raises(drafts.DraftClosed):
        drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER)

    drafts.undo_discard(draft, Actor.of(malee))
    drafts.save(draft, "holder", Actor.of(malee), NOW, HOLDER)

    assert draft.is_open


def test_an_earlier_application_starts_a_new_one_without_its_promises(
    returned: Case, malee: Person, siam_ceramics: Exporter
) -> None:
    copy = drafts.start("trial", siam_ceramics, Actor.of(malee), NOW, copy_of=returned)

    assert copy.case is None
    assert answers.answers(copy)["holder"]["values"] == HOLDER
    assert {one.step for one in answers.problems(copy)} == {"promise"}


def test_an_application_of_another_company_starts_nothing(
    returned: Case, somsak: Person, lanna_foods: Exporter
) -> None:
    with pytest.raises(drafts.NotYours):
        drafts.start("trial", lanna_foods, Actor.of(somsak), NOW, copy_of=returned)


def test_a_returned_case_opens_with_what_was_filed_and_why_it_came_back(returned: Case, malee: Person) -> None:
    draft = drafts.reopen(returned, Actor.of(malee), NOW)

    assert answers.answers(draft)["holder"]["values"] == HOLDER
    assert answers.problems(draft) == []
    assert [reason["field"] for reason in drafts.return_reasons(draft)] == ["name"]
    assert drafts.reopen(returned, Actor.of(malee), NOW) == draft


def test_a_case_that_was_not_returned_is_not_reopened(full: Draft, malee: Person) -> None:
    from portal.cases import submissions

    case = submissions.submit(full, Actor.of(malee), NOW)

    with pytest.raises(drafts.DraftClosed):
        drafts.reopen(case, Actor.of(malee), NOW)


def test_somebody_who_only_prepares_types_as_well(draft: Draft, niran: Person) -> None:
    assert answers.problems(fill(draft, niran)) == []
