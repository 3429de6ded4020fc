"""The whole story of a registration in browsers, from the sign-up to the public register."""

import os
import re

import pytest
from playwright.sync_api import expect

from portal.parties.models import Person

from .acts import account, application, company, officers
from .conftest import Comes

QUESTION = "เครื่องลายครามเผาที่เตาใด โปรดแนบใบรับรอง"
REASON = {"th": "คำบรรยายสินค้ากว้างเกินไป โปรดระบุชนิด", "en": "The description is too wide. Say which kind."}


# Each language and each width once; before a merge, each language at each width.
SCREENS = [("en", 1280), ("th", 320), *([("th", 1280), ("en", 320)] if os.environ.get("CI") else [])]


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_from_the_sign_up_to_the_public_register(
    comes: Comes, ploy: Person, krit: Person, language: str, width: int
) -> None:
    Person.objects.filter(pk__in=[ploy.pk, krit.pk]).update(language=language)

    # A stranger becomes the owner of a company.
    malee = comes(language, width, "malee")
    account.sign_up(malee)
    account.confirm(malee)
    account.sign_in(malee)
    account.register_company(malee)

    # She fills in the form; a step left half-finished is there after a reload and on another device.
    application.start(malee)
    application.fill_in_the_exporter(malee)
    application.fill_in_the_contacts(malee)
    application.fill_in_the_activities(malee)
    application.fill_in_the_goods(malee)
    application.half_finish_the_undertakings(malee)
    malee.page.reload()
    assert (malee.typed("place"), malee.typed("signed_on")) == ("Bangkok", "31/1")
    telephone = comes(language, width, "malee-telephone")
    account.sign_in(telephone)
    telephone.leave(telephone.page.locator("main a[href*='/rex/drafts/']").click)
    telephone.follow("Go on where you stopped")
    assert (telephone.typed("place"), telephone.typed("signed_on")) == ("Bangkok", "31/1")
    application.finish_the_undertakings(telephone)
    application.leave_the_consent_open(telephone)

    # She checks, and files; what she prints carries the application's number at its foot.
    malee.go(telephone.page.url)
    application.check_the_answers(malee)
    reference = application.file_it(malee)
    assert re.fullmatch(r"REX-25\d\d-\d{6}", reference)
    company.worker_runs()
    pages = company.text_of(company.download(malee, "Application to become a registered exporter (Annex 22-06)"))
    assert all(reference in page for page in pages)

    # Ploy receives the paper, examines, and asks; a message is no answer, the answer comes with a file.
    desk = comes(language, width, "ploy")
    account.sign_in(desk, ploy.email)
    officers.open_case(desk, reference, "Waiting for the company")
    officers.receive(desk)
    officers.examine(desk)
    officers.ask(desk, QUESTION)
    company.worker_runs()
    assert malee.letter(re.escape(QUESTION))
    company.open_case(malee, reference)
    company.write_to_the_officers(malee, "We are looking for the paper.")
    company.answer(malee, "In the new kiln.")

    # Ploy returns it with a reason; it opens there, is corrected and filed again, and she sees just what changed.
    desk.page.reload()
    expect(desk.page.locator("#questions")).to_contain_text("In the new kiln.")
    officers.return_it(desk, **REASON)
    company.open_case(malee, reference)
    expect(malee.page.locator("#reasons ~ ul")).to_contain_text(REASON[language])
    company.correct(malee, "Porcelain tableware, glazed")
    assert application.file_it(malee) == reference
    officers.open_case(desk, reference, "Waiting for the company")
    expect(desk.page.locator("#changes tbody tr")).to_have_count(1)
    expect(desk.page.locator("#changes ins")).to_have_text("Porcelain tableware, glazed")

    # She recommends, and is not offered to register; Krit is.
    officers.receive(desk)
    officers.examine(desk)
    officers.recommend(desk)
    expect(desk.page.locator("#move-register")).to_have_count(0)
    chief = comes(language, width, "krit")
    account.sign_in(chief, krit.email)
    officers.open_case(chief, reference, "Waiting for officers")
    officers.register(chief)
    number = re.search(r"THREX\w+", chief.page.locator("main, #content").first.inner_text())
    assert number

    # The company learns of it; its document verifies; the public sees what was consented to.
    company.worker_runs()
    assert malee.letter(f"{reference}: .*Registered")
    malee.go("/notices/")
    malee.follow(reference)
    malee.sees(number[0])
    document = company.text_of(company.download(malee, "REX registration document"))
    code = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", document[0])
    assert number[0] in document[0] and code
    stranger = comes(language, width)
    stranger.go("/verify/")
    stranger.write({"code": code[0]})
    stranger.press("Verify the code")
    stranger.sees("The document is in force.")
    stranger.go("/register/rex/")
    stranger.write({"number": number[0].lower()})
    stranger.press("Look up")
    stranger.sees("99 Rama IV Road")
    malee.follow("Withdraw the consent to publication")
    malee.press("Withdraw the consent")
    stranger.page.reload()
    stranger.sees("The exporter has not consented to the publication of further details.")
    expect(stranger.page.locator("main")).not_to_contain_text("Rama IV")
