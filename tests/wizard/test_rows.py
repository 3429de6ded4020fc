"""Rows and files: added, mended, taken out, brought back."""

import re
from typing import Any

from portal.cases import attachments, drafts, rows
from portal.cases.models import Draft
from portal.parties.actors import Actor
from portal.parties.models import Person

from .conftest import LINE, NOW
from .pages import QUIETLY, SignedIn, english, kept, page, step, url
from .test_attachments import a_pdf


def test_a_row_is_typed_quietly_then_saved_and_shown(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    row_id = client.get(url(draft, "new_row", "lines")).context["row_id"]
    here = url(draft, "row", "lines", row_id)

    client.post(here, {"heading": "", "words": "", "wizard-new": "1"}, headers=QUIETLY)
    assert not draft.steps.exists()
    answer = client.post(here, {"heading": "69", "words": "", "wizard-new": "1"}, headers=QUIETLY)
    seen = re.search(r'id="wizard-seen" value="(\w+)"', page(answer))
    assert seen

    client.post(here, LINE | {"wizard-new": "1", "wizard-seen": seen[1]})
    assert kept(draft, "lines")["rows"] == [{"id": row_id, **LINE}]
    assert "Tableware of stoneware" in page(client.get(step(draft, "lines")))


def test_a_row_with_errors_is_kept_and_shows_them(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    answer = client.post(
        url(draft, "row", "lines", "0badcafe"), {"heading": "69x", "words": "", "wizard-new": "1"}, follow=True
    )

    assert "A heading has 4 digits." in page(answer)
    assert kept(draft, "lines")["rows"][0]["heading"] == "69x"


def test_a_deleted_row_can_be_brought_back(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(malee))
    row_id = rows.add(draft, "lines", Actor.of(malee), NOW, LINE)

    answer = client.post(url(draft, "rows", "lines"), {"remove": row_id}, follow=True)
    assert "Bring it back" in page(answer)
    client.post(url(draft, "rows", "lines"), {"restore": row_id})

    assert kept(draft, "lines")["rows"] == [{"id": row_id, **LINE}]


def test_a_row_deleted_elsewhere_can_still_be_kept(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    client = signed_in(malee)
    row_id = rows.add(draft, "lines", Actor.of(malee), NOW, LINE)
    rows.remove(draft, "lines", row_id, Actor.of(malee), NOW)

    answer = client.post(url(draft, "row", "lines", row_id), LINE | {"words": "Cups"})
    assert answer.status_code == 409
    client.post(url(draft, "row", "lines", row_id), LINE | {"words": "Cups", "wizard-new": "1"})

    assert [row["words"] for row in kept(draft, "lines")["rows"]] == ["Cups"]


def test_five_hundred_rows_are_shown_fifty_at_a_time_in_a_fixed_number_of_queries(
    draft: Draft, malee: Person, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    drafts.save(draft, "lines", Actor.of(malee), NOW, {}, [LINE | {"words": f"Good {n}"} for n in range(500)])
    client = signed_in(malee)

    with django_assert_max_num_queries(16):
        first = page(client.get(step(draft, "lines")))
    last = page(client.get(step(draft, "lines") + "?page=10"))

    assert "Good 49" in first and "Good 50<" not in first
    assert "Good 499" in last
    with django_assert_max_num_queries(20):
        client.post(url(draft, "row", "lines", kept(draft, "lines")["rows"][7]["id"]), LINE, headers=QUIETLY)


def test_a_file_is_added_taken_out_and_brought_back(draft: Draft, malee: Person, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = english(signed_in(malee))
    address = url(draft, "files", "lines")
    client.post(address, {"file": SimpleUploadedFile("letter.pdf", a_pdf())})
    kept_file = attachments.of_draft(draft).get()

    answer = client.post(address, {"remove": str(kept_file.pk)}, follow=True)
    assert "is removed" in page(answer) and not attachments.of_draft(draft).exists()
    client.post(address, {"restore": str(kept_file.pk)})
    assert attachments.of_draft(draft).exists()

    answer = client.post(address, {"file": SimpleUploadedFile("empty.pdf", b"")}, follow=True)
    assert "The file is empty" in page(answer)
    assert client.post(url(draft, "files", "holder"), {}).status_code == 404
    assert client.post(address, {"remove": "not-a-uuid"}).status_code == 404
