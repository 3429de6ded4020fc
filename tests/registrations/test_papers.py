"""The printed form and the registration document say what was filed, whole, however much there is of it."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from portal.cases import drafts, submissions
from portal.cases.models import Case
from portal.law.thai import normalise
from portal.papers import making
from portal.papers.management.commands.make_signing_key import demo_key
from portal.papers.models import Document, Standing
from portal.papers.render import html
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person
from registrations.documents import public_lines
from registrations.models import Registration

from .story import AT, CONTACT, EXPORTER, fill, move, registered, submit

LONG = "Siam International Porcelain and Stoneware Manufacturing and Export Public Company Limited (Thailand) " * 2


@pytest.fixture(scope="module")
def key_bytes() -> bytes:
    return demo_key()


@pytest.fixture(autouse=True)
def signing_key(settings: Any, tmp_path: Path, key_bytes: bytes) -> None:
    settings.SIGNING_KEY_FILE = tmp_path / "portal.p12"
    settings.SIGNING_KEY_FILE.write_bytes(key_bytes)
    settings.MEDIA_ROOT = tmp_path / "files"


def issued(case: Case, kind: str) -> tuple[Document, list[str]]:
    """The issued paper and the text of its pages as a reader copies it."""
    while making.make_due():
        pass
    document = Document.objects.filter(case=case, kind=kind).latest("requested_at")
    assert document.state == Document.State.ISSUED, document.failure
    with document.file.open() as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        return document, [" ".join(normalise(page.extract_text()).split()) for page in pages]


def goods(count: int) -> list[dict[str, str]]:
    headings = [f"{chapter:02}{heading:02}" for chapter in range(1, 76) for heading in range(1, 8)]
    return [{"heading": heading, "description": f"Ware no. {n}"} for n, heading in enumerate(headings[:count], 1)]


def test_the_form_of_a_new_filing_takes_the_place_of_the_one_before(
    malee: Person, siam_ceramics: Exporter, ploy: Person
) -> None:
    case = move(submit(malee, siam_ceramics), "return", ploy)
    issued(case, "rex-form")

    submissions.submit(drafts.reopen(case, Actor.of(malee), AT), Actor.of(malee), AT)
    issued(case, "rex-form")

    forms = Document.objects.filter(case=case, kind="rex-form").order_by("version")
    assert [form.standing(AT.date()) for form in forms] == [Standing.REPLACED, Standing.IN_FORCE]
    receipts = Document.objects.filter(case=case, kind="receipt")
    assert {receipt.standing(AT.date()) for receipt in receipts} == {Standing.IN_FORCE}


def test_the_form_says_what_was_filed_with_its_id_on_every_page(malee: Person, siam_ceramics: Exporter) -> None:
    case = submit(malee, siam_ceramics)

    _document, pages = issued(case, "rex-form")

    whole = " ".join(pages)
    assert all(case.reference in page for page in pages)  # REX-8
    for said in ("Siam Ceramics Co., Ltd.", "0105551234567", "Niran Thongdee", "6911", "Porcelain tableware",
                 "Bangkok, 3 June 2024", "Malee Srisuk, Managing Director", "ความยินยอมของผู้ส่งออก",
                 "declares that the above details are correct", "รับรองว่ารายละเอียดข้างต้นถูกต้อง"):  # fmt: skip
        assert said in whole
    assert whole.count("[x]") == 1 + 9 + 1  # main activity, undertakings, consent


@pytest.mark.parametrize(("consent", "ticked"), [("yes", "accepts"), ("no", "does not accept")])
def test_the_answer_on_consent_is_ticked(malee: Person, siam_ceramics: Exporter, consent: str, ticked: str) -> None:
    case = submit(malee, siam_ceramics, consent=consent)

    page = html(Document.objects.get(case=case, kind="rex-form"))

    boxes = re.findall(r'class="box (ticked|empty)">.*?</span></span>The undersigned (accepts|does not accept)', page)
    assert [said for state, said in boxes if state == "ticked"] == [ticked]
    assert len(boxes) == 2


@pytest.mark.parametrize(("count", "word"), [(1, "Heading"), (20, "Heading"), (21, "Chapter"), (500, "Chapter")])
def test_box_4_lists_every_good(malee: Person, siam_ceramics: Exporter, count: int, word: str) -> None:
    case = submit(malee, siam_ceramics, goods=goods(count))

    _document, pages = issued(case, "rex-form")

    whole = " ".join(pages)
    assert f"{word} Description of goods" in whole  # REX-4
    assert all(f"Ware no. {n}" in whole for n in (1, count // 2 + 1, count))


def test_long_names_and_many_contacts_stay_on_the_paper(malee: Person, siam_ceramics: Exporter) -> None:
    draft = fill(drafts.start("rex", siam_ceramics, Actor.of(malee), AT), malee)
    name = LONG[:200].strip()
    drafts.save(draft, "exporter", Actor.of(malee), AT, EXPORTER | {"name": name})
    people = [{**CONTACT, "name": f"Person no. {n} {LONG[:150]}".strip()} for n in range(1, 31)]
    drafts.save(draft, "contacts", Actor.of(malee), AT, {}, people)

    _document, pages = issued(submissions.submit(draft, Actor.of(malee), AT), "rex-form")

    whole = "".join(pages).replace(" ", "")
    assert name.replace(" ", "") in whole
    assert all(f"Personno.{n}Siam" in whole for n in (1, 15, 30))


def test_the_registration_document_is_numbered_signed_and_says_the_number(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = registered(malee, siam_ceramics, ploy, krit)

    document, pages = issued(case, "rex-registration")

    whole = " ".join(pages)
    assert document.number == "REX-REG-2567-00001"
    for said in ("THREX2024000001", "บริษัท สยามเซรามิกส์ จำกัด", "3 มิถุนายน 2567", "3 June 2024", "Switzerland",
                 "Norway", "Krit Mankhong", "กฤษณ์ มั่นคง", "6911"):  # fmt: skip
        assert said in whole


def test_the_verification_page_names_the_exporter_only_while_they_consent(
    malee: Person, siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    case = registered(malee, siam_ceramics, ploy, krit)
    document = Document.objects.get(case=case, kind="rex-registration")
    shown = [value for _label, value in public_lines(document)]
    assert "THREX2024000001" in shown and "Siam Ceramics Co., Ltd." in shown

    Registration.objects.update(consent=False)

    shown = [value for _label, value in public_lines(document)]
    assert "THREX2024000001" in shown and "Siam Ceramics Co., Ltd." not in shown  # REX-6
