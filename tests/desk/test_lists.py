"""The lists on the officers' site: everybody looks, administrators change, nothing is lost."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from portal.cases import keepable
from portal.cases.models import CalendarOverride, KeptChange, KeptValue
from portal.cases.reference import current_values
from portal.parties.models import Agency, Duty, Exporter, Person
from tests.conftest import an_officer

from .casework import SignedIn

LISTS = "/officers/lists/"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=40)
KEY = "service.rex.examination.working_days"
DAY = {
    "day": "11/12/2589",
    "working": "false",
    "reason_th": "วันหยุดพิเศษ",
    "reason_en": "Special holiday",
    "source": "มติ ครม. 10 พ.ย. 2589",
    "why": "แจ้งเวียนจากสำนักเลขาธิการ",
}
VALUE = {"key": KEY, "value": "3", "valid_from": SOON.isoformat(), "source": "คำสั่งกรม 12/2569", "why": "ปรับเวลา"}


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def csv_of(*rows: str, head: str = "key,value,valid_from,source") -> SimpleUploadedFile:
    return SimpleUploadedFile("rows.csv", "\n".join([head, *rows]).encode())


def bring(client: Client, kind: str, file: Any) -> Any:
    return client.post(f"{LISTS}{kind}/import/", {"file": file})


def take_over(client: Client, kind: str, brought: Any, why: str = "ปรับเวลา") -> Any:
    rows = brought.context["confirm"].initial["rows"]
    return client.post(f"{LISTS}{kind}/import/all/", {"rows": rows, "why": why})


@pytest.mark.parametrize("kind", ["calendar", "patterns", "service-times"])
def test_every_officer_looks_and_only_administrators_change(
    ploy: Person, anong: Person, admin: Person, malee: Person, signed_in: SignedIn, kind: str
) -> None:
    for person in (ploy, anong, admin):
        for page in ("", "history/", "list.csv", "list.xlsx", "template.csv", "template.xlsx"):
            assert signed_in(person).get(f"{LISTS}{kind}/{page}").status_code == 200
    for page in ("add/", "import/"):
        assert signed_in(ploy).get(f"{LISTS}{kind}/{page}").status_code == 403
        assert signed_in(ploy).post(f"{LISTS}{kind}/{page}", {**DAY, **VALUE}).status_code == 403
        assert signed_in(admin).get(f"{LISTS}{kind}/{page}").status_code == 200
    assert f"{LISTS}{kind}/add/" not in signed_in(ploy).get(f"{LISTS}{kind}/").content.decode()
    assert signed_in(malee).get(f"{LISTS}{kind}/", follow=True).status_code == 404
    assert not KeptChange.objects.exists()


def test_a_list_that_there_is_not_is_not_found(admin: Person, signed_in: SignedIn) -> None:
    for path in ("nonsense/", "nonsense/add/", "calendar/4711/end/"):
        assert signed_in(admin).get(f"{LISTS}{path}").status_code == 404


def test_a_day_is_added_ended_and_stays_in_the_history(admin: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(admin))

    assert client.post(f"{LISTS}calendar/add/", DAY).status_code == 302
    row = CalendarOverride.objects.get()
    assert "Special holiday" in client.get(f"{LISTS}calendar/").content.decode()
    assert client.post(f"{LISTS}calendar/{row.pk}/end/", {"why": "ครม. ยกเลิก"}).status_code == 302

    assert "Special holiday" not in client.get(f"{LISTS}calendar/").content.decode()
    history = client.get(f"{LISTS}calendar/history/").content.decode()
    assert history.index("ครม. ยกเลิก") < history.index("แจ้งเวียน") and history.count("Special holiday") == 2
    assert client.get(f"{LISTS}calendar/{row.pk}/end/").status_code == 404


def test_a_service_time_is_changed_shown_and_read_by_the_law(admin: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(admin))

    assert client.post(f"{LISTS}service-times/add/", VALUE).status_code == 302

    page = client.get(f"{LISTS}service-times/").content.decode()
    assert "3 working days" in page and "คำสั่งกรม 12/2569" in page and "REX registration: Examine" in page
    assert current_values().at(KEY, on=SOON).value == "3"
    assert "คำสั่งกรม" not in client.get(f"{LISTS}patterns/").content.decode()


def test_a_row_ends_on_a_day_or_is_taken_back(admin: Person, signed_in: SignedIn) -> None:
    client = signed_in(admin)
    client.post(f"{LISTS}service-times/add/", VALUE)
    row = KeptValue.objects.get()
    address = f"{LISTS}service-times/{row.pk}/end/"

    too_early = client.post(address, {"last_day": (SOON - timedelta(days=1)).isoformat(), "why": "x"})
    assert too_early.status_code == 422 and b"id_last_day-error" in too_early.content
    assert client.post(address, {"last_day": SOON.isoformat(), "why": "x"}).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == SOON
    assert client.post(address, {"why": "x"}).status_code == 302
    assert not KeptValue.objects.standing().exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": "3.5"}, "value"),
        ({"valid_from": "1/1/2567"}, "valid_from"),
        ({"valid_from": "31/2/2590"}, "valid_from"),
        ({"why": ""}, "why"),
        ({"key": "rex.threshold.CH"}, "key"),
    ],
)
def test_what_does_not_fit_comes_back_as_typed(
    admin: Person, signed_in: SignedIn, changed: dict[str, str], field: str
) -> None:
    answer = signed_in(admin).post(f"{LISTS}service-times/add/", {**VALUE, **changed})

    assert answer.status_code == 422 and not KeptValue.objects.exists()
    assert f"id_{field}-error" in answer.content.decode() and "คำสั่งกรม" in answer.content.decode()


def test_an_administrator_of_customs_does_not_change_what_is_dfts(db: None, signed_in: SignedIn) -> None:
    chief = an_officer("chief", "หัวหน้า ศุลกากร", "Chief", Agency.CUSTOMS, Duty.ADMINISTRATOR)

    answer = signed_in(chief).post(f"{LISTS}service-times/add/", VALUE)

    assert answer.status_code == 422 and not KeptValue.objects.exists()


def test_a_file_is_looked_at_first_and_then_taken_over_with_its_reason(admin: Person, signed_in: SignedIn) -> None:
    client = english(signed_in(admin))
    client.post(f"{LISTS}service-times/add/", VALUE)

    brought = bring(
        client,
        "service-times",
        csv_of(
            f"{KEY},4,{SOON.isoformat()},คำสั่งกรม 13/2569",
            f"service.rex.decision.working_days,2,{SOON.isoformat()},คำสั่งกรม 13/2569",
        ),
    )

    assert brought.context["preview"].counts == {"new": 1, "changed": 1, "same": 0, "wrong": 0}
    assert "<del>3</del> <ins>4</ins>" in brought.content.decode()
    assert KeptValue.objects.count() == KeptChange.objects.count() == 1, "looking changes nothing"
    assert take_over(client, "service-times", brought, why="").status_code == 422
    assert take_over(client, "service-times", brought).status_code == 302
    assert current_values().at(KEY, on=SOON).value == "4"
    assert list(KeptChange.objects.values_list("number", "verb", "why"))[:2] == [
        (3, "added", "ปรับเวลา"),
        (2, "replaced", "ปรับเวลา"),
    ]


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_taken_over(admin: Person, signed_in: SignedIn) -> None:
    brought = bring(
        english(signed_in(admin)),
        "service-times",
        csv_of(
            f"{KEY},4,{SOON.isoformat()},x",
            f"{KEY},zero,31/02/2590,",
            f"rex.threshold.CH,1,{SOON.isoformat()},x",
            f"{KEY},4,2024-01-01,x",
            f"{KEY},5,{SOON.isoformat()},x",
        ),
    )

    rows = {row.number: row for row in brought.context["preview"].rows}
    wrong = {number: [cell.column for cell in row.cells if cell.errors] for number, row in rows.items()}
    assert wrong == {2: [], 3: ["valid_from", "source"], 4: ["key"], 5: ["valid_from"], 6: ["valid_from"]}
    assert brought.context["confirm"] is None and not KeptValue.objects.exists()


def test_what_no_longer_stands_when_it_is_taken_over_takes_over_nothing(admin: Person, signed_in: SignedIn) -> None:
    client = signed_in(admin)
    other = "service.rex.decision.working_days"
    brought = bring(client, "service-times", csv_of(f"{other},2,{SOON},x", f"{KEY},3,{SOON},คำสั่งกรม 12/2569"))
    from portal.desk.lists import resources

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(resources.kept, "may_keep", lambda actor, key="": key != KEY)
        answer = take_over(client, "service-times", brought)

    assert answer.status_code == 422 and not KeptValue.objects.exists() and not KeptChange.objects.exists()
    assert answer.context["preview"].counts["wrong"] == 1


def test_rows_that_were_not_looked_at_are_not_taken_over(admin: Person, signed_in: SignedIn) -> None:
    client = signed_in(admin)
    brought = bring(client, "service-times", csv_of(f"{KEY},4,{SOON.isoformat()},x"))
    rows = brought.context["confirm"].initial["rows"]
    second = an_officer("second", "ผู้ดูแล สอง", "Second", Agency.DFT, Duty.ADMINISTRATOR)

    for browser, kind, said in ((client, "service-times", rows + "x"), (client, "patterns", rows)):
        assert browser.post(f"{LISTS}{kind}/import/all/", {"rows": said, "why": "x"}).status_code == 302
    signed_in(second).post(f"{LISTS}service-times/import/all/", {"rows": rows, "why": "x"})
    assert not KeptValue.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("x.csv", b"key,value\n1,2"),
        SimpleUploadedFile("x.csv", b"\xff\xfe\x00"),
        SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("x.csv", b"key,value,valid_from,source\n" + b"a,b,c,d\n" * 1001),
    ],
    ids=["columns", "binary", "broken", "long"],
)
def test_a_file_that_is_no_such_table_is_told_so(admin: Person, signed_in: SignedIn, file: SimpleUploadedFile) -> None:
    answer = bring(signed_in(admin), "service-times", file)

    assert answer.status_code == 422 and b"id_file-error" in answer.content


def test_what_is_exported_comes_back_as_the_same(admin: Person, signed_in: SignedIn) -> None:
    client = signed_in(admin)
    client.post(f"{LISTS}calendar/add/", DAY)
    saved = b"".join(client.get(f"{LISTS}calendar/list.csv").streaming_content)  # type: ignore[attr-defined]

    brought = bring(client, "calendar", SimpleUploadedFile("list.csv", saved))

    assert brought.context["preview"].counts == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert brought.context["confirm"] is None


def test_a_workbook_is_read_with_its_days_and_the_template_has_its_head(admin: Person, signed_in: SignedIn) -> None:
    client = signed_in(admin)
    template = b"".join(client.get(f"{LISTS}calendar/template.xlsx").streaming_content)  # type: ignore[attr-defined]
    head = [cell.value for cell in load_workbook(io.BytesIO(template)).active[1]]  # type: ignore[index]
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(head)
    book.active.append([date(2046, 12, 11), "false", "วันหยุดพิเศษ", "Special holiday", "ครม."])
    book.save(file)

    brought = bring(client, "calendar", SimpleUploadedFile("days.xlsx", file.getvalue()))
    take_over(client, "calendar", brought)

    assert head == ["day", "working", "reason_th", "reason_en", "source"]
    assert CalendarOverride.objects.get().day == date(2046, 12, 11)


def test_the_list_costs_the_same_whatever_is_in_it(
    admin: Person, signed_in: SignedIn, django_assert_max_num_queries: Any, siam_ceramics: Exporter
) -> None:
    client = signed_in(admin)
    with django_assert_max_num_queries(20) as few:
        client.get(f"{LISTS}service-times/")
    for number in range(5):
        start = SOON + timedelta(days=number)
        KeptValue.objects.create(
            key=KEY, value="3", valid_from=start, valid_to=start, source="x", made_at=timezone.now()
        )

    with django_assert_max_num_queries(len(few)):
        client.get(f"{LISTS}service-times/")


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_value_that_officers_keep_has_a_name(db: None, language: str) -> None:
    with translation.override(language):
        titles = [keepable.title_of(key) for key in (*keepable.patterns(), *keepable.service_times())]
    assert not [title for title in titles if "." in title or "_" in title]
    assert len(set(titles)) == len(titles) > 10
