"""The dictionary of errors: every code that a problem of the API may carry, what it means and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from portal.law.findings import Message


@dataclass(frozen=True)
class Entry:
    """One code: its status, its title as problems carry it, and what whoever meets it does."""

    code: str
    status: HTTPStatus
    title: Message
    remedy: Message


def _entry(code: str, status: HTTPStatus, th: str, en: str, th_remedy: str, en_remedy: str) -> Entry:
    return Entry(code, status, Message(th, en), Message(th_remedy, en_remedy))


_ENTRIES = (
    _entry(
        "input-unfit", HTTPStatus.BAD_REQUEST, "ข้อมูลที่ส่งมาใช้ไม่ได้", "The input does not fit",
        "แก้ไขช่องข้อมูลที่ระบุใน where และ errors แล้วส่งใหม่",
        "Correct the fields that “where” and “errors” name, and send again.",
    ),
    _entry(
        "idempotency-key-missing", HTTPStatus.BAD_REQUEST, "ไม่มีหัวข้อ Idempotency-Key", "Idempotency-Key is missing",
        "ใส่ค่าที่ไม่ซ้ำ เช่น UUID ในหัวข้อ Idempotency-Key สำหรับงานแต่ละครั้ง และใช้ค่าเดิมเมื่อส่งงานเดิมซ้ำ",
        "Send a fresh key, a UUID for example, with each thing that you do, and the same key when you repeat it.",
    ),
    _entry(
        "not-authenticated", HTTPStatus.UNAUTHORIZED, "ต้องเข้าสู่ระบบก่อน", "Sign-in is needed",
        "ส่งโทเคนในหัวข้อ Authorization: Bearer …", "Send a token: Authorization: Bearer …",
    ),
    _entry(
        "token-invalid", HTTPStatus.UNAUTHORIZED, "โทเคนใช้ไม่ได้", "The token is not good",
        "โทเคนผิด หมดอายุ ถูกเพิกถอน หรือผู้สร้างไม่ได้เป็นเจ้าของบัญชีบริษัทแล้ว โปรดขอโทเคนใหม่",
        "It is wrong, has expired or was revoked, or whoever made the client no longer owns the company. "
        "Get a new one.",
    ),
    _entry(
        "insufficient-scope", HTTPStatus.FORBIDDEN, "โทเคนนี้ไม่มีขอบเขตที่ต้องใช้", "The token lacks the scope",
        "ใช้โทเคนที่มีขอบเขตตามหัวข้อ WWW-Authenticate",
        "Use a token that has the scope which the header WWW-Authenticate names.",
    ),
    _entry(
        "officers-refused", HTTPStatus.FORBIDDEN, "API นี้สำหรับผู้ส่งออก", "The API is for exporters' people",
        "เจ้าหน้าที่ทำงานในเว็บไซต์ของเจ้าหน้าที่",
        "Officers work on the officers' site, with their second factor.",
    ),
    _entry(
        "not-yours", HTTPStatus.FORBIDDEN, "ท่านไม่มีสิทธิดำเนินการขั้นตอนนี้", "This is not yours to do",
        "ให้ผู้ที่มีบทบาทที่ทำได้ในบริษัทเป็นผู้ดำเนินการ",
        "Let somebody of the company do it whose role allows it.",
    ),
    _entry(
        "forbidden", HTTPStatus.FORBIDDEN, "ไม่มีสิทธิดำเนินการนี้", "This is not allowed",
        "ตรวจสอบบทบาทของท่านในบริษัท", "Look at your role in the company.",
    ),
    _entry(
        "not-found", HTTPStatus.NOT_FOUND, "ไม่พบสิ่งที่ร้องขอ", "There is no such thing",
        "ตรวจสอบที่อยู่ สิ่งที่เป็นของบริษัทอื่นจะไม่พบเช่นกัน",
        "Look at the address. What is another company's is not there either.",
    ),
    _entry(
        "method-not-allowed", HTTPStatus.METHOD_NOT_ALLOWED, "ใช้วิธีร้องขอนี้ไม่ได้", "This method is not allowed here",
        "ใช้วิธีที่ระบุในหัวข้อ Allow", "Use one that the header Allow names.",
    ),
    _entry(
        "not-acceptable", HTTPStatus.NOT_ACCEPTABLE, "ไม่มีคำตอบในรูปแบบที่ร้องขอ",
        "There is no answer in the format asked for", "ขอ application/json", "Ask for application/json.",
    ),
    _entry(
        "refused", HTTPStatus.CONFLICT, "ขณะนี้ดำเนินการไม่ได้", "This is not possible now",
        "อ่านเหตุแต่ละข้อใน findings แล้วดูสถานะล่าสุดของคำขอ",
        "Read each of the findings, and look at the present state of the application.",
    ),
    _entry(
        "draft-closed", HTTPStatus.CONFLICT, "ร่างคำขอนี้ปิดแล้ว", "The draft is closed",
        "ร่างที่ยื่นหรือยกเลิกแล้วแก้ไขไม่ได้ โปรดสร้างร่างใหม่",
        "What was submitted or discarded is not changed any more. Start a new draft.",
    ),
    _entry(
        "in-flight", HTTPStatus.CONFLICT, "งานเดียวกันกำลังดำเนินการอยู่", "The same request is under way",
        "รอตามหัวข้อ Retry-After แล้วส่งซ้ำด้วย Idempotency-Key เดิม",
        "Wait as Retry-After says, and send it again with the same key.",
    ),
    _entry(
        "code-taken", HTTPStatus.CONFLICT, "มีผลิตภัณฑ์รหัสนี้แล้ว", "There is a product with this code",
        "ใช้รหัสอื่น หรือแก้ไขผลิตภัณฑ์ที่ใช้รหัสนี้ ซึ่งอาจเก็บเข้าคลังไว้",
        "Use another code, or change the product that has it; it may be an archived one.",
    ),
    _entry(
        "product-archived", HTTPStatus.CONFLICT, "ผลิตภัณฑ์นี้เก็บเข้าคลังแล้ว", "The product is archived",
        "นำกลับด้วย …/restore/ ก่อนแก้ไข", "Bring it back with …/restore/ before you change it.",
    ),
    _entry(
        "document-not-ready", HTTPStatus.CONFLICT, "เอกสารยังไม่พร้อม", "The document is not ready",
        "รอสักครู่แล้วลองใหม่ สถานะอยู่ในรายการเอกสาร", "Try again after a while; the list of documents says how it stands.",
    ),
    _entry(
        "changed-meanwhile", HTTPStatus.PRECONDITION_FAILED, "ข้อมูลเปลี่ยนไปแล้ว", "It has changed meanwhile",
        "อ่านฉบับล่าสุดพร้อม ETag แล้วแก้ไขจากฉบับนั้น", "Read it again with its ETag, and change that.",
    ),
    _entry(
        "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "ข้อมูลที่ส่งมามีขนาดใหญ่เกินไป", "The input is too large",
        "ส่งให้น้อยลงในแต่ละครั้ง", "Send less at once.",
    ),
    _entry(
        "media-type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "ต้องส่งข้อมูลเป็น application/json", "Send application/json",
        "ใช้ Content-Type: application/json; ไฟล์ส่งเป็น multipart/form-data",
        "Use Content-Type: application/json; files go as multipart/form-data.",
    ),
    _entry(
        "draft-not-ready", HTTPStatus.UNPROCESSABLE_ENTITY, "ร่างคำขอยังยื่นไม่ได้", "The draft cannot be submitted yet",
        "แก้ไขทุกข้อใน errors (ช่องข้อมูล) และ findings (ข้อกำหนด) ตรวจก่อนยื่นได้ที่ …/check/",
        "Mend everything in “errors” (fields) and “findings” (the law). …/check/ tells the same before you submit.",
    ),
    _entry(
        "unkept", HTTPStatus.UNPROCESSABLE_ENTITY, "มีข้อมูลที่เก็บไม่ได้", "Something cannot be kept",
        "ช่องข้อมูลที่ระบุไม่มีในขั้นตอนนั้น หรือยาวหรือมากเกินไป",
        "The fields named are not part of the step, or are far too long or too many.",
    ),
    _entry(
        "file-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "รับไฟล์นี้ไม่ได้", "The file is not taken",
        "ส่ง PDF, JPG หรือ PNG ที่เปิดได้และไม่ใหญ่เกินกำหนด", "Send a PDF, JPG or PNG that opens and is not too large.",
    ),
    _entry(
        "idempotency-key-reused", HTTPStatus.UNPROCESSABLE_ENTITY, "Idempotency-Key นี้ใช้กับข้อมูลอื่นแล้ว",
        "This Idempotency-Key was used for something else",
        "ใช้ค่าใหม่สำหรับงานใหม่ ค่าเดิมใช้ได้เฉพาะเมื่อส่งงานเดิมซ้ำ",
        "Use a fresh key for another thing; the same key repeats the same request.",
    ),
    _entry(
        "precondition-required", HTTPStatus.PRECONDITION_REQUIRED, "ต้องส่งหัวข้อ If-Match", "If-Match is needed",
        "อ่านข้อมูลก่อนแล้วส่งค่า ETag ในหัวข้อ If-Match เพื่อไม่ให้เขียนทับของผู้อื่น",
        "Read it first and send its ETag in If-Match, so that nobody's work is overwritten unseen.",
    ),
    _entry(
        "too-many-requests", HTTPStatus.TOO_MANY_REQUESTS, "ส่งคำขอถี่เกินไป", "Too many requests",
        "รอตามหัวข้อ Retry-After", "Wait as Retry-After says.",
    ),
    _entry(
        "failed", HTTPStatus.INTERNAL_SERVER_ERROR, "ระบบขัดข้อง โปรดลองใหม่ภายหลัง",
        "The portal failed. Please try again after a while",
        "ส่งซ้ำด้วย Idempotency-Key เดิมได้โดยไม่เกิดงานซ้ำ หากยังขัดข้อง โปรดแจ้ง X-Request-ID ของคำตอบ",
        "Repeating with the same Idempotency-Key does nothing twice. If it goes on, tell us the answer's X-Request-ID.",
    ),
)  # fmt: skip
DICTIONARY = {entry.code: entry for entry in _ENTRIES}

# What a status means where nothing more is known.
_OF_STATUS = {
    HTTPStatus.UNAUTHORIZED: "not-authenticated",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.UNPROCESSABLE_ENTITY: "unkept",
    HTTPStatus.CONFLICT: "refused",
}


def entries() -> Iterator[Entry]:
    """Every code, by status and then by code."""
    yield from sorted(_ENTRIES, key=lambda entry: (entry.status, entry.code))


def of_status(status: HTTPStatus) -> Entry:
    """The entry for an error that says no more than its status; `input-unfit` where the status is none of ours."""
    if status in _OF_STATUS:
        return DICTIONARY[_OF_STATUS[status]]
    return next((entry for entry in _ENTRIES if entry.status == status), DICTIONARY["input-unfit"])
