"""What a power of attorney can be given for: the procedures, which are known above this package."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise

Text = str | Promise
_known: list[Callable[[], Iterable[tuple[str, Text]]]] = []


def come_from(procedures: Callable[[], Iterable[tuple[str, Text]]]) -> None:
    """Tells who knows the procedures: slug and title of each."""
    _known[:] = [procedures]


def choices() -> list[tuple[str, Text]]:
    return [one for known in _known for one in known()]


def title(slug: str) -> Text:
    """The procedure's name; its slug where it is not installed any more."""
    return dict(choices()).get(slug, slug)
