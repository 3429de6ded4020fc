"""When a period ends, strictly and by law."""

from portal.law.calendar import CalendarError
from portal.law.findings import Message
from portal.law.periods import PeriodError, period
from portal.law.reference import Reference

from .reading import Record
from .registry import Answer, evaluator
from .schemas import DATE, giving, taking

MOST_YEARS, MOST_MONTHS = 1_000, 12_000


@evaluator(
    "period",
    title=Message(
        "วันสิ้นสุดของระยะเวลา ทั้งตามการนับอย่างเคร่งครัดและตามกฎหมาย",
        "When a period ends, strictly and by law",
    ),
    clauses=("T-1", "T-2", "T-3"),
    takes=taking(
        from_=DATE,
        years={"type": "integer", "minimum": 0, "maximum": MOST_YEARS},
        months={"type": "integer", "minimum": 0, "maximum": MOST_MONTHS},
        filing={"type": "boolean", "description": "A filing deadline moves to a working day (T-2)"},
    ),
    gives=giving(strict=DATE, legal=DATE),
    example={"from": "2024-04-30", "years": 0, "months": 6, "filing": True},
    example_answer={"strict": "2024-10-30", "legal": "2024-10-31", "findings": []},
)
def judge(given: Record, reference: Reference) -> Answer:
    """Both dates of a period of years and months from `from`, which is not counted (T-1 to T-3)."""
    start = given.date("from")
    years = given.whole("years", most=MOST_YEARS)
    months = given.whole("months", most=MOST_MONTHS)
    filing = given.flag("filing")
    given.done()
    if not (years or months):
        raise given.unfit("months", "ระยะเวลาต้องมีอย่างน้อย 1 เดือน", "A period has at least one month")
    try:
        both = period(start, years, months, filing, reference.calendar)  # T-3
    except (PeriodError, CalendarError) as beyond:
        raise given.unfit("from", "ระยะเวลาสิ้นสุดเกินกว่าปฏิทินที่มี", "The period ends beyond the calendar") from beyond
    return {"strict": both.strict.isoformat(), "legal": both.legal.isoformat()}
