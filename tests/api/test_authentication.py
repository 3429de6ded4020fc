"""Who gets in by API, as whom, and when that ends."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import get_access_token_model

from portal.api import clients, tokens
from portal.api.models import ApiClient, PersonalToken
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Role, RoleKind

from .conftest import Program, a_token

ALL = ["cases:read", "cases:write", "companies:read"]


def a_client(person: Person, exporter: Exporter, scopes: list[str] = ALL) -> tuple[ApiClient, str]:
    return clients.make(exporter, Actor.of(person), timezone.now(), "ERP", scopes)


def asks_for_token(client_id: str, secret: str, **more: str) -> Any:
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    asked = {"grant_type": "client_credentials", **more}
    return Client().post("/api/v1/token/", asked, headers={"authorization": f"Basic {basic}"})


def program_of(client: ApiClient, secret: str, **more: str) -> Program:
    return Program(asks_for_token(client.client_id, secret, **more).json()["access_token"])


def test_nobody_gets_in_without_a_token(client: Client) -> None:
    answer = client.get("/api/v1/cases/", headers={"accept-language": "en"})

    assert (answer.status_code, answer.json()["code"]) == (401, "not-authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_browsers_session_opens_nothing(signed_in: Callable[[Person], Client], malee: Person) -> None:
    assert signed_in(malee).get("/api/v1/cases/").status_code == 401


@pytest.mark.parametrize("said", ["Bearer ", "Bearer nonsense", "Bearer op_pat_nonsense", "Bearer \xff", "Bearer a b"])
def test_a_token_that_is_none_is_refused(db: None, said: str) -> None:
    answer = Client().get("/api/v1/cases/", headers={"authorization": said, "accept-language": "en"})

    assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_client_sees_its_company_alone(malee: Person, siam_ceramics: Exporter, lanna_foods: Exporter) -> None:
    Role.objects.create(person=malee, exporter=lanna_foods, kind=RoleKind.OWNER)
    erp = program_of(*a_client(malee, siam_ceramics))

    assert [one["id"] for one in erp.get("companies/").json()["data"]] == [siam_ceramics.pk]
    assert erp.get(f"companies/{lanna_foods.pk}/").status_code == 404


def test_a_token_of_ones_own_acts_in_all_of_ones_companies(
    malee: Person, siam_ceramics: Exporter, lanna_foods: Exporter
) -> None:
    Role.objects.create(person=malee, exporter=lanna_foods, kind=RoleKind.READER)

    seen = Program(a_token(malee)).get("companies/").json()["data"]

    assert {one["id"]: one["roles"] for one in seen} == {siam_ceramics.pk: ["owner"], lanna_foods.pk: ["reader"]}


def test_a_client_ends_with_its_makers_role(malee: Person, siam_ceramics: Exporter) -> None:
    client, secret = a_client(malee, siam_ceramics)
    erp = program_of(client, secret)
    assert erp.get("cases/").status_code == 200

    malee.roles.update(kind=RoleKind.PREPARER)

    assert erp.get("cases/").json()["code"] == "token-invalid"
    assert asks_for_token(client.client_id, secret).status_code == 401


@pytest.mark.parametrize("kind", ["client", "token"])
def test_who_may_not_sign_in_any_more_has_no_program_either(malee: Person, siam_ceramics: Exporter, kind: str) -> None:
    program = program_of(*a_client(malee, siam_ceramics)) if kind == "client" else Program(a_token(malee))
    Person.objects.filter(pk=malee.pk).update(is_active=False)

    assert program.get("cases/").status_code == 401


def test_a_new_secret_ends_the_old_one_and_what_it_got(malee: Person, siam_ceramics: Exporter) -> None:
    client, old = a_client(malee, siam_ceramics)
    erp = program_of(client, old)

    new = clients.rotate(client, Actor.of(malee), timezone.now())

    assert erp.get("cases/").status_code == 401
    assert asks_for_token(client.client_id, old).json() == {"error": "invalid_client"}
    assert program_of(client, new).get("cases/").status_code == 200


def test_a_revoked_client_ends_at_once(malee: Person, siam_ceramics: Exporter) -> None:
    client, secret = a_client(malee, siam_ceramics)
    erp = program_of(client, secret)

    clients.revoke(client, Actor.of(malee), timezone.now())

    assert erp.get("cases/").status_code == 401
    assert asks_for_token(client.client_id, secret).status_code == 401


def test_an_access_token_ends_after_an_hour(malee: Person, siam_ceramics: Exporter) -> None:
    erp = program_of(*a_client(malee, siam_ceramics))
    token = get_access_token_model().objects.get()
    assert timedelta(minutes=59) < token.expires - timezone.now() <= timedelta(hours=1)

    get_access_token_model().objects.update(expires=timezone.now())

    assert erp.get("cases/").status_code == 401
    assert clients.sweep(timezone.now() + timedelta(days=2)) == 1


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "implicit", ""])
def test_clients_have_no_other_way(malee: Person, siam_ceramics: Exporter, grant: str) -> None:
    client, secret = a_client(malee, siam_ceramics)

    answer = asks_for_token(client.client_id, secret, grant_type=grant, username="malee@example.com", password="x")

    assert answer.status_code in (400, 401) and "error" in answer.json()


def test_only_an_owner_looks_after_clients(niran: Person, malee: Person, siam_ceramics: Exporter) -> None:
    client, _secret = a_client(malee, siam_ceramics)

    for act in (
        lambda: a_client(niran, siam_ceramics),
        lambda: clients.rotate(client, Actor.of(niran), timezone.now()),
        lambda: clients.revoke(client, Actor.of(niran), timezone.now()),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_officers_have_no_tokens_and_nothing_by_the_api(ploy: Person, malee: Person, siam_ceramics: Exporter) -> None:
    with pytest.raises(tokens.OfficersHaveNone):
        tokens.make(Actor.of(ploy), timezone.now(), "x", ALL, 30)
    token = a_token(malee)
    PersonalToken.objects.update(person=ploy)  # somebody who became an officer after making one

    answer = Program(token).get("cases/")

    assert (answer.status_code, answer.json()["code"]) == (403, "officers-refused")


def test_a_scope_that_is_missing_is_named(malee: Person) -> None:
    reader = Program(a_token(malee, "cases:read"))

    answer = reader.post("rex/drafts/", {})

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient-scope")
    assert 'scope="cases:write"' in answer["WWW-Authenticate"]
    assert reader.get("cases/").status_code == 200
    assert reader.get("companies/").status_code == 403


def test_a_client_may_ask_for_less_and_not_for_more(malee: Person, siam_ceramics: Exporter) -> None:
    client, secret = a_client(malee, siam_ceramics, ["cases:read", "companies:read"])

    less = program_of(client, secret, scope="cases:read")

    assert less.get("cases/").status_code == 200
    assert less.get("companies/").status_code == 403
    assert asks_for_token(client.client_id, secret, scope="cases:write").json()["error"] == "invalid_scope"


def test_nothing_that_opens_is_kept_as_it_is(malee: Person, siam_ceramics: Exporter) -> None:
    client, secret = a_client(malee, siam_ceramics)
    access = asks_for_token(client.client_id, secret).json()["access_token"]
    own = a_token(malee)

    models = (ApiClient, PersonalToken, get_access_token_model())
    kept = str([list(model.objects.values()) for model in models])

    assert not [text for text in (secret, access, own) if text in kept]


def test_use_is_noted_by_the_day_in_one_write_a_day(malee: Person, django_assert_num_queries: Any) -> None:
    program = Program(a_token(malee, "cases:read"))
    assert PersonalToken.objects.get().last_used_on is None

    with django_assert_num_queries(4):  # the token, its day, the roles, the cases
        program.get("cases/")
    with django_assert_num_queries(3):
        program.get("cases/")

    assert PersonalToken.objects.get().last_used_on == timezone.localdate()


def test_a_client_costs_two_queries_a_request(
    malee: Person, siam_ceramics: Exporter, django_assert_num_queries: Any
) -> None:
    erp = program_of(*a_client(malee, siam_ceramics))
    erp.get("cases/")

    with django_assert_num_queries(3):  # the token with client, person and officer; the roles; the cases
        erp.get("cases/")


def test_a_token_is_good_through_its_last_day(malee: Person) -> None:
    token, text = tokens.make(Actor.of(malee), timezone.now(), "x", ALL, 30)

    assert tokens.find(text, token.expires_on) == token
    assert tokens.find(text, token.expires_on + timedelta(days=1)) is None


def test_a_token_lasts_a_year_at_most(malee: Person) -> None:
    token, _text = tokens.make(Actor.of(malee), timezone.now(), "x", ALL, 4000)

    assert token.expires_on == timezone.localdate() + timedelta(days=365)


def test_an_address_carries_no_token(malee: Person) -> None:
    """RFC 6750 would allow it, and every log on the way would keep it."""
    assert Client().get("/api/v1/cases/", {"access_token": a_token(malee)}).status_code == 401
