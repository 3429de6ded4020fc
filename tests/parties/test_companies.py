"""Registering a company, changing it, and who sees it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.parties import services
from portal.parties.models import Exporter, ExporterKind, Person, RegistrationNumber, Role, RoleKind
from tests.conftest import a_person

SignedIn = Callable[[Person], Client]
GIVEN = {
    "juristic_id": "0105551234567",
    "name_th": "บริษัท สยามเซรามิกส์ จำกัด",
    "name_en": "Siam Ceramics Co., Ltd.",
    "kind": "producer",
    "street_th": "99 ถนนพระรามที่ 4",
    "city_th": "เขตคลองเตย กรุงเทพมหานคร",
    "street_en": "99 Rama IV Road",
    "city_en": "Khlong Toei, Bangkok",
    "postcode": "10110",
    "phone": "02 123 4567",
    "email": "office@siam-ceramics.example",
}
NO_NUMBERS = {"numbers-TOTAL_FORMS": "1", "numbers-INITIAL_FORMS": "0"}
TWO_NUMBERS = {
    "numbers-TOTAL_FORMS": "2",
    "numbers-INITIAL_FORMS": "0",
    "numbers-0-kind": "vat",
    "numbers-0-number": "0105551234567",
    "numbers-1-kind": "factory",
    "numbers-1-number": "จ3-53(1)-10/40",
    "numbers-1-valid_until": "31/12/2570",
}


@pytest.fixture
def kanya(db: None) -> Person:
    """Has an account and no company yet."""
    return a_person("kanya", "กัญญา ดีงาม", "Kanya Deengam")


def test_who_registers_a_company_becomes_its_owner(kanya: Person, signed_in: SignedIn) -> None:
    answer = signed_in(kanya).post("/companies/new/", GIVEN | TWO_NUMBERS)

    company = Exporter.objects.get(juristic_id="0105551234567")
    assert answer.headers["Location"] == f"/companies/{company.pk}/"
    assert list(company.roles.values_list("person", "kind")) == [(kanya.pk, "owner")]
    numbers = [(number.kind, number.number, number.valid_until) for number in company.numbers.order_by("id")]
    assert [kind for kind, _, _ in numbers] == ["vat", "factory"]
    assert str(numbers[1][2]) == "2027-12-31"


def test_a_company_registered_twice_is_refused_without_telling_whose_it_is(
    kanya: Person, malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    answer = signed_in(kanya).post("/companies/new/", GIVEN | NO_NUMBERS | {"name_en": "Another Name"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "บริษัทนี้ลงทะเบียนไว้แล้ว" in page and "Another Name" in page
    assert malee.email not in page and malee.name_th not in page
    assert not kanya.roles.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_register_one_company_at_once_do_not_both_own_it() -> None:
    people = [a_person(f"person{n}", "ผู้ขอ", "Applicant") for n in range(4)]
    start, outcomes = threading.Barrier(4), []

    def register(person: Person) -> None:
        start.wait()
        try:
            services.register_company(person, GIVEN)
            outcomes.append("registered")
        except services.AlreadyRegistered:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "refused", "refused", "registered"]
    assert Role.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("juristic_id", "0105551234568", "เลขตรวจสอบ"),
        ("juristic_id", "010555", "13 หลัก"),
        ("juristic_id", "01055512345AB", "เฉพาะตัวเลข"),
        ("name_th", "ก" * 10_000, "ยาวเกินไป (10000 ตัวอักษร)"),
        ("name_th", "Siam Ceramics", "โปรดกรอกเป็นภาษาไทย"),
        ("name_th", "บริษัท 🍜 จำกัด", "สัญลักษณ์ภาพ"),
        ("name_en", "สยาม", "ไม่ใช่อักษรโรมัน"),
        ("name_en", "Siam \u202eoof", "อักขระที่มองไม่เห็น (U+202E)"),
        ("name_en", "شركة", "ขวาไปซ้าย"),
        ("name_en", "", "โปรดกรอก: ชื่อภาษาอังกฤษ"),
        ("kind", "king", "โปรดเลือกจากรายการ"),
        ("postcode", "1O110", "รหัสไปรษณีย์มี 5 หลัก"),
        ("phone", "call me", "หมายเลขเป็นตัวเลข"),
        ("email", "office", "โปรดกรอกอีเมล"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_all_that_was_typed_stays(
    kanya: Person, signed_in: SignedIn, field: str, typed: str, said: str
) -> None:
    answer = signed_in(kanya).post("/companies/new/", GIVEN | NO_NUMBERS | {field: typed})

    form = answer.context["form"]
    assert answer.status_code == 422 and list(form.errors) == [field]
    page = answer.content.decode()
    assert said in page
    assert f'<a href="#{"id_kind_0" if field == "kind" else f"id_{field}"}">' in page  # the summary leads to the field
    assert typed in page if field != "kind" else True
    assert "99 Rama IV Road" in page or field == "street_en"
    assert not Exporter.objects.exists()


def test_english_pages_refuse_in_english(kanya: Person, signed_in: SignedIn) -> None:
    client = signed_in(kanya)
    client.cookies["django_language"] = "en"

    page = client.post("/companies/new/", GIVEN | NO_NUMBERS | {"juristic_id": "0105551234568"}).content.decode()

    assert "There is something to put right" in page and "The check digit (the last one) does not fit." in page


def test_the_same_number_twice_is_refused_at_the_second_line(kanya: Person, signed_in: SignedIn) -> None:
    twice = TWO_NUMBERS | {"numbers-1-kind": "vat", "numbers-1-number": "0105551234567", "numbers-1-valid_until": ""}

    answer = signed_in(kanya).post("/companies/new/", GIVEN | twice)

    assert '<a href="#id_numbers-1-number">เลขทะเบียนนี้ซ้ำกันในรายการ</a>' in answer.content.decode()
    assert not Exporter.objects.exists()


def test_a_row_is_added_without_scripts_and_nothing_typed_is_lost(kanya: Person, signed_in: SignedIn) -> None:
    answer = signed_in(kanya).post("/companies/new/", GIVEN | TWO_NUMBERS | {"name_en": "", "add": "number"})

    page = answer.content.decode()
    assert answer.status_code == 200 and "govuk-error" not in page
    assert 'name="numbers-2-number"' in page and "จ3-53(1)-10/40" in page and "สยามเซรามิกส์" in page


def test_an_owner_changes_the_company_and_not_its_id(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    changed = GIVEN | NO_NUMBERS | {"name_en": "Siam Fine Ceramics Co., Ltd.", "juristic_id": "0505560000014"}

    signed_in(malee).post(f"/companies/{siam_ceramics.pk}/change/", changed)

    siam_ceramics.refresh_from_db()
    assert siam_ceramics.name_en == "Siam Fine Ceramics Co., Ltd."
    assert siam_ceramics.juristic_id == "0105551234567"


def test_a_number_is_taken_off_the_list(malee: Person, siam_ceramics: Exporter, signed_in: SignedIn) -> None:
    number = RegistrationNumber.objects.create(exporter=siam_ceramics, kind="vat", number="1")
    rows: dict[str, Any] = {
        "numbers-TOTAL_FORMS": "1",
        "numbers-INITIAL_FORMS": "1",
        "numbers-0-id": number.pk,
        "numbers-0-kind": "vat",
        "numbers-0-number": "1",
        "numbers-0-DELETE": "on",
    }

    signed_in(malee).post(f"/companies/{siam_ceramics.pk}/change/", GIVEN | rows)

    assert not siam_ceramics.numbers.exists()


def test_a_preparer_sees_the_company_and_may_not_change_it(
    niran: Person, malee: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    client = signed_in(niran)

    seen = client.get(f"/companies/{siam_ceramics.pk}/")
    refused = client.post(f"/companies/{siam_ceramics.pk}/change/", GIVEN | NO_NUMBERS)

    assert seen.status_code == 200 and "/change/" not in seen.content.decode()
    assert malee.name_th not in seen.content.decode()
    assert refused.status_code == 403 and "บทบาทของท่านไม่ครอบคลุม" in refused.content.decode()


def test_an_owner_sees_who_has_which_role(
    malee: Person, niran: Person, siam_ceramics: Exporter, signed_in: SignedIn
) -> None:
    page = signed_in(malee).get(f"/companies/{siam_ceramics.pk}/").content.decode()

    assert malee.name_th in page and niran.name_th in page and "ผู้จัดทำคำขอ" in page


def test_a_person_of_two_roles_is_listed_once(malee: Person, siam_ceramics: Exporter, signed_in: SignedIn) -> None:
    Role.objects.create(person=malee, exporter=siam_ceramics, kind=RoleKind.SIGNATORY)

    page = signed_in(malee).get(f"/companies/{siam_ceramics.pk}/").content.decode()

    assert "เจ้าของบัญชีบริษัท, ผู้มีอำนาจลงนาม" in page


@pytest.mark.parametrize("path", ["/companies/{}/", "/companies/{}/change/"])
def test_another_companys_pages_are_not_there(
    somsak: Person, siam_ceramics: Exporter, signed_in: SignedIn, path: str
) -> None:
    client = signed_in(somsak)

    assert client.get(path.format(siam_ceramics.pk)).status_code == 404
    assert client.post(path.format(siam_ceramics.pk), GIVEN | NO_NUMBERS).status_code == 404


@pytest.mark.parametrize(
    "path", ["/companies/", "/companies/new/", "/companies/1/", "/companies/1/change/", "/account/"]
)
@pytest.mark.django_db
def test_strangers_are_asked_to_sign_in_and_led_back(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"


def test_the_list_asks_no_more_of_the_database_for_more_companies(
    malee: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(malee)
    for n in range(20):
        more = Exporter.objects.create(
            juristic_id=f"01055500{n:05}", name_th=f"บริษัท {n}", name_en=f"Company {n}", kind=ExporterKind.OTHER
        )
        Role.objects.create(person=malee, exporter=more, kind=RoleKind.READER)

    # session (read, and written between two savepoint lines), person, roles, officer, companies, their roles, notices
    with django_assert_num_queries(12):
        page = client.get("/companies/")

    assert page.content.decode().count("/companies/") > 20
