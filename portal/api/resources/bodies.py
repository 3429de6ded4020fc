"""What is sent to an endpoint, read strictly: JSON objects, and forms with files."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request

from portal.law.evaluators.reading import InputError, Record
from portal.law.findings import Message


def record(request: Request) -> Record:
    """The JSON object of the body; a form's texts count as one."""
    data = request.data
    if hasattr(data, "lists"):
        return Record({name: values[-1] for name, values in data.lists() if not hasattr(values[-1], "chunks")})
    return Record.read(data)


def files(request: Request) -> list[UploadedFile]:
    """Every file of a form, whatever its field is called."""
    return [file for _name, sent in request.FILES.lists() for file in sent]


def maybe_text(said: Record, field: str) -> str:
    """The text of a field that need not be there."""
    return said.maybe(field, said.text) or ""


def texts_of(said: Record) -> dict[str, Any]:
    """An object's fields as a page would have typed them: texts, lists of texts; true is a tick, null is nothing."""
    typed = {str(name): _typed(value, said.path(str(name))) for name, value in said.everything().items()}
    return {name: value for name, value in typed.items() if value is not None}


def _typed(value: Any, where: str) -> str | list[str] | None:
    if isinstance(value, bool):
        return "on" if value else ""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return [_text(one, f"{where}.{number}") for number, one in enumerate(value)]
    raise InputError(Message("ต้องเป็นข้อความ", "Text is expected"), where)


def _text(value: Any, where: str) -> str:
    if isinstance(value, str):
        return value
    raise InputError(Message("ต้องเป็นข้อความ", "Text is expected"), where)
