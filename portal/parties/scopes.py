"""What a power of attorney can be given for: the procedures, which make themselves known from above."""

from django.utils.functional import Promise

Text = str | Promise
_titles: dict[str, Text] = {}


def register(slug: str, title: Text) -> None:
    """Makes a procedure one that powers can be given for."""
    _titles[slug] = title


def choices() -> list[tuple[str, Text]]:
    return list(_titles.items())


def title(slug: str) -> Text:
    """The procedure's name; its slug where it is not installed any more."""
    return _titles.get(slug, slug)
