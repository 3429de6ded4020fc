"""No, with every reason and its clause."""

from dataclasses import dataclass, field

from portal.law.findings import Finding, error


@dataclass
class MoveRefused(Exception):
    """What was asked for was not done; every reason is here, each with its clause."""

    findings: list[Finding] = field(default_factory=list)

    def __str__(self) -> str:
        return "; ".join(finding.message.en for finding in self.findings)


def refuse(code: str, *, th: str, en: str, clause: str = "", where: str = "") -> MoveRefused:
    """A refusal for one reason, to be raised."""
    return MoveRefused([error(code, clause, th=th, en=en, where=where)])


def not_yours() -> MoveRefused:
    return refuse("not-yours", th="ท่านไม่มีสิทธิดำเนินการขั้นตอนนี้", en="This is not yours to do.")


def not_in_this_state() -> MoveRefused:
    return refuse(
        "wrong-state",
        th="คำขอนี้อยู่ในสถานะที่ดำเนินการขั้นตอนนี้ไม่ได้",
        en="This step is not possible in the case's present state.",
    )


def moved_on(code: str) -> MoveRefused:
    return refuse(
        code,
        th="คำขอนี้เปลี่ยนไปแล้วระหว่างที่ท่านเปิดหน้านี้ โปรดดูสถานะล่าสุดแล้วลองอีกครั้ง",
        en="The case has changed since you opened this page. Look at its present state and try again.",
    )
