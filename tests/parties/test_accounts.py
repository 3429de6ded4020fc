"""From signing up to signing in, a forgotten password, another address; no stranger learns who has an account."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.parties import letters
from portal.parties.models import Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
KANYA = {
    "name_th": "กัญญา ดีงาม",
    "name_en": "Kanya Deengam",
    "email": "Kanya@Example.com",
    "password1": "tuktuk-by-the-river-7",
    "password2": "tuktuk-by-the-river-7",
}


def sent() -> list[Any]:
    """What the worker has sent by now, the newest last."""
    letters.mail_unsent(timezone.now())
    return mail.outbox


def link_in_letter(to: str) -> str:
    """The path of the first link of the newest letter to `to`."""
    letter = next(letter for letter in reversed(sent()) if letter.to == [to])
    found = re.search(r"https?://[^/\s]+(/accounts/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


def test_a_new_person_signs_up_confirms_signs_in_and_is_asked_for_the_company(client: Client) -> None:
    signed_up = client.post("/accounts/signup/", KANYA, follow=True)

    assert "โปรดตรวจสอบอีเมลของท่าน" in signed_up.content.decode()
    person = Person.objects.get(email="kanya@example.com")
    assert (person.name_th, person.name_en, person.language) == ("กัญญา ดีงาม", "Kanya Deengam", "th")

    page = client.get(link_in_letter("kanya@example.com"))
    assert "kanya@example.com" in page.content.decode()
    client.post(link_in_letter("kanya@example.com"))
    first = client.post("/accounts/login/", {"login": "kanya@example.com", "password": KANYA["password1"]}, follow=True)

    assert first.redirect_chain[-1][0] == "/companies/"
    assert "ท่านดำเนินการแทนบริษัทใด" in first.content.decode()


def test_nobody_signs_in_before_the_address_is_confirmed(client: Client) -> None:
    client.post("/accounts/signup/", KANYA)

    client.post("/accounts/login/", {"login": "kanya@example.com", "password": KANYA["password1"]})

    assert "_auth_user_id" not in client.session


def test_letters_hold_both_languages_thai_first(client: Client) -> None:
    client.post("/accounts/signup/", KANYA)

    letter = sent()[-1]

    assert letter.subject == "ยืนยันอีเมลของท่าน / Confirm your e-mail address"
    body = str(letter.body)
    assert body.index("เรียน") < body.index("Dear user")
    assert body.count("/accounts/confirm-email/") == 2
    assert "&amp;" not in body and "&#" not in body


def test_signing_up_with_a_known_address_looks_the_same_and_tells_only_its_owner(client: Client, malee: Person) -> None:
    known = client.post("/accounts/signup/", KANYA | {"email": malee.email})
    unknown = Client().post("/accounts/signup/", KANYA)

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert Person.objects.filter(email=malee.email).count() == 1
    assert [letter.subject for letter in sent() if letter.to == [malee.email]] == [
        "ท่านมีบัญชีอยู่แล้ว / You have an account already"
    ]


def test_a_wrong_password_and_an_unknown_address_are_refused_alike(client: Client, malee: Person) -> None:
    wrong = client.post("/accounts/login/", {"login": malee.email, "password": "not-the-password"})
    unknown = client.post("/accounts/login/", {"login": "nobody@example.com", "password": "not-the-password"})

    for answer in (wrong, unknown):
        assert "อีเมลหรือรหัสผ่านไม่ถูกต้อง" in answer.content.decode()
    assert "malee@example.com" in wrong.content.decode()  # what was typed stays


def test_the_address_is_read_in_any_case(client: Client, malee: Person) -> None:
    assert sign_in(client, "MALEE@example.com", PASSWORD) == 302


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "รหัสผ่านสั้นเกินไป"),
        ("4815162342108", "รหัสผ่านที่มีแต่ตัวเลข"),
        ("password1234", "รหัสผ่านนี้มีผู้ใช้มาก"),
        ("kanyadeengam", "รหัสผ่านคล้ายชื่อ"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client: Client, password: str, said: str) -> None:
    answer = client.post("/accounts/signup/", KANYA | {"password1": password, "password2": password})

    assert said in answer.content.decode()
    assert not Person.objects.exists()


def test_two_different_passwords_are_refused_and_the_names_stay(client: Client) -> None:
    answer = client.post("/accounts/signup/", KANYA | {"password2": "something-else-11"})

    page = answer.content.decode()
    assert "รหัสผ่านทั้งสองช่องไม่ตรงกัน" in page and "กัญญา ดีงาม" in page


def test_a_forgotten_password_is_set_anew(client: Client, malee: Person) -> None:
    client.post("/accounts/password/reset/", {"email": malee.email})
    form = client.get(link_in_letter(malee.email), follow=True)
    new = {"password1": "mortar-and-pestle-88", "password2": "mortar-and-pestle-88"}
    client.post(form.redirect_chain[-1][0], new)

    assert sign_in(Client(), malee.email, PASSWORD) == 200
    assert sign_in(Client(), malee.email, "mortar-and-pestle-88") == 302
    assert "รหัสผ่านของท่านถูกเปลี่ยนแล้ว" in sent()[-1].subject


def test_asking_for_a_reset_tells_no_stranger_whether_there_is_an_account(client: Client, malee: Person) -> None:
    known = client.post("/accounts/password/reset/", {"email": malee.email}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.com"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert [letter.to for letter in sent()] == [[malee.email], ["nobody@example.com"]]


def test_a_used_link_says_so_and_offers_a_new_one(client: Client, malee: Person) -> None:
    answer = client.get("/accounts/password/reset/key/1-set-password/")

    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in answer.content.decode()


def test_a_password_is_changed_by_whoever_knows_the_old_one(client: Client, malee: Person) -> None:
    sign_in(client, malee.email, PASSWORD)
    new = {"password1": "mortar-and-pestle-88", "password2": "mortar-and-pestle-88"}

    wrong = client.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})

    assert "รหัสผ่านปัจจุบันไม่ถูกต้อง" in wrong.content.decode()
    assert sign_in(Client(), malee.email, "mortar-and-pestle-88") == 302


def test_an_account_made_without_a_password_gets_one(client: Client, malee: Person, signed_in: Any) -> None:
    malee.set_unusable_password()
    malee.save()
    new = {"password1": "mortar-and-pestle-88", "password2": "mortar-and-pestle-88"}

    signed_in(malee).post("/accounts/password/set/", new)

    assert sign_in(client, malee.email, "mortar-and-pestle-88") == 302


def test_a_new_address_takes_the_old_ones_place_once_it_is_confirmed(client: Client, malee: Person) -> None:
    sign_in(client, malee.email, PASSWORD)

    asked = client.post("/accounts/email/", {"email": "malee.s@example.com", "action_add": ""})
    client.post(asked.headers["Location"], {"password": PASSWORD})
    malee.refresh_from_db()
    before = malee.email
    client.post(link_in_letter("malee.s@example.com"))

    malee.refresh_from_db()
    assert (before, malee.email) == ("malee@example.com", "malee.s@example.com")
    assert [address.email for address in EmailAddress.objects.filter(user=malee)] == ["malee.s@example.com"]


def test_the_address_is_not_changed_at_a_desk_left_alone(client: Client, malee: Person) -> None:
    sign_in(client, malee.email, PASSWORD)

    asked = client.post("/accounts/email/", {"email": "thief@example.com", "action_add": ""})
    refused = client.post(asked.headers["Location"], {"password": "a-guess"})

    assert "รหัสผ่านไม่ถูกต้อง" in refused.content.decode()
    assert not EmailAddress.objects.filter(email="thief@example.com").exists() and not sent()


def test_signing_out_ends_the_session(client: Client, malee: Person) -> None:
    sign_in(client, malee.email, PASSWORD)

    client.post("/accounts/logout/")

    assert client.get("/companies/").status_code == 302


def test_guessing_passwords_is_slowed_down(client: Client, malee: Person, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    cache.clear()

    answers = [client.post("/accounts/login/", {"login": malee.email, "password": f"guess-{n}"}) for n in range(4)]
    right = sign_in(client, malee.email, PASSWORD)

    assert "เข้าสู่ระบบไม่สำเร็จหลายครั้งเกินไป" in answers[-1].content.decode()
    assert right == 200
    cache.clear()
