"""Cases by API: the list and its pages, one case, moves, messages, answers, documents; and strangers find nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.cases import messages, withdrawals
from portal.cases.models import Attachment, Case, Message
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person, Role, RoleKind
from tests.conftest import a_person
from tests.registrations.story import AT, move, submit

from .conftest import Program, a_picture

Programs = Callable[..., Program]


def many(exporter: Exporter, count: int) -> None:
    Case.objects.bulk_create(
        Case(
            reference=f"REX-2567-{100000 + number}",
            procedure="rex",
            exporter=exporter,
            agency="dft",
            state="submitted" if number % 2 else "registered",
            waiting_for="exporter" if number % 2 else "nobody",
            submitted_at=AT,
            exporter_name_th=exporter.name_th,
            exporter_name_en=exporter.name_en,
            search="",
        )
        for number in range(count)
    )


def references(answer: Any) -> list[str]:
    return [one["reference"] for one in answer.json()["data"]]


def test_a_list_is_walked_by_its_own_next(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    many(siam_ceramics, 60)
    erp, address, walked = program(malee), "cases/?limit=25", []

    while address:
        answer = erp.get(address)
        walked.append(references(answer))
        address = (answer.json()["next"] or "").partition("/api/v1/")[2]

    assert [len(page) for page in walked] == [25, 25, 10]
    assert [one for page in walked for one in page] == list(
        Case.objects.order_by("-pk").values_list("reference", flat=True)
    )


def test_a_new_case_moves_no_page(program: Programs, malee: Person, siam_ceramics: Exporter) -> None:
    many(siam_ceramics, 30)
    erp = program(malee)
    first = erp.get("cases/").json()

    submit(malee, siam_ceramics)

    second = erp.get(first["next"].partition("/api/v1/")[2])
    assert not set(references(second)) & {one["reference"] for one in first["data"]}
    assert len(references(second)) == 5


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", 6),
        ("?state=rex.submitted", 3),
        ("?waiting_for=nobody", 3),
        ("?procedure=rex", 6),
        ("?state=rex.submitted&waiting_for=nobody", 0),
        ("?limit=2", 2),
    ],
)
def test_the_list_is_filtered_as_in_the_browser(
    program: Programs, malee: Person, siam_ceramics: Exporter, wanted: str, found: int
) -> None:
    many(siam_ceramics, 6)

    assert len(references(program(malee).get(f"cases/{wanted}"))) == found


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=٣", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%F0%9F%8D%9A", "cursor"),
        ("state=gone", "state"),
        ("waiting_for=me", "waiting_for"),
        ("procedure=x", "procedure"),
    ],
)
def test_what_does_not_fit_is_named(program: Programs, malee: Person, wanted: str, where: str) -> None:
    answer = program(malee).get(f"cases/?{wanted}")

    assert (answer.status_code, answer.json()["where"]) == (400, where)


def test_the_list_reads_the_case_table_alone_however_deep(
    program: Programs, malee: Person, siam_ceramics: Exporter, django_assert_num_queries: Any
) -> None:
    many(siam_ceramics, 200)
    erp = program(malee)
    address = erp.get("cases/?limit=100").json()["next"].partition("/api/v1/")[2]

    with django_assert_num_queries(3) as asked_of_database:  # the token, the roles, the page
        erp.get(address)

    assert "OFFSET" not in asked_of_database[-1]["sql"]


def test_a_case_says_what_can_be_done(program: Programs, malee: Person, asked: Case) -> None:
    said = program(malee).get(f"cases/{asked.reference}/").json()

    assert (said["state"], said["waiting_for"], said["may_answer"]) == ("examining", "exporter", True)
    assert [(one["text"], one["open"], one["field"]) for one in said["questions"]] == [
        ("Which kiln?", True, "description")
    ]
    assert [one["verb"] for one in said["moves"]] == ["withdraw"]
    assert {one["clause"] for one in said["findings"]} >= {"REX-1", "REX-4"}
    assert {one["kind"] for one in said["deadlines"]} >= {"answer", "examination"}


def test_why_a_case_came_back_is_told(program: Programs, malee: Person, siam_ceramics: Exporter, ploy: Person) -> None:
    case = move(submit(malee, siam_ceramics), "return", ploy)

    reasons = program(malee).get(f"cases/{case.reference}/").json()["reasons"]

    assert [(one["step"], one["clause"], one["what_to_do"]) for one in reasons] == [
        ("goods", "REX-4", "Describe the goods clearly.")
    ]


def test_whoever_has_it_already_is_sent_nothing(program: Programs, malee: Person, asked: Case) -> None:
    erp, address = program(malee), f"cases/{asked.reference}/"
    tag = erp.get(address)["ETag"]

    assert erp.get(address, if_none_match=tag).status_code == 304
    erp.post(f"{address}questions/{asked.questions.get().pk}/answer/", {"answer": "The new one."})
    assert erp.get(address, if_none_match=tag).status_code == 200


def test_an_answer_closes_the_question_and_a_second_one_is_refused(
    program: Programs, malee: Person, asked: Case
) -> None:
    erp = program(malee)
    address = f"cases/{asked.reference}/questions/{asked.questions.get().pk}/answer/"

    first, second = erp.post(address, {"answer": "The new one."}), erp.post(address, {"answer": "Again."})

    assert first.status_code == 201 and not first.json()["open"]
    assert second.status_code == 409
    assert [(one["code"], one["message"]["en"][:12]) for one in second.json()["findings"]] == [
        ("question-closed", "This questio")
    ]


def test_an_empty_answer_is_refused_as_on_the_page(program: Programs, malee: Person, asked: Case) -> None:
    answer = program(malee).post(f"cases/{asked.reference}/questions/{asked.questions.get().pk}/answer/")

    assert [(one["code"], one["where"]) for one in answer.json()["findings"]] == [("answer-empty", "answer")]


def test_files_go_with_answers_and_messages_and_can_be_fetched(
    program: Programs, malee: Person, asked: Case, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    erp, case = program(malee), f"cases/{asked.reference}/"

    written = erp.form(f"{case}messages/", {"text": "See the picture.", "files": [a_picture(), a_picture()]})
    answered = erp.form(f"{case}questions/{asked.questions.get().pk}/answer/", {"files": a_picture()})

    assert written.status_code == 201 and len(written.json()["files"]) == 2
    assert answered.status_code == 201 and answered.json()["files"][0]["name"] == "kiln.png"
    fetched = erp.get(f"{case}files/{answered.json()['files'][0]['id']}/")
    assert fetched.getvalue() == a_picture().read() and fetched["Content-Type"] == "image/png"


def test_a_file_that_is_none_is_refused_and_nothing_is_written(program: Programs, malee: Person, asked: Case) -> None:
    bad = SimpleUploadedFile("kiln.png", b"no picture", "image/png")

    answer = program(malee).form(f"cases/{asked.reference}/messages/", {"text": "See.", "files": bad})

    assert (answer.status_code, answer.json()["code"]) == (422, "file-refused")
    assert "Save it again" in answer.json()["detail"]
    assert not Message.objects.exists() and not Attachment.objects.exists()


def test_messages_come_newest_first_by_pages(program: Programs, malee: Person, asked: Case) -> None:
    for number in range(3):
        messages.post(asked, Actor.of(malee), AT + timedelta(minutes=number), f"Message {number}")
    erp = program(malee)

    first = erp.get(f"cases/{asked.reference}/messages/?limit=2").json()
    second = erp.get(first["next"].partition("/api/v1/")[2]).json()

    assert [one["text"] for one in first["data"] + second["data"]] == ["Message 2", "Message 1", "Message 0"]
    assert second["next"] is None


def test_withdrawing_and_taking_that_back(
    program: Programs, malee: Person, siam_ceramics: Exporter, ploy: Person
) -> None:
    case = move(submit(malee, siam_ceramics), "receive", ploy)
    erp, address = program(malee), f"cases/{case.reference}/"

    assert erp.post(f"{address}moves/withdraw/").json()["findings"][0]["where"] == "reason"
    asked = erp.post(f"{address}moves/withdraw/", {"reason": "We moved."}).json()
    assert [one["verb"] for one in asked["moves"]] == ["cancel_withdrawal"]
    kept = erp.post(f"{address}moves/cancel_withdrawal/").json()
    assert [one["verb"] for one in kept["moves"]] == ["withdraw"]
    assert withdrawals.possible(case, Actor.of(malee))


def test_a_move_on_an_older_version_is_refused(program: Programs, malee: Person, asked: Case) -> None:
    erp, address = program(malee), f"cases/{asked.reference}/"
    tag = erp.get(address)["ETag"]
    erp.post(f"{address}questions/{asked.questions.get().pk}/answer/", {"answer": "The new one."})

    answer = erp.post(f"{address}moves/withdraw/", {"reason": "We moved."}, if_match=tag)

    assert (answer.status_code, answer.json()["code"]) == (412, "changed-meanwhile")


@pytest.mark.parametrize("verb", ["submit", "resubmit", "fly"])
def test_what_is_no_move_of_a_case_is_not_there(program: Programs, malee: Person, asked: Case, verb: str) -> None:
    assert program(malee).post(f"cases/{asked.reference}/moves/{verb}/").status_code == 404


def test_an_officers_move_is_not_the_exporters(program: Programs, malee: Person, asked: Case) -> None:
    answer = program(malee).post(f"cases/{asked.reference}/moves/recommend/")

    assert (answer.status_code, answer.json()["code"]) == (403, "not-yours")


def test_whoever_only_reads_may_not_write(program: Programs, asked: Case, siam_ceramics: Exporter) -> None:
    kanya = a_person("kanya", "กัญญา", "Kanya")
    Role.objects.create(person=kanya, exporter=siam_ceramics, kind=RoleKind.READER)
    reader, case = program(kanya), f"cases/{asked.reference}/"

    assert reader.get(case).status_code == 200
    for address, body in [
        ("messages/", {"text": "x"}),
        (f"questions/{asked.questions.get().pk}/answer/", {"answer": "x"}),
        ("moves/withdraw/", {"reason": "x"}),
    ]:
        assert reader.post(case + address, body).status_code == 403


def test_a_stranger_finds_nothing(program: Programs, somsak: Person, asked: Case) -> None:
    stranger, case = program(somsak), f"cases/{asked.reference}/"
    document, question = Document.objects.first(), asked.questions.get()
    assert document is not None

    assert references(stranger.get("cases/")) == []
    for address in ("", "messages/", "documents/", f"documents/{document.pk}/"):
        assert stranger.get(case + address).status_code == 404
    for address in ("messages/", f"questions/{question.pk}/answer/", "moves/withdraw/"):
        assert stranger.post(case + address, {"text": "x"}).status_code == 404
    assert stranger.get(f"companies/{asked.exporter_id}/").status_code == 404
