"""The ticks of box 13 (in the old form the stamp of an issue in retrospect): required exactly when the fact holds
(FD-11)."""

from collections.abc import Collection, Iterator, Mapping

from portal.law.findings import Finding, Message, error

from .rule_sets import RuleSet

RETROACTIVE = "issued-retroactively"
TICKS: Mapping[str, Message] = {
    "third-country-invoicing": Message("Third-Country Invoicing (ออกอินวอยซ์โดยประเทศที่สาม)", "Third-Country Invoicing"),
    "accumulation": Message("Accumulation (การสะสม)", "Accumulation"),
    "back-to-back": Message("Back-to-Back CO", "Back-to-Back CO"),
    "partial-cumulation": Message("Partial Cumulation (การสะสมบางส่วน)", "Partial Cumulation"),
    "exhibition": Message("Exhibition (งานแสดงสินค้า)", "Exhibition"),
    "de-minimis": Message("De Minimis", "De Minimis"),
    RETROACTIVE: Message("Issued Retroactively (ออกย้อนหลัง)", "Issued Retroactively"),
}


def on_form(rule_set: RuleSet) -> tuple[str, ...]:
    """The ticks that a form of the set has, in its order; the old one only has the stamp (FD-5, FD-11)."""
    return rule_set.box_13 or (RETROACTIVE,)


def in_order(rule_set: RuleSet, ticks: Collection[str]) -> list[str]:
    """Those of `ticks` that the form has, in its order."""
    return [slug for slug in on_form(rule_set) if slug in ticks]


def compare(
    rule_set: RuleSet, required: Collection[str], possible: Collection[str], ticked: Collection[str], where: str
) -> Iterator[Finding]:
    """What is missing and what is ticked without a fact (`possible`: facts that the form alone cannot tell)."""
    for slug in in_order(rule_set, required):
        if slug not in ticked:  # FD-11
            yield _missing(slug, rule_set, where)
    for slug in [slug for slug in TICKS if slug in ticked]:
        if slug not in on_form(rule_set):  # FD-11: the old form has no box 13
            yield error(
                "tick-not-on-form",
                "FD-11",
                th=f"แบบฟอร์มเดิมไม่มีช่อง {TICKS[slug].th}",
                en=f"The old form has no box for {TICKS[slug].en}.",
                where=where,
            )
        elif slug not in required and slug not in possible:  # FD-11
            yield error(
                "tick-unneeded",
                "FD-11",
                th=f"ทำเครื่องหมาย {TICKS[slug].th} ไว้ แต่ไม่มีข้อเท็จจริงตามนั้น โปรดลบเครื่องหมายหรือกรอกข้อมูลให้ครบ",
                en=f"{TICKS[slug].en} is ticked, but no fact calls for it. Remove the tick, or give the fact.",
                where=where,
            )


def _missing(slug: str, rule_set: RuleSet, where: str) -> Finding:
    if slug == RETROACTIVE and rule_set.retroactive_mark == "stamp":
        th, en = "ต้องประทับตรา “ISSUED RETROACTIVELY”", "The stamp “ISSUED RETROACTIVELY” is missing."
    else:
        th = f"ต้องทำเครื่องหมาย {TICKS[slug].th} ในช่องที่ 13"
        en = f"Tick {TICKS[slug].en} in box 13."
    return error("tick-missing", "FD-11", th=th, en=en, where=where)  # FD-11
