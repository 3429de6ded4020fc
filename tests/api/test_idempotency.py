"""What is sent twice with one key is done once: repeated, at once, after a crash, and by somebody else."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from portal.api import idempotency
from portal.api.models import KeptAnswer
from portal.api.refusals import Problem
from portal.api.tasks import sweep_api
from portal.cases import messages
from portal.cases.models import Case, Draft, Message
from portal.parties.models import Exporter, Person
from tests.registrations.story import submit

from .conftest import Program, a_picture

Programs = Callable[..., Program]
KEY = "0e5d3f0a-one-thing"


@pytest.fixture
def case(malee: Person, siam_ceramics: Exporter) -> Case:
    return submit(malee, siam_ceramics)


def writes(erp: Program, case: Case, text: str = "Hello", key: str = KEY) -> Any:
    return erp.post(f"cases/{case.reference}/messages/", {"text": text}, idempotency_key=key)


def test_the_same_again_is_answered_again(program: Programs, malee: Person, case: Case) -> None:
    erp = program(malee)

    first, second = writes(erp, case), writes(erp, case)

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert "Idempotent-Replayed" not in first and second["Idempotent-Replayed"] == "true"
    assert Message.objects.count() == 1


def test_headers_of_the_first_answer_come_again(program: Programs, malee: Person) -> None:
    erp = program(malee)

    first, second = (erp.post("rex/drafts/", {}, idempotency_key=KEY) for _time in range(2))

    assert (second["Location"], second["ETag"]) == (first["Location"], first["ETag"])
    assert Draft.objects.count() == 1


def test_one_key_is_for_one_thing(program: Programs, malee: Person, case: Case) -> None:
    erp = program(malee)
    writes(erp, case)

    other = writes(erp, case, "Something else")
    elsewhere = erp.post("rex/drafts/", {}, idempotency_key=KEY)

    assert [(one.status_code, one.json()["code"]) for one in (other, elsewhere)] == [
        (422, "idempotency-key-reused")
    ] * 2
    assert Message.objects.count() == 1


def test_two_callers_may_use_one_key(program: Programs, malee: Person, niran: Person, case: Case) -> None:
    writes(program(malee), case)
    writes(program(niran), case)

    assert Message.objects.count() == 2


@pytest.mark.parametrize("key", ["", " ", "with blank", "x" * 201, "ไทย".encode().decode("latin-1")])
def test_without_a_fitting_key_nothing_is_done(program: Programs, malee: Person, case: Case, key: str) -> None:
    answer = writes(program(malee), case, key=key)

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-missing")
    assert not Message.objects.exists()


def test_what_was_refused_may_be_mended_under_the_same_key(program: Programs, malee: Person, case: Case) -> None:
    erp = program(malee)

    refused, written = writes(erp, case, " "), writes(erp, case, "Hello")

    assert (refused.status_code, written.status_code) == (409, 201)


def test_a_form_is_the_same_whatever_parts_it(program: Programs, malee: Person, case: Case) -> None:
    erp, address = program(malee), f"cases/{case.reference}/messages/"

    sent = [erp.form(address, {"text": "See.", "files": a_picture()}, idempotency_key=KEY) for _time in range(2)]
    other = SimpleUploadedFile("kiln.png", b"other", "image/png")
    third = erp.form(address, {"text": "See.", "files": other}, idempotency_key=KEY)

    assert [one.status_code for one in sent] == [201, 201] and sent[0].content == sent[1].content
    assert third.json()["code"] == "idempotency-key-reused"
    assert Message.objects.count() == 1


def test_the_order_of_fields_is_no_difference(program: Programs, malee: Person, case: Case) -> None:
    erp, address = program(malee), f"cases/{case.reference}/moves/withdraw/"

    one = erp.post(address, {"reason": "We moved.", "note": ""}, idempotency_key=KEY)
    two = erp.post(address, {"note": "", "reason": "We moved."}, idempotency_key=KEY)

    assert one.status_code == 200 and two["Idempotent-Replayed"] == "true"


def test_a_number_beyond_measure_is_no_fault(program: Programs, malee: Person) -> None:
    answer = program(malee).post("rex/drafts/", {"company": 2**70})

    assert (answer.status_code, answer.json()["where"]) == (400, "company")


def test_a_fault_leaves_nothing_behind(
    program: Programs, malee: Person, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    erp = program(malee)
    with monkeypatch.context() as broken:
        broken.setattr(messages, "_tell", lambda *_said: 1 / 0)
        assert writes(erp, case).status_code == 500
    assert not Message.objects.exists() and not KeptAnswer.objects.exists()

    assert writes(erp, case).status_code == 201


def test_whoever_died_is_taken_over_after_a_while_and_may_not_finish(db: None) -> None:
    now = timezone.now()
    dead = idempotency.claim("token:1", KEY, "x", now)
    assert isinstance(dead, idempotency.Claim)
    with pytest.raises(Problem) as told:
        idempotency.claim("token:1", KEY, "x", now + timedelta(seconds=59))
    assert (told.value.code, told.value.headers) == ("in-flight", {"Retry-After": "1"})

    heir = idempotency.claim("token:1", KEY, "x", now + timedelta(seconds=61))

    assert isinstance(heir, idempotency.Claim) and heir.token != dead.token
    with pytest.raises(Problem):
        idempotency._hold(dead)
    idempotency._release(dead)
    assert KeptAnswer.objects.get().claim == heir.token


def test_answers_are_kept_for_two_days(program: Programs, malee: Person, case: Case) -> None:
    writes(program(malee), case)
    now = timezone.now()

    assert idempotency.sweep(now + timedelta(hours=24)) == 0
    assert sweep_api() == 0
    assert idempotency.sweep(now + timedelta(hours=49)) == 1


@pytest.fixture
def slow_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Work that has begun and goes on when it is let."""
    begun, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(idempotency, "transaction", _Waiting(begun, go_on))
    yield begun, go_on
    go_on.set()


class _Waiting:
    """django.db.transaction, whose second use (the work's) waits to be let."""

    def __init__(self, begun: threading.Event, go_on: threading.Event) -> None:
        self.begun, self.go_on, self.uses = begun, go_on, 0

    def atomic(self) -> Any:
        self.uses += 1
        if self.uses == 2:
            self.begun.set()
            assert self.go_on.wait(20)
        return transaction.atomic()


@pytest.mark.django_db(transaction=True)
def test_the_same_at_once_is_told_to_wait(
    program: Programs, malee: Person, case: Case, slow_work: tuple[threading.Event, threading.Event]
) -> None:
    erp, (begun, go_on), answers = program(malee), slow_work, []

    def first() -> None:
        answers.append(writes(erp, case))
        connection.close()

    worker = threading.Thread(target=first)
    worker.start()
    assert begun.wait(20)
    second = writes(program_again(erp), case)
    go_on.set()
    worker.join(20)

    assert (second.status_code, second.json()["code"]) == (409, "in-flight")
    assert second["Retry-After"] == "1"
    assert answers[0].status_code == 201
    assert writes(erp, case)["Idempotent-Replayed"] == "true"
    assert Message.objects.count() == 1


def program_again(erp: Program) -> Program:
    """The same program in another thread."""
    return Program(erp.headers["authorization"].removeprefix("Bearer "))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_it_once(program: Programs, malee: Person, case: Case) -> None:
    erp, answers, together = program(malee), [], threading.Barrier(6)

    def send() -> None:
        again = program_again(erp)
        together.wait()
        answers.append(writes(again, case))
        connection.close()

    workers = [threading.Thread(target=send) for _number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert any(answer.status_code == 201 for answer in answers)
    assert Message.objects.count() == 1
