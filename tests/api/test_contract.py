"""The OpenAPI document and what is really answered: examples, every problem, and whatever somebody may send."""

import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks, not_a_server_error, response_schema_conformance
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from portal.api.errors import DICTIONARY
from portal.parties.models import Exporter, Person
from portal.wsgi import application
from tests.parties.catalogue import a_product
from tests.registrations.story import submit

from .conftest import a_token

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def document() -> dict[str, Any]:
    said: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return said


def operations() -> list[tuple[str, str]]:
    """Every operation behind a token, by method and path."""
    return [
        (method, path)
        for path, methods in document()["paths"].items()
        for method in methods
        if not any(public in path for public in ("evaluate", "/token/", "/codes/"))
    ]


def can_be_wrong(said: dict[str, Any]) -> bool:
    """Whether anything that does not fit can be sent at all: a text in an address always fits."""
    plain = {"type": "string"}
    parameters = [one["schema"] for one in said.get("parameters", ()) if one["in"] != "header"]
    return "requestBody" in said or any(schema != plain for schema in parameters)


OPERATIONS = operations()
SENDINGS = [
    (method, path, mode)
    for method, path in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or can_be_wrong(document()["paths"][path][method])
]


@cache
def described() -> Any:
    """The document as whoever writes a client loads it."""
    load_all_checks()
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_is_described_with_examples_that_fit(method: str, path: str) -> None:
    said = document()["paths"][path][method]
    bodies = [said["requestBody"]["content"]] if "requestBody" in said else []
    bodies += [answer["content"] for answer in said["responses"].values() if "content" in answer]

    for content in bodies:
        for kind, body in content.items():
            if kind in ("application/json", "application/problem+json"):
                assert body["examples"], kind
                for example in body["examples"].values():
                    jsonschema.validate(example["value"], body["schema"])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_names_its_scope_and_its_problems(method: str, path: str) -> None:
    said = document()["paths"][path][method]

    assert [list(way) for way in said["security"]] == [["client"], ["token"]]
    assert set(said["responses"]) >= {"401", "403", "429"}
    if method == "post":
        assert "Idempotency-Key" in [one["name"] for one in said["parameters"]]


@pytest.fixture
def open_connection() -> Iterator[None]:
    """The server's habit of closing connections between requests would close the test's own."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@pytest.fixture
def places(malee: Person, siam_ceramics: Exporter) -> dict[str, Any]:
    """Things that there are, for addresses that shall lead somewhere."""
    case, product = submit(malee, siam_ceramics), a_product(malee, siam_ceramics)
    things = {"reference": case.reference, "verb": "withdraw", "product_id": product.pk, "number": 1}
    return {**things, "company": siam_ceramics.pk, "token": a_token(malee)}


@pytest.mark.usefixtures("open_connection")
@pytest.mark.parametrize(("method", "path", "mode"), SENDINGS)
def test_whatever_is_sent_the_answer_is_one_of_those_described(
    places: dict[str, Any], method: str, path: str, mode: GenerationMode
) -> None:
    cases = described()[path][method.upper()].as_strategy(generation_mode=mode)
    signed = {"Authorization": f"Bearer {places['token']}"}

    @settings(
        max_examples=5, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(case=cases)
    def send(case: Any) -> None:
        case.path_parameters.update(led(path, places))
        if method == "post":
            signed["Idempotency-Key"] = str(uuid.uuid4())
        with transaction.atomic():
            answer = case.call(headers=signed)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    send()


def led(path: str, places: dict[str, Any]) -> dict[str, Any]:
    """Parts of the address that lead to something that is there."""
    names = ("reference", "verb", "product_id", "number")
    found = {name: places[name] for name in names if f"{{{name}}}" in path}
    return found | ({"id": places["company"]} if path.startswith("/api/v1/companies/{id}/") else {})


def test_problems_carry_what_the_document_promises(client: Client) -> None:
    refused = client.get("/api/v1/cases/").json()

    shape = document()["paths"]["/api/v1/cases/"]["get"]["responses"]["401"]["content"]["application/problem+json"]
    jsonschema.validate(refused, shape["schema"])
    assert refused["code"] in DICTIONARY


def test_the_token_endpoint_speaks_as_oauth_libraries_expect(client: Client) -> None:
    answer = client.post("/api/v1/token/", {"grant_type": "client_credentials"})

    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
    assert answer["Content-Type"] == "application/json" and answer["Cache-Control"] == "no-store"
