"""How somebody comes to the portal: an account, a company, and signing in."""

from ..visitor import Visitor

PASSWORD = "rice-and-mango-2569"
EMAIL = "malee@example.com"
COMPANY = {
    "juristic_id": "0-1055-51234-56-7",
    "name_th": "บริษัท สยามเซรามิกส์ จำกัด",
    "name_en": "Siam Ceramics Co., Ltd.",
    "street_th": "99 ถนนพระรามที่ 4",
    "city_th": "เขตคลองเตย กรุงเทพมหานคร",
    "street_en": "99 Rama IV Road",
    "city_en": "Khlong Toei, Bangkok",
    "postcode": "10110",
    "phone": "02 123 4567",
    "email": "office@siam-ceramics.example",
}


def sign_up(malee: Visitor) -> None:
    malee.go("/")
    malee.follow("Create an account")
    names = {"name_th": "มาลี ศรีสุข", "name_en": "Malee Srisuk"}
    malee.write({**names, "email": EMAIL, "password1": PASSWORD, "password2": PASSWORD})
    malee.press("Create the account")
    malee.sees("Check your e-mail")


def confirm(malee: Visitor) -> None:
    malee.go(malee.letter(r"http\S+/confirm-email/\S+"))
    malee.press("Yes, confirm")


def sign_in(visitor: Visitor, email: str = EMAIL) -> None:
    if "/login/" not in visitor.page.url:
        visitor.go("/accounts/login/")
    visitor.write({"login": email, "password": PASSWORD})
    visitor.press("Sign in")


def register_company(malee: Visitor) -> None:
    """At first with a wrong check digit: it is told at the field, and everything typed stays."""
    malee.sees("Which company do you act for?")
    malee.follow("Register a company")
    malee.write({**COMPANY, "juristic_id": "0105551234568"})
    malee.choose("Producer")
    malee.press("Register the company")

    assert malee.page.locator("#id_juristic_id-error").is_visible()
    assert malee.page.locator(".govuk-error-summary a[href='#id_juristic_id']").is_visible()
    kept = {name: malee.typed(name) for name in COMPANY}
    assert kept == {**COMPANY, "juristic_id": "0105551234568"}

    malee.write({"juristic_id": COMPANY["juristic_id"]})
    malee.press("Register the company")
    malee.sees("Siam Ceramics Co., Ltd.")
