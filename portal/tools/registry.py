"""The public tools: what each one answers, and where it is. Packages bring theirs at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern


@dataclass(frozen=True)
class Tool:
    """A tool at /tools/<slug>/. `title` and `summary` are lazy translations; `example` is the query of a filled form;
    `more` are its other addresses."""

    slug: str
    title: Any
    summary: Any
    order: int
    view: Callable[..., HttpResponseBase]
    more: tuple[URLPattern, ...] = ()


_TOOLS: dict[str, Tool] = {}


def register(tool: Tool) -> None:
    """Packages bring their tools at start-up."""
    _TOOLS[tool.slug] = tool


def every_tool() -> list[Tool]:
    """All of them, in the order of the page that lists them."""
    return sorted(_TOOLS.values(), key=lambda tool: tool.order)


def tool_of(slug: str) -> Tool:
    """The tool of that name; KeyError when there is none."""
    return _TOOLS[slug]
