"""The first page, pages of errors, and the parts that pages are built of."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from portal.law.findings import error
from portal.parties.models import Person
from portal.parties.views.errors import bad_request


def shown(source: str, **context: Any) -> str:
    return Template("{% load page govuk %}" + source).render(Context(context))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "leads_to"), [("malee", "/cases/"), ("ploy", "/officers/"), ("krit", "/officers/"), ("anong", "/officers/")]
)
def test_the_first_page_leads_everybody_to_their_work(
    who: str, leads_to: str, request: pytest.FixtureRequest, signed_in: Any
) -> None:
    person: Person = request.getfixturevalue(who)

    assert signed_in(person).get("/").headers["Location"] == leads_to


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("th", "ไม่พบหน้านี้"), ("en", "There is no such page")])
def test_a_page_that_is_not_there_says_so_in_both_languages(client: Client, language: str, said: str) -> None:
    client.cookies["django_language"] = language

    answer = client.get("/no/such/page/")

    assert answer.status_code == 404 and said in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("th", "ยังอยู่ในหน้าก่อนหน้า"), ("en", "is still in the page before")])
def test_a_page_open_for_too_long_says_where_the_typing_is(language: str, said: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = language

    answer = client.post("/accounts/login/", {"login": "a@example.com", "password": "x"})

    assert answer.status_code == 403 and said in answer.content.decode()


@pytest.mark.django_db
def test_too_much_at_once_is_said_to_be_too_much(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = client.post("/accounts/login/", {"login": "ก" * 2000})

    assert answer.status_code == 413 and "ข้อมูลมีขนาดใหญ่เกินไป" in answer.content.decode()


@pytest.mark.django_db
def test_another_unreadable_request_is_a_bad_request(rf: RequestFactory) -> None:
    answer = bad_request(rf.get("/"), ValueError())

    assert answer.status_code == 400 and "ระบบอ่านคำขอนี้ไม่ได้" in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("th", "เกิดข้อขัดข้องที่ระบบ"), ("en", "Something went wrong on our side")])
def test_the_page_of_our_own_failures_needs_no_database_and_no_request(language: str, said: str) -> None:
    with override(language):
        assert said in render_to_string("500.html")


@pytest.mark.django_db
def test_pages_carry_no_inline_script_and_a_strict_policy(client: Client) -> None:
    answer = client.get("/accounts/signup/")

    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert "style=" not in page and "onclick" not in page and "<script>" not in page


class Everything(forms.Form):
    name = forms.CharField(label="Name", help_text="As on paper.")
    about = forms.CharField(label="About", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    acts = forms.MultipleChoiceField(label="Acts", choices=[("x", "X")], widget=forms.CheckboxSelectMultiple)
    land = forms.ChoiceField(label="Land", choices=[("th", "Thailand")])
    agreed = forms.BooleanField(label="Agreed")
    paper = forms.FileField(label="Paper")


def test_every_kind_of_field_has_its_label_and_its_error_tied_to_it() -> None:
    form = Everything({})

    for name in Everything.base_fields:
        with override("en"):
            part = render_to_string("_field.html", {"field": form[name], "clause": "REX-1"})
        assert str(Everything.base_fields[name].label) in part and 'data-clause="REX-1"' in part
        if name != "about":
            assert f'id="id_{name}-error"' in part and f"id_{name}-error" in part.split("aria-describedby=")[1][:60]


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(optional)" in render_in_english(Everything()["about"])
    assert "(optional)" not in render_in_english(Everything()["name"])


def render_in_english(field: forms.BoundField) -> str:
    with override("en"):
        return render_to_string("_field.html", {"field": field})


def test_a_hint_and_an_error_both_describe_the_input() -> None:
    assert 'aria-describedby="id_name-hint id_name-error"' in render_in_english(Everything({})["name"])


def test_the_summary_leads_to_the_first_choice_of_a_group() -> None:
    with override("en"):
        summary = render_to_string("_error_summary.html", {"form": Everything({})})

    assert 'href="#id_kind_0"' in summary and 'href="#id_acts_0"' in summary and 'href="#id_name"' in summary


def test_no_summary_stands_over_a_form_without_errors() -> None:
    assert "govuk-error-summary" not in render_to_string("_error_summary.html", {"form": Everything()})


def test_a_finding_shows_its_sentence_and_its_clause_in_the_language_of_the_page() -> None:
    finding = error("contacts-missing", "REX-2", th="ต้องมีผู้ติดต่ออย่างน้อยหนึ่งคน", en="At least one contact is needed")

    with override("th"):
        in_thai = render_to_string("_finding.html", {"finding": finding})
    with override("en"):
        as_stored = render_to_string("_finding.html", {"finding": finding.as_dict()})

    assert "ต้องมีผู้ติดต่อ" in in_thai and "ข้อ REX-2" in in_thai and "govuk-details__text" in in_thai
    assert "At least one contact" in as_stored and "Clause REX-2" in as_stored


def test_dates_are_of_the_buddhist_era_in_thai_and_of_bangkok() -> None:
    late = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)  # half past midnight in Bangkok

    with override("th"):
        assert shown("{{ on|day }}", on=date(2026, 11, 5)) == "5 พฤศจิกายน 2569"
        assert shown("{{ at|moment }}", at=late) == "1 มกราคม 2570 00:30 น."
    with override("en"):
        assert shown("{{ on|day }}", on=date(2026, 11, 5)) == "5 November 2026"
        assert shown("{{ at|moment }}", at=late) == "1 January 2027, 00:30"
    assert shown("{{ on|day }}{{ on|moment }}", on=None) == ""


@pytest.mark.django_db
def test_the_header_counts_unread_notices(malee: Person, signed_in: Any) -> None:
    from django.utils import timezone

    from portal.cases.models import Notice

    words = {"subject_th": "เรื่อง", "subject_en": "Subject", "text_th": "ข้อความ", "text_en": "Text"}
    for read_at in (None, None, timezone.now()):
        Notice.objects.create(person=malee, kind="test", at=timezone.now(), read_at=read_at, **words)

    assert shown("{% load notices %}{% unread_notices who %}", who=malee) == "2"
    assert shown("{% load notices %}{% unread_notices who %}", who=HttpRequest()) == "0"
