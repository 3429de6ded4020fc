"""The evaluator `guarantee`: a revolving guarantee's balance, posting by posting (R-1)."""

from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import AMOUNT, MONEY, giving, one_of, rows, taking
from portal.law.findings import Message
from portal.law.reference import Reference

from ..guarantee import GuaranteePosting, PostingKind, post


@evaluator(
    "guarantee",
    title=Message("ยอดวงเงินค้ำประกันลอยคงเหลือ", "The balance of a revolving guarantee"),
    clauses=("R-1",),
    takes=taking(limit=AMOUNT, postings=rows(taking(kind=one_of(*PostingKind), amount=AMOUNT))),
    gives=giving(balances=rows(MONEY), refused=rows({"type": "integer"})),
    example={
        "limit": "1000000.00",
        "postings": [
            {"kind": "reserve", "amount": "600000.00"},
            {"kind": "reserve", "amount": "400000.00"},
            {"kind": "restore", "amount": "600000.00"},
        ],
    },
    example_answer={"balances": ["400000.00", "0.00", "600000.00"], "refused": [], "findings": []},
)
def judge(given: Record, reference: Reference) -> Answer:
    """The balance after each posting, and which were refused whole."""
    limit = given.money("limit")
    postings = [_posting(row) for row in given.rows("postings")]
    given.done()
    account = post(limit, postings)
    return {
        "balances": [str(balance) for balance in account.balances],
        "refused": list(account.refused),
        "findings": account.findings,
    }


def _posting(row: Record) -> GuaranteePosting:
    posting = GuaranteePosting(PostingKind(row.choice("kind", tuple(PostingKind))), row.money("amount"))
    row.done()
    return posting
