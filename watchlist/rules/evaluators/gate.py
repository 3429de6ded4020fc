"""The evaluator `watchlist`: may a certificate be applied for, and if not, what is missing (WL-9, WL-10)."""

from typing import Any

from portal.law.countries import COUNTRIES
from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import COUNTRY, DATE, FLAG, HS, TEXT, giving, having, nullable, one_of, rows, taking
from portal.law.findings import Message
from portal.law.hs import HSCode
from portal.law.reference import Reference

from ..gate import Gate, gate
from ..results import Result
from ..watch_list import UNION, Group, Listed, WatchList

PLACES = COUNTRIES | {UNION}
DESTINATION = {**COUNTRY, "description": "ISO 3166 alpha-2, or EU for the Union"}
RESULT = taking(hs_code=HS, destination=DESTINATION, certified_on=DATE, optional={"ended_on": nullable(DATE)})


@evaluator(
    "watchlist",
    title=Message(
        "สินค้าอยู่ในบัญชีเฝ้าระวังหรือไม่ และขอหนังสือรับรองถิ่นกำเนิดได้หรือไม่",
        "Whether goods are on the watch-list, and whether a certificate of origin may be applied for",
    ),
    clauses=("WL-4", "WL-5", "WL-9", "WL-10", "T-6"),
    takes=taking(hs_code=HS, destination=DESTINATION, on=DATE, results=rows(RESULT)),
    gives=giving(
        listed=FLAG,
        items=rows(having(number={"type": "integer"}, hs=TEXT, group=one_of(*Group), blocks=FLAG)),
        co=one_of(*Gate),
    ),
    example={"hs_code": "0409.00.20", "destination": "DE", "on": "2022-08-02", "results": []},
    example_answer={
        "listed": True,
        "items": [{"number": 1, "hs": "0409.00", "group": "us-ad", "blocks": False}],
        "co": "warn",
        "edition": "2022",
        "hs_edition": "2017",
        "names": [{"th": "น้ำผึ้งธรรมชาติ", "en": "Natural honey"}],
        "findings": [
            {
                "code": "listed-for-another-destination",
                "severity": "warning",
                "clause": "WL-9",
                "message": {
                    "th": "สินค้านี้อยู่ในบัญชีเฝ้าระวังสำหรับการส่งออกไป US หากเปลี่ยนปลายทางต้องมีผลการตรวจก่อน",
                    "en": "These goods are on the list for exports to US. To send them there, get a result first.",
                },
                "where": "destination",
            }
        ],
    },
)
def judge(given: Record, reference: Reference) -> Answer:
    """The gate of the day: the items that the code lies in, and what is missing, if anything."""
    digits = given.hs("hs_code").digits
    destination = given.country("destination", among=PLACES)
    on = given.date("on")
    results = [_result(row) for row in given.rows("results")]
    given.done()
    watch_list = reference.of(WatchList)
    answer = gate(watch_list, digits, destination, on, results, reference.values)
    edition = watch_list.edition_on(on)
    items = answer.standing.items
    return {
        "listed": answer.standing.listed,
        "items": [_item(item) for item in items],
        "co": str(answer.co),
        "edition": edition.id if edition else None,
        "hs_edition": items[0].code.hs_edition if items else None,
        "names": [{"th": item.code.name_th, "en": item.code.name_en} for item in items],
        "findings": answer.findings,
    }


def _item(item: Listed) -> dict[str, Any]:
    code = item.code
    return {
        "number": code.number,
        "hs": HSCode(code.digits).dotted,
        "group": str(code.group),
        "blocks": item.blocks,
    }


def _result(row: Record) -> Result:
    result = Result(
        row.hs("hs_code").digits,
        row.country("destination", among=PLACES),
        row.date("certified_on"),
        row.maybe("ended_on", row.date),
    )
    row.done()
    return result
