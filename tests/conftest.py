"""The cast that every test speaks of, and the two companies they belong to."""

from collections.abc import Callable

import pytest
from django.test import Client

from formd.rules.terms import parse_term
from portal.parties.models import Agency, Duty, Exporter, ExporterKind, Officer, OfficerDuty, Person, Role, RoleKind
from tools.catalogues import packages
from tools.messages import compile_all

from . import lists

pytest.register_assert_rewrite("tests.rulebook")
PASSWORD = "rice-and-mango-2569"
CHROMIUM = "/usr/bin/chromium"


def pytest_configure() -> None:
    """Django reads compiled catalogues: the suite sees the translations as they stand now."""
    compile_all(packages())


def pytest_sessionstart() -> None:
    """Nothing read before this run answers in it: mutation runs start one session after another in one process."""
    for read in (lists.reference, lists.the_rule_sets, lists.product_rules, lists.watch_list, parse_term):
        read.cache_clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Debian's Chromium; as root it starts only without its sandbox."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


def a_person(name: str, name_th: str, name_en: str) -> Person:
    from allauth.account.models import EmailAddress

    person = Person.objects.create_user(f"{name}@example.com", PASSWORD, name_th=name_th, name_en=name_en)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def an_officer(name: str, name_th: str, name_en: str, agency: Agency, *duties: Duty) -> Person:
    person = a_person(name, name_th, name_en)
    officer = Officer.objects.create(person=person, agency=agency)
    for duty in duties:
        OfficerDuty.objects.create(officer=officer, duty=duty)
    return person


@pytest.fixture
def siam_ceramics(db: None) -> Exporter:
    return Exporter.objects.create(
        juristic_id="0105551234567",
        name_th="บริษัท สยามเซรามิกส์ จำกัด",
        name_en="Siam Ceramics Co., Ltd.",
        kind=ExporterKind.PRODUCER,
        street_th="99 ถนนพระรามที่ 4",
        city_th="เขตคลองเตย กรุงเทพมหานคร",
        street_en="99 Rama IV Road",
        city_en="Khlong Toei, Bangkok",
        postcode="10110",
        phone="021234567",
        email="office@siam-ceramics.example",
    )


@pytest.fixture
def lanna_foods(db: None) -> Exporter:
    return Exporter.objects.create(
        juristic_id="0505560000014",
        name_th="บริษัท ล้านนาฟู้ดส์ จำกัด",
        name_en="Lanna Foods Co., Ltd.",
        kind=ExporterKind.TRADER,
        street_th="1 ถนนนิมมานเหมินท์",
        city_th="อำเภอเมือง เชียงใหม่",
        street_en="1 Nimmanhaemin Road",
        city_en="Chiang Mai",
        postcode="50200",
    )


@pytest.fixture
def malee(siam_ceramics: Exporter) -> Person:
    """The owner of Siam Ceramics."""
    person = a_person("malee", "มาลี ศรีสุข", "Malee Srisuk")
    Role.objects.create(person=person, exporter=siam_ceramics, kind=RoleKind.OWNER)
    return person


@pytest.fixture
def niran(siam_ceramics: Exporter) -> Person:
    """Prepares applications for Siam Ceramics, and may not sign them."""
    person = a_person("niran", "นิรันดร์ ทองดี", "Niran Thongdee")
    Role.objects.create(person=person, exporter=siam_ceramics, kind=RoleKind.PREPARER)
    return person


@pytest.fixture
def somsak(lanna_foods: Exporter) -> Person:
    """The owner of another company."""
    person = a_person("somsak", "สมศักดิ์ ใจงาม", "Somsak Jaingam")
    Role.objects.create(person=person, exporter=lanna_foods, kind=RoleKind.OWNER)
    return person


@pytest.fixture
def ploy(db: None) -> Person:
    """DFT: receives and examines."""
    return an_officer("ploy", "พลอย วงศ์ดี", "Ploy Wongdee", Agency.DFT, Duty.RECEPTION, Duty.EXAMINER)


@pytest.fixture
def krit(db: None) -> Person:
    """DFT: approves."""
    return an_officer("krit", "กฤษณ์ มั่นคง", "Krit Mankhong", Agency.DFT, Duty.APPROVER)


@pytest.fixture
def anong(db: None) -> Person:
    """Customs: examines."""
    return an_officer("anong", "อนงค์ แสงทอง", "Anong Saengthong", Agency.CUSTOMS, Duty.EXAMINER)


@pytest.fixture
def wichai(db: None) -> Person:
    """Customs: approves."""
    return an_officer("wichai", "วิชัย ศักดิ์ดี", "Wichai Sakdee", Agency.CUSTOMS, Duty.APPROVER)


@pytest.fixture
def admin(db: None) -> Person:
    """Looks after the lists."""
    return an_officer("admin", "ผู้ดูแล ระบบ", "Admin", Agency.DFT, Duty.ADMINISTRATOR)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser in which `person` has signed in."""

    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of
