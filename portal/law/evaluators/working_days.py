"""When a number of the civil service's working days is over."""

from portal.law.calendar import CalendarError
from portal.law.findings import Message
from portal.law.reference import Reference

from .reading import Record
from .registry import Answer, evaluator
from .schemas import DATE, giving, taking

MOST_DAYS = 10_000


@evaluator(
    "working-days",
    title=Message("วันครบกำหนดเมื่อนับเป็นวันทำการของราชการ", "The due day, counted in working days of officials"),
    clauses=("T-4",),
    takes=taking(complete=DATE, days={"type": "integer", "minimum": 0, "maximum": MOST_DAYS}),
    gives=giving(due=DATE),
    example={"complete": "2024-04-09", "days": 3},
    example_answer={"due": "2024-04-17", "findings": []},
)
def judge(given: Record, reference: Reference) -> Answer:
    """The last of `days` working days; the day on which the file was complete is not counted (T-4)."""
    complete = given.date("complete")
    days = given.whole("days", most=MOST_DAYS)
    given.done()
    try:
        due = reference.calendar.add_working_days(complete, days)  # T-4
    except CalendarError as beyond:
        raise given.unfit(
            "complete", "ไม่มีข้อมูลวันหยุดราชการของช่วงเวลานี้", "The holidays of these years are not known"
        ) from beyond
    return {"due": due.isoformat()}
