"""Every address of the portal, taken from the URL configuration, and the table of who gets what there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import get_resolver

TABLE = Path(__file__).parent.parent / "vectors" / "safety" / "doors.txt"
PEOPLE = (
    "nobody",
    "owner",
    "preparer",
    "reader",
    "agent",
    "past",
    "stranger",
    "examiner",
    "approver",
    "customs",
    "admin",
)
METHODS = ("GET", "POST")
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")

# What stands for a placeholder, where its name alone does not say it: by how the address begins.
STANDS_FOR = {
    "accounts/2fa/webauthn/keys/": {"pk": "1"},
    "companies/": {
        **{"pk": "{company}", "person_id": "{preparer}", "client_id": "{client}", "number": "1", "kind": "csv"},
    },
    "invitations/<str:code>": {"code": "no-such"},
    "documents/": {"pk": "{document}", "reference": "{done}"},
    "cases/<str:reference>/withdraw": {"reference": "{leaving}"},
    "cases/": {"reference": "{asked}", "verb": "withdraw"},
    "officers/cases/case/": {
        **{"reference": "{asked}", "act": "cancel-question", "verb": "recommend", "number": "1"},
        "token": "00000000-0000-0000-0000-000000000000",
    },
    "officers/lists/": {"kind": "calendar", "row": "{calendar_override}"},
    "officers/parties/exporter": {"object_id": "{company}"},
    "officers/parties/letter": {"object_id": "{letter}"},
    "officers/parties/person": {"object_id": "{person}"},
    "officers/parties/officer": {"object_id": "{officer}", "officer_id": "{officer}"},
    "officers/r/": {"content_type_id": "1", "object_id": "1"},
    "<procedure:procedure>/reopen": {"reference": "{leaving}"},
    "<procedure:procedure>/drafts/<uuid:draft_id>/<slug:slug>/": {"slug": "goods"},
    "account/tokens/": {"pk": "{token}"},
    "api/v1/cases/<str:reference>/documents": {"reference": "{done}", "pk": "{document}"},
    "api/v1/cases/": {"reference": "{asked}", "verb": "withdraw", "pk": "{attachment_id}"},
    "api/v1/companies/": {"pk": "{company}", "number": "1"},
    "api/v1/rex/drafts/": {"pk": "{draft_id}", "file_id": "{attachment_id}"},
    "api/": {"name": "no-such", "code": "refused"},
    "tools/drawback/": {"name": "lots", "code": "no-such"},
}
REGEXES = {
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/": "accounts/oidc/department/login/",
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/": "accounts/oidc/department/login/callback/",
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": "accounts/confirm-email/no-such-key/",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "accounts/password/reset/key/1-no-such/",
    "officers/^(?P<app_label>cases|parties)/$": "officers/cases/",
    "officers/(?P<url>.*)$": "officers/no-such-page/",
}


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every address in the URL configuration, as it is written there."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def address(route: str, places: dict[str, str]) -> str:
    """The address of Siam Ceramics' own thing behind `route`."""
    if route in REGEXES:
        return "/" + REGEXES[route]
    meant = next((said for begins, said in STANDS_FOR.items() if route.startswith(begins)), {})
    return "/" + PLACEHOLDER.sub(lambda found: _filled(found[1], meant, places), route)


def _filled(name: str, meant: dict[str, str], places: dict[str, str]) -> str:
    return meant[name].format_map(places) if name in meant else places[name]


def table() -> dict[tuple[str, str], dict[str, str]]:
    """(method, route) → person → what they get, as checked in."""
    rows = [line.split() for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return {(row[0], row[-1].removeprefix("/")): dict(zip(PEOPLE, row[1:-1], strict=True)) for row in rows}


def keys() -> list[tuple[str, str]]:
    """Every method and route that has a row."""
    return [(method, route) for route in sorted(routes()) for method in METHODS]


def write(name: str, found: dict[tuple[str, str], str]) -> None:
    """Puts what `name` got into the table, and gives every address its row; the other columns stay."""
    known, nothing = table(), dict.fromkeys(PEOPLE, "?")
    lines = ["# What each person gets at each address: a status, or where they are sent."]
    lines.append("# " + " ".join(f"{one:8}" for one in ("", *PEOPLE)).rstrip())
    for method, route in keys():
        row = known.get((method, route), nothing) | {name: found[method, route]}
        lines.append(f"{method:6}" + " ".join(f"{row[one]:8}" for one in PEOPLE) + f" /{route}")
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("\n".join(lines) + "\n")
