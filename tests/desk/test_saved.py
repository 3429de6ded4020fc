"""The queue as a spreadsheet, and the views that officers keep for themselves."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from portal.cases.models import Case
from portal.desk import export, savedviews
from portal.desk.models import SavedView
from portal.parties.models import Exporter, Person

from .cases import TODAY, a_case, many

pytestmark = pytest.mark.django_db
QUEUE = "/officers/cases/case/"
SignedIn = Callable[[Person], Client]


@pytest.fixture
def shelved(siam_ceramics: Exporter, lanna_foods: Exporter, ploy: Person) -> None:
    a_case(siam_ceramics, 1, "received", due_on=TODAY + timedelta(days=2))
    a_case(lanna_foods, 2, "examining", handler=ploy, due_on=TODAY - timedelta(days=1))
    a_case(siam_ceramics, 3, "granted")
    a_case(lanna_foods, 4, "received", agency="customs")


def the_csv(browser: Client, query: str = "") -> list[list[str]]:
    answer = browser.get(f"{QUEUE}saved.csv?{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def test_a_file_has_what_the_queue_shows_in_its_order(shelved: None, signed_in: SignedIn, ploy: Person) -> None:
    browser = signed_in(ploy)

    waiting, everything = the_csv(browser), the_csv(browser, "shelf=all")
    found = the_csv(browser, "shelf=all&q=lanna")

    assert [row[0][-2:] for row in waiting[1:]] == ["02", "01"]
    assert [row[0][-2:] for row in everything[1:]] == ["03", "02", "01"]  # nothing of Customs
    assert [row[0][-2:] for row in found[1:]] == ["02"]
    assert waiting[1][5] == (TODAY - timedelta(days=1)).isoformat()
    assert waiting[1][6] == ploy.name_th
    assert len({len(row) for row in everything}) == 1


def test_a_workbook_has_days_as_days_and_a_head_that_stays(shelved: None, signed_in: SignedIn, ploy: Person) -> None:
    browser = signed_in(ploy)
    browser.cookies["django_language"] = "en"

    answer = browser.get(f"{QUEUE}saved.xlsx?shelf=all")

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["Reference", "Company", "Procedure"]
    assert sheet.freeze_panes == "B2"
    assert [sheet.cell(row, 6).value.date() for row in (3,)] == [TODAY - timedelta(days=1)]  # type: ignore[union-attr]
    assert f"queue-{timezone.localdate().isoformat()}.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_company_named_like_a_formula_is_text(shelved: None, signed_in: SignedIn, ploy: Person, kind: str) -> None:
    Case.objects.update(exporter_name_th='=HYPERLINK("http://x")')
    browser = signed_in(ploy)

    content = b"".join(browser.get(f"{QUEUE}saved.{kind}").streaming_content)  # type: ignore[attr-defined]

    if kind == "csv":
        assert b"\"'=HYPERLINK" in content
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert sheet["B2"].data_type == "s"


def test_a_file_costs_a_few_queries_for_any_number_of_cases(siam_ceramics: Exporter, ploy: Person) -> None:
    from portal.desk.queue import Wanted
    from portal.parties.actors import Actor

    actor = Actor.of(ploy)
    many(siam_ceramics, 500)

    with CaptureQueriesContext(connection) as asked:
        lines = list(export.rows(actor, Wanted(), TODAY, "th"))

    assert len(lines) == 501
    assert len(asked) <= 4


def test_too_many_cases_are_no_file_and_the_officer_hears_what_to_do(
    shelved: None, signed_in: SignedIn, ploy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    browser = signed_in(ploy)

    answer = browser.get(f"{QUEUE}saved.csv?shelf=all&q=", follow=True)

    assert answer.redirect_chain[0][0].startswith(QUEUE)
    assert [str(said) for said in answer.context["messages"]] != []
    assert len(the_csv(browser, "shelf=mine")) == 2


def keep(browser: Client, name: str, query: str) -> None:
    browser.post(f"{QUEUE}?{query}", {"act": "keep-view", "name": name})


def test_a_view_is_kept_shown_again_and_deleted(shelved: None, signed_in: SignedIn, ploy: Person, krit: Person) -> None:
    browser = signed_in(ploy)

    keep(browser, "  My   foods ", "shelf=all&q=lanna&after=12&colour=red")

    view = SavedView.objects.get(person=ploy)
    assert (view.name, view.query) == ("My foods", "shelf=all&q=lanna")
    page = browser.get(f"{QUEUE}?{view.query}").content.decode()
    assert 'href="?shelf=all&amp;q=lanna" aria-current="page">My foods' in page
    assert "My foods" not in signed_in(krit).get(QUEUE).content.decode()

    keep(browser, "My foods", "shelf=mine")
    assert [one.query for one in SavedView.objects.filter(person=ploy)] == ["shelf=mine"]
    browser.post(QUEUE, {"act": "forget-view", "name": "My foods"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_name_that_fits(signed_in: SignedIn, ploy: Person, name: str) -> None:
    browser = signed_in(ploy)

    answer = browser.post(QUEUE, {"act": "keep-view", "name": name}, follow=True)

    assert not SavedView.objects.exists()
    assert len(list(answer.context["messages"])) == 1


def test_nobody_deletes_another_officers_view(signed_in: SignedIn, ploy: Person, krit: Person) -> None:
    savedviews.keep(ploy, "Mine", "shelf=mine")

    signed_in(krit).post(QUEUE, {"act": "forget-view", "name": "Mine"})

    assert SavedView.objects.filter(person=ploy).exists()


def test_twenty_views_are_enough(ploy: Person) -> None:
    for number in range(savedviews.MOST_VIEWS):
        savedviews.keep(ploy, str(number), "shelf=all")

    with pytest.raises(savedviews.TooManyViewsError):
        savedviews.keep(ploy, "one more", "shelf=all")
    savedviews.keep(ploy, "3", "shelf=mine")
    assert SavedView.objects.filter(person=ploy).count() == savedviews.MOST_VIEWS


@pytest.mark.django_db(transaction=True)
def test_a_double_click_keeps_one_view(ploy: Person) -> None:
    def click() -> None:
        savedviews.keep(ploy, "Twice", "shelf=all")
        connection.close()

    clicks = [Thread(target=click) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert SavedView.objects.filter(person=ploy).count() == 1
