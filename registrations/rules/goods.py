"""Which goods, and whether the form lists headings or chapters (box 4)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.law.findings import Finding, Message, Severity, error, warning

from .application import Application

MAX_HEADINGS = 20  # REX-4, as in force since the form exists; the dated value `rex.goods.max_headings` overrides it


@dataclass(frozen=True)
class Listing:
    """What box 4 lists: `codes` are headings (4 digits), or chapters (2 digits) when there are too many headings."""

    by: str  # "heading" or "chapter"
    codes: tuple[str, ...]
    headings: int  # how many distinct headings were given


def goods_listing(headings: Iterable[str], limit: int = MAX_HEADINGS) -> Listing:
    """Box 4's list of codes, sorted and each once: headings up to `limit` of them, else their chapters (REX-4)."""
    distinct = sorted(set(headings))
    if len(distinct) <= limit:
        return Listing("heading", tuple(distinct), len(distinct))
    return Listing("chapter", tuple(sorted({heading[:2] for heading in distinct})), len(distinct))  # REX-4


def heading_problem(heading: str) -> Message | None:
    """Why `heading` (dots and spaces already removed) is no heading of the Harmonized System, or None if it is."""
    if not re.fullmatch(r"[0-9]*", heading):
        return Message("พิกัดศุลกากรมีได้เฉพาะตัวเลข เช่น 6911", "A heading has digits only, for example 6911.")
    if len(heading) != 4:  # REX-4
        return Message(
            f"โปรดกรอกพิกัดประเภท 4 หลัก เช่น 6911 (กรอกมา {len(heading)} หลัก)",
            f"Enter the heading's 4 digits, for example 6911 (you entered {len(heading)}).",
        )
    if not 1 <= int(heading[:2]) <= 97 or heading[:2] == "77":
        return Message(
            f"ระบบฮาร์โมไนซ์ไม่มีตอนที่ {heading[:2]} โปรดตรวจสอบพิกัดศุลกากร",
            f"The Harmonized System has no chapter {heading[:2]}. Check the heading.",
        )
    if heading[2:] == "00":
        return Message(
            f"{heading} เป็นตอน ไม่ใช่ประเภท โปรดกรอกพิกัดประเภท 4 หลัก เช่น {heading[:2]}01",
            f"{heading} is a chapter, not a heading: enter 4 digits such as {heading[:2]}01.",
        )
    return None


def goods(application: Application, limit: int = MAX_HEADINGS) -> Iterator[Finding]:
    """Whether there is a good to register for, each row whole; tells how box 4 will list them (REX-4)."""
    if not application.goods:
        yield error(  # REX-4
            "goods-missing",
            "REX-4",
            th="โปรดเพิ่มสินค้าอย่างน้อยหนึ่งรายการ",
            en="Add at least one good.",
            where="goods",
        )
        return
    broken = list(_broken_rows(application))
    yield from broken
    yield from _products(application)
    yield from _doubles(application)
    if not broken:
        yield _how_listed(goods_listing((good.heading for good in application.goods), limit), limit)


def _broken_rows(application: Application) -> Iterator[Finding]:
    for number, good in enumerate(application.goods):
        problem = heading_problem(good.heading)
        if problem:
            where = f"goods.{number}.heading"
            yield Finding("heading-invalid", Severity.ERROR, "REX-4", problem, where)  # REX-4
        if not good.description:
            yield error(  # REX-4
                "description-missing",
                "REX-4",
                th=f"โปรดกรอกคำบรรยายสินค้าลำดับที่ {number + 1}",
                en=f"Describe good {number + 1}.",
                where=f"goods.{number}.description",
            )


def _products(application: Application) -> Iterator[Finding]:
    """Whether the version that a good was taken from is the company's, and of the heading that is filed (REX-4)."""
    for number, good in enumerate(application.goods):
        if good.product is None:
            continue
        code, version = good.product.code, good.product.version or "–"
        if not good.product.heading:
            yield error(  # REX-4
                "product-unknown",
                "REX-4",
                th=f"สินค้าลำดับที่ {number + 1} อ้างถึงผลิตภัณฑ์ {code} ฉบับที่ {version} "
                "ซึ่งไม่มีในผลิตภัณฑ์ของบริษัท โปรดเพิ่มจากผลิตภัณฑ์ใหม่ หรือเลิกอ้างถึงผลิตภัณฑ์",
                en=f"Good {number + 1} names version {version} of product {code}. The company's products have no such "
                "version: add the good from them again, or part it from the product.",
                where=f"goods.{number}.product",
            )
        elif good.heading and good.heading != good.product.heading:
            yield warning(  # REX-4
                "heading-differs-from-product",
                "REX-4",
                th=f"สินค้าลำดับที่ {number + 1} ระบุพิกัด {good.heading} แต่ผลิตภัณฑ์ {code} ฉบับที่ {version} "
                f"ระบุพิกัด {good.product.heading} โปรดตรวจว่าพิกัดใดถูกต้อง",
                en=f"Good {number + 1} has heading {good.heading}, and version {version} of product {code} has "
                f"{good.product.heading}. Check which is right.",
                where=f"goods.{number}.heading",
            )


def _doubles(application: Application) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for number, good in enumerate(application.goods):
        key = (good.heading, good.description.casefold())
        if key in seen:
            yield warning(
                "good-listed-twice",
                "REX-4",
                th=f"สินค้าลำดับที่ {number + 1} ซ้ำกับรายการก่อนหน้า โปรดลบรายการที่ซ้ำ",
                en=f"Good {number + 1} repeats an earlier row. Delete one of them.",
                where=f"goods.{number}",
            )
        seen.add(key)


def _how_listed(listing: Listing, limit: int) -> Finding:
    if listing.by == "heading":
        code = "goods-listed-by-heading"
        message = Message(
            f"มี {listing.headings} ประเภท ไม่เกิน {limit} ประเภท แบบพิมพ์จึงระบุเป็นประเภท 4 หลัก",
            f"{listing.headings} heading(s), within {limit}: the form lists headings of 4 digits.",
        )
    else:
        code = "goods-listed-by-chapter"
        message = Message(
            f"มี {listing.headings} ประเภท เกิน {limit} ประเภท แบบพิมพ์จึงระบุเป็นตอน 2 หลักแทน",
            f"{listing.headings} headings, more than {limit}: the form lists chapters of 2 digits instead.",
        )
    looked_at = {"headings": listing.headings, "listed": list(listing.codes)}
    return Finding(code, Severity.INFO, "REX-4", message, "goods", looked_at)
