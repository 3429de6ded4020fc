"""The evaluator `period` against dateutil's relativedelta alone."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from portal.cases.reference import current_reference
from portal.law.evaluators import evaluate

from .measure import Contest, same

ASKED = [(date(2024, 1, 1) + timedelta(days=day), 1 + day % 24) for day in range(0, 720, 7)]


def contests() -> list[Contest]:
    reference = current_reference()

    def bare() -> list[str]:
        return [(start + relativedelta(months=months)).isoformat() for start, months in ASKED]

    def ours() -> list[str]:
        answers = [
            evaluate("period", {"from": start.isoformat(), "years": 0, "months": months, "filing": True}, reference)
            for start, months in ASKED
        ]
        return [answer["strict"] for answer in answers]

    return [Contest(f"period, {len(ASKED)} questions", "relativedelta, no calendar, no checks", bare, ours, same)]
