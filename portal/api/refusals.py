"""What services refuse, as problems of the API: with the same codes, fields and clauses as the screen shows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException

from portal.cases.answers import Problem as Unfit
from portal.cases.attachments import FileRefused
from portal.cases.drafts import DraftClosed, NotYours, Unkept
from portal.cases.refusals import MoveRefused
from portal.cases.submissions import SubmissionRefused
from portal.law.findings import Finding
from portal.parties.catalogue.writing import CodeTaken, Outdated

from .errors import DICTIONARY

# Why something is not kept at all, by the codes of `Unkept`.
UNKEPT = {
    "unknown": gettext_lazy("This step has no such field."),
    "too-long": gettext_lazy("This is far too long to be kept."),
    "too-many": gettext_lazy("There are more rows than can be kept."),
}


class Problem(APIException):
    """A problem by its code in the dictionary of errors."""

    def __init__(
        self,
        code: str,
        said: str = "",
        *,
        errors: Sequence[Mapping[str, str]] = (),
        findings: Sequence[Finding] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(said or code, code)
        self.code, self.said = code, said
        self.status_code = int(DICTIONARY[code].status)
        self.errors, self.findings, self.headers = list(errors), list(findings), dict(headers or {})


def as_problem(exc: Exception) -> Problem | None:
    """The problem that a service's refusal is; None for any other exception."""
    return next((make(exc) for kind, make in _KINDS.items() if isinstance(exc, kind)), None)


def unfit(problem: Unfit) -> dict[str, str]:
    """One thing that stands against filing, by the path at which the draft shows it."""
    part = ("rows", problem.row) if problem.row else ("values",) if problem.field not in ("", "rows") else ()
    path = ".".join(filter(None, ("steps", problem.step, *part, problem.field)))
    return at_field(path, problem.code, problem.message, problem.clause)


def at_field(where: str, code: str, message: str, clause: str = "") -> dict[str, str]:
    """An entry of a problem's `errors`; every one is made here, which is how the dictionary of codes knows them."""
    return {"where": where, "code": code, "clause": clause, "message": message}


def _refused(exc: MoveRefused) -> Problem:
    mine = all(finding.code != "not-yours" for finding in exc.findings)
    return Problem("refused" if mine else "not-yours", findings=exc.findings)


def _not_ready(exc: SubmissionRefused) -> Problem:
    alone = [finding.code for finding in exc.findings] == ["not-a-signatory"] and not exc.problems
    errors = [unfit(one) for one in exc.problems]
    return Problem("not-yours" if alone else "draft-not-ready", errors=errors, findings=exc.findings)


def _unkept(exc: Unkept) -> Problem:
    return Problem("unkept", errors=[at_field(name, exc.why, str(UNKEPT[exc.why])) for name in exc.names])


def _file(exc: FileRefused) -> Problem:
    return Problem("file-refused", " ".join(exc.messages))


def _code_taken(_exc: CodeTaken) -> Problem:
    said = _("There is a product with this code, perhaps an archived one.")
    return Problem("code-taken", said, errors=[at_field("code", "code-taken", said)])


_KINDS: dict[type[Exception], Callable[[Any], Problem]] = {
    MoveRefused: _refused,
    SubmissionRefused: _not_ready,
    DraftClosed: lambda _exc: Problem("draft-closed"),
    NotYours: lambda _exc: Problem("not-yours"),
    Unkept: _unkept,
    FileRefused: _file,
    CodeTaken: _code_taken,
    Outdated: lambda _exc: Problem("changed-meanwhile"),
}
