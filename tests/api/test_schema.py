"""The OpenAPI schema: one operation per evaluator, and the portal keeps to what it says."""

import io
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks, not_a_server_error, response_schema_conformance
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from portal.law.evaluators import Evaluator, every_evaluator
from portal.wsgi import application

pytestmark = pytest.mark.django_db

EVALUATORS = pytest.mark.parametrize("asked", every_evaluator(), ids=lambda asked: asked.name)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def address(asked: Evaluator) -> str:
    return f"/api/v1/evaluate/{asked.name}/"


@EVALUATORS
def test_every_evaluator_is_described_with_an_example(client: Client, asked: Evaluator) -> None:
    described = yaml.safe_load(client.get("/api/v1/schema/").content)

    said = described["paths"][address(asked)]["post"]

    assert said["operationId"] == f"evaluate-{asked.name}"
    assert said["requestBody"]["content"]["application/json"]["examples"]["Input"]["value"] == asked.example
    assert set(said["responses"]) >= {"200", "400", "405", "413", "415"}
    assert "application/problem+json" in said["responses"]["400"]["content"]


def test_the_schema_is_valid_and_complete() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, file=os.devnull)


@EVALUATORS
def test_the_example_is_answered_as_described(client: Client, asked: Evaluator) -> None:
    call_command("load_reference", verbosity=0, stdout=io.StringIO())

    answer = client.post(address(asked), dict(asked.example), content_type="application/json")

    assert answer.json() == asked.example_answer


@pytest.fixture
def open_connection() -> Iterator[None]:
    """The server's habit of closing connections between requests would close the test's own."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@EVALUATORS
@pytest.mark.usefixtures("open_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_the_answer_is_one_of_those_described(asked: Evaluator, mode: GenerationMode) -> None:
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    cases = schema[address(asked)]["POST"].as_strategy(generation_mode=mode)

    @settings(
        max_examples=25, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(case=cases)
    def send(case: Any) -> None:
        case.validate_response(case.call(), checks=CHECKS)

    send()
