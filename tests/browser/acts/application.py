"""How a company's person fills in the REX application, checks it, and files it."""

import re
from datetime import date

from django.utils import timezone
from playwright.sync_api import expect

from portal.law.thai import thai_date

from ..visitor import Visitor

CONTACT = {
    "name": "Niran Thongdee",
    "address": "99 Rama IV Road, Khlong Toei, Bangkok 10110, Thailand",
    "email": "niran@example.com",
    "phone": "02 123 4568",
}
SIGNATURE = {"place": "Bangkok", "signatory_name": "Malee Srisuk", "job_title": "Managing Director"}


def today(language: str) -> str:
    day: date = timezone.localdate()
    return thai_date(day, "numeric") if language == "th" else f"{day:%d/%m/%Y}"


def start(malee: Visitor) -> None:
    malee.go("/cases/")
    malee.leave(malee.page.locator("main a[href='/rex/start/']").click)
    malee.press("Start")
    assert malee.page.locator(".govuk-task-list__item").count() == 9


def fill_in_the_exporter(malee: Visitor) -> None:
    """Known from the company; what is wrong is told at its field when the step is left."""
    malee.follow("Exporter information")
    assert malee.typed("name") == "Siam Ceramics Co., Ltd."
    malee.write({"postcode": "1O11O"})
    malee.press("Save and continue")
    assert malee.page.locator("#id_postcode-error").is_visible()
    malee.write({"postcode": "10110", "contact_phone": "02 123 4567"})
    malee.press("Save and continue")


def fill_in_the_contacts(malee: Visitor) -> None:
    """Two are added, one is corrected, one is deleted."""
    malee.press("Add a row")
    malee.write({**CONTACT, "email": "niran(at)example.com"})
    malee.press("Save and add another")
    assert malee.page.locator("#id_email-error").is_visible()
    malee.write({"email": CONTACT["email"]})
    malee.press("Save and add another")
    malee.write({**CONTACT, "name": "Somebody Else"})
    malee.press("Save and return to the table")
    assert malee.page.locator("#rows tbody tr").count() == 2

    malee.page.locator("#rows tbody tr").nth(0).get_by_role("link").click()
    malee.write({"name": "Niran Thongdee-Chai"})
    malee.press("Save and return to the table")
    malee.leave(malee.page.locator("#rows tbody tr").nth(1).get_by_role("button").click)
    expect(malee.page.locator("#rows tbody tr")).to_have_count(1)
    expect(malee.page.locator("#rows tbody")).to_contain_text("Niran Thongdee-Chai")
    malee.press("Save and continue")


def fill_in_the_activities(malee: Visitor) -> None:
    malee.choose("Production", within="#id_activities-group")
    malee.press("Save and continue")


def fill_in_the_goods(malee: Visitor) -> None:
    """Two are added, one is deleted, brought back, and deleted again."""
    malee.press("Add a row")
    malee.write({"heading": "6911", "description": "Porcelain tableware"})
    malee.press("Save and add another")
    malee.write({"heading": "6912", "description": "Ceramic tableware"})
    malee.press("Save and return to the table")
    for act in ("delete", "bring back", "delete"):
        if act == "delete":
            malee.leave(malee.page.locator("#rows tbody tr").nth(1).get_by_role("button").click)
            expect(malee.page.locator("#rows tbody tr")).to_have_count(1)
        else:
            malee.press("Bring it back")
            expect(malee.page.locator("#rows tbody tr")).to_have_count(2)
    malee.press("Save and continue")


def half_finish_the_undertakings(malee: Visitor) -> None:
    """Only the place is typed, and a date that is not whole; nothing is pressed."""
    malee.write({"place": "Bangkok", "signed_on": "31/1"})
    malee.page.locator("#id_signatory_name").focus()
    malee.page.locator("#wizard-saved").filter(has_text=re.compile(r"\d\d:\d\d")).wait_for()
    expect(malee.page.locator("#id_signed_on-error")).to_be_visible()


def finish_the_undertakings(malee: Visitor) -> None:
    for box in malee.page.get_by_role("checkbox").all():
        box.check()
    malee.write({**SIGNATURE, "signed_on": today(malee.language)})
    malee.press("Save and continue")


def leave_the_consent_open(malee: Visitor) -> None:
    """Everything but the answer itself."""
    malee.write({**SIGNATURE, "signed_on": today(malee.language)})
    malee.press("Save and return to the list")


def check_the_answers(malee: Visitor) -> None:
    """The problem leads to its field, and its page back here; the officer's checklist is run."""
    malee.follow("Check your answers")
    malee.follow("Run the officer's checklist")
    expect(malee.page.locator("#checklist .portal-finding")).not_to_have_count(0)
    problems = malee.page.locator(".govuk-error-summary__list a")
    expect(problems).to_have_count(1)
    malee.leave(problems.click)
    assert "/consent/?back=check#id_consent" in malee.page.url
    malee.choose("Yes, I consent")
    malee.press("Save and continue")
    malee.follow("Go on to the security code")


def file_it(malee: Visitor) -> str:
    """A wrong code loses nothing; the right one is read in the letter. Answers the application's number."""
    malee.write({"code": "00000"})
    malee.press("File the application")
    assert malee.page.locator("#id_code-error").is_visible()

    malee.unfold("I cannot see the picture")
    malee.press("Send me a code by e-mail")
    malee.write({"code": malee.letter(r"Your security code is (\w{5})").lower()})
    malee.press("File the application")

    malee.sees("The application is filed")
    return malee.page.locator(".govuk-panel strong").inner_text()
