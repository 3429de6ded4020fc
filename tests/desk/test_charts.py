"""Pictures of the work: every case is in its week, its age, its state and its officer's hands, by the numbers."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from portal.cases.models import Case
from portal.desk.charts import AGES, Chart, charts
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .cases import TODAY, a_case

pytestmark = pytest.mark.django_db


def filed(case: Case, days_ago: int, at: time = time(12)) -> None:
    moment = timezone.make_aware(datetime.combine(TODAY - timedelta(days=days_ago), at))
    Case.objects.filter(pk=case.pk).update(submitted_at=moment)


def the_chart(person: Person, slug: str) -> Chart:
    return next(chart for chart in charts(Actor.of(person), TODAY) if chart.slug == slug)


def test_weeks_begin_on_monday_in_bangkok_and_closed_cases_count(siam_ceramics: Exporter, ploy: Person) -> None:
    monday = TODAY.weekday()
    filed(a_case(siam_ceramics, 1, "granted"), monday, time(0, 0))
    filed(a_case(siam_ceramics, 2, "received"), monday + 1, time(23, 59))
    filed(a_case(siam_ceramics, 3, "received"), monday + 7 * 7, time(0, 0))
    filed(a_case(siam_ceramics, 4, "received"), monday + 7 * 7 + 1, time(23, 59))  # nine weeks ago
    filed(a_case(siam_ceramics, 5, "received", agency="customs"), monday)

    bars = the_chart(ploy, "received").bars

    assert [bar.count for bar in bars] == [1, 0, 0, 0, 0, 0, 1, 1]
    assert bars[-1].label == TODAY - timedelta(days=monday)


@pytest.mark.parametrize(("days_ago", "bar"), [(0, 0), (7, 0), (8, 1), (14, 1), (15, 2), (30, 2), (31, 3), (900, 3)])
def test_the_age_of_a_case_is_counted_in_days_since_it_was_filed(
    siam_ceramics: Exporter, ploy: Person, days_ago: int, bar: int
) -> None:
    filed(a_case(siam_ceramics, 1, "received"), days_ago)
    filed(a_case(siam_ceramics, 2, "granted"), days_ago)  # closed

    assert [one.count for one in the_chart(ploy, "age").bars] == [int(place == bar) for place in range(len(AGES))]


def test_states_lead_to_the_queue_and_officers_show_what_is_late(
    siam_ceramics: Exporter, ploy: Person, krit: Person
) -> None:
    for number in range(1, 4):
        late = TODAY - timedelta(days=1) if number < 3 else TODAY
        a_case(siam_ceramics, number, "examining", handler=ploy, due_on=late)
    a_case(siam_ceramics, 4, "recommended", handler=krit)
    a_case(siam_ceramics, 5, "received")

    states, officers = the_chart(ploy, "state").bars, the_chart(ploy, "officer").bars

    assert {bar.query: bar.count for bar in states} == {
        "shelf=all&state=sample.received": 1,
        "shelf=all&state=sample.examining": 3,
        "shelf=all&state=sample.recommended": 1,
    }
    assert [(bar.label, bar.count, bar.late) for bar in officers] == [(ploy, 3, 2), (krit, 1, 0)]


def test_an_empty_desk_says_so_and_a_full_one_has_its_numbers(
    client: object, siam_ceramics: Exporter, ploy: Person, signed_in: object
) -> None:
    assert callable(signed_in)
    browser = signed_in(ploy)
    browser.cookies["django_language"] = "en"
    empty = browser.get("/officers/").content.decode()
    assert empty.count("Nothing to show yet.") == 4

    a_case(siam_ceramics, 1, "examining", handler=ploy, due_on=TODAY - timedelta(days=400))
    page = browser.get("/officers/").content.decode()
    assert "(1 overdue)" in page
    assert "shelf=all&amp;state=sample.examining" in page
    assert ploy.name_en in page
