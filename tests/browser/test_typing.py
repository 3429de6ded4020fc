"""Typing in the wizard: nothing is lost, whatever happens to the window, the sign-in or the script."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from portal.cases import drafts
from portal.cases.models import Draft
from portal.parties.actors import Actor
from portal.parties.models import Person

from .acts import account, application
from .conftest import Comes
from .visitor import Visitor

SAVED = re.compile(r"\d\d:\d\d")


def step(draft: Draft, slug: str) -> str:
    return f"/rex/drafts/{draft.pk}/{slug}/"


def kept(draft: Draft, slug: str) -> dict[str, str]:
    values: dict[str, str] = draft.steps.get(step=slug).data["values"]
    return values


def waits_until_saved(visitor: Visitor) -> None:
    visitor.page.locator("#wizard-saved").filter(has_text=SAVED).wait_for()


def signs_out_behind_the_page(visitor: Visitor) -> None:
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_typed_is_saved_by_itself_and_judged_when_the_field_is_left(
    signed_in_as: Comes, malee: Person, draft: Draft, language: str
) -> None:
    page = signed_in_as(malee, language, 320)
    page.go(step(draft, "exporter"))

    page.page.locator("#id_postcode").press_sequentially("10")
    waits_until_saved(page)
    assert kept(draft, "exporter")["postcode"].startswith("10")
    expect(page.page.locator("#id_postcode-error")).to_have_count(0)
    page.page.locator("#id_contact_phone").focus()
    page.page.locator("#id_contact_phone").press_sequentially("0")

    expect(page.page.locator("#id_postcode-error")).to_be_visible()


def test_the_wizard_works_without_scripts(signed_in_as: Comes, malee: Person, draft: Draft) -> None:
    page = signed_in_as(malee, "th", 320, java_script_enabled=False)
    page.go(step(draft, "exporter"))
    page.write({"contact_phone": "ไม่มี"})
    page.press("Save and continue")
    expect(page.page.locator("#id_contact_phone-error")).to_be_visible()
    page.write({"contact_phone": "02 123 4567"})
    page.press("Save and continue")

    application.fill_in_the_contacts(page)
    application.fill_in_the_activities(page)
    application.fill_in_the_goods(page)
    application.finish_the_undertakings(page)
    application.leave_the_consent_open(page)
    application.check_the_answers(page)

    assert application.file_it(page).startswith("REX-25")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_sign_in_that_ends_while_somebody_types_loses_nothing(
    signed_in_as: Comes, malee: Person, draft: Draft, language: str
) -> None:
    page = signed_in_as(malee, language)
    page.go(step(draft, "exporter"))
    page.write({"street": "1 Old Road"})
    waits_until_saved(page)

    signs_out_behind_the_page(page)
    page.write({"street": "100 New Road"})
    expect(page.page.locator("[data-signed-out]")).to_be_visible()
    page.press("Save and continue")
    account.sign_in(page, malee.email)

    assert page.page.url.endswith(step(draft, "exporter"))
    page.sees("What you typed before signing in again has been kept.")
    assert page.typed("street") == "100 New Road"
    assert kept(draft, "exporter")["street"] == "100 New Road"


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_old_window_overwrites_nothing_unseen(
    signed_in_as: Comes, malee: Person, niran: Person, draft: Draft, language: str
) -> None:
    old, new = signed_in_as(malee, language, 320), signed_in_as(niran, language)
    old.go(step(draft, "exporter"))
    new.go(step(draft, "exporter"))
    new.write({"city": "Chiang Mai"})
    new.press("Save and return to the list")

    old.write({"city": "Lampang"})
    old.press("Save and return to the list")

    old.sees("Changed in two places")
    expect(old.page.locator("main tbody")).to_contain_text("Chiang Mai")
    expect(old.page.locator("main tbody")).to_contain_text("Lampang")
    old.press("Keep what I typed here")
    assert kept(draft, "exporter")["city"] == "Lampang"


def test_a_step_is_filled_in_with_the_keyboard_alone(signed_in_as: Comes, malee: Person, draft: Draft) -> None:
    page = signed_in_as(malee, "en")
    page.go(step(draft, "activities"))
    keys = page.page.keyboard
    focused = "document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement)"

    page.page.locator("#id_activities_0").focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    assert page.page.evaluate(f"Boolean({focused})")
    page.page.get_by_role("button", name="Save and continue").focus()
    page.leave(lambda: keys.press("Enter"))

    expect(page.page.locator(".govuk-error-summary")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.page.locator("#id_main_activity_0")).to_be_focused()
    keys.press("Space")
    page.page.get_by_role("button", name="Save and continue").focus()
    page.leave(lambda: keys.press("Enter"))
    assert page.page.url.endswith(step(draft, "goods"))


@pytest.mark.parametrize(("language", "width"), [("th", 320), ("en", 1280)])
def test_five_hundred_goods_and_endless_words_stay_usable(
    signed_in_as: Comes, malee: Person, draft: Draft, language: str, width: int
) -> None:
    goods = [{"heading": f"69{n % 14 + 1:02}", "description": f"Ware no. {n}"} for n in range(1, 501)]
    drafts.save(draft, "goods", Actor.of(malee), timezone.now(), {}, goods)
    page = signed_in_as(malee, language, width)
    page.go(step(draft, "goods"))
    expect(page.page.locator("#rows tbody tr")).to_have_count(50)
    page.follow("Next page")
    expect(page.page.locator("#rows tbody tr").first).to_contain_text("Ware no. 51")

    page.go(step(draft, "exporter"))
    page.write({"name": "W" * 10_000, "city": "Bangkok 🙂", "street": "שלום"})
    page.press("Save and continue")

    for name in ("name", "city", "street"):
        expect(page.page.locator(f"#id_{name}-error")).to_be_visible()
    assert (len(page.typed("name")), page.typed("city"), page.typed("street")) == (10_000, "Bangkok 🙂", "שלום")
    page.go(f"/rex/drafts/{draft.pk}/check/")
