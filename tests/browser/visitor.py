"""Somebody at a screen: goes to pages, reads, types and presses; on every page it looks for what is broken."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_core_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import BrowserContext, Locator, Page

from portal.parties import letters

AXE = Axe()
GRAVE = ("serious", "critical")
# A refused form, a conflict, an ended sign-in and a save that the pressed button overtakes are no faults of a page;
# browsers write them down as errors.
EXPECTED = re.compile(r"Failed to load resource: .*status of (401|409|413|422)|htmx:(afterRequest|sendAbort)")
PICTURES = os.environ.get("LOOK", "")  # a folder: keeps a picture of every page that the tests visit


def say(language: str, english: str, context: str = "", **values: Any) -> str:
    """The sentence as the page shows it in that language."""
    with override(language):
        said = pgettext(context, english) if context else gettext(english)
    return said % values if values else said


def kind_of(address: str) -> str:
    """Pages that differ in their row only are of one kind."""
    path = re.sub(r"^https?://[^/]+", "", address).split("#")[0]
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f-]+)?|[A-Z]{3}[\w-]*\d+|\d+", "N", path)


@dataclass
class Visitor:
    """A browser of one person. English sentences given to it are looked for as its own language says them."""

    context: BrowserContext
    address: str
    language: str
    page: Page
    judged: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    name: str = "stranger"
    scripts: bool = True  # without them axe cannot run

    @classmethod
    def at(cls, context: BrowserContext, address: str, language: str, name: str = "stranger") -> "Visitor":
        visitor = cls(context, address, language, context.new_page(), name=name)
        visitor.listen(visitor.page)
        return visitor

    def listen(self, page: Page) -> None:
        """Notes what the browser complains of: errors of scripts, refused resources, breaches of the CSP."""
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._heard(page, said.type, said.text))

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and not EXPECTED.match(text):
            self.complaints.append(f"{page.url}: {text}")

    def say(self, english: str, context: str = "", **values: Any) -> str:
        return say(self.language, english, context, **values)

    # --- going about ---------------------------------------------------------------------------

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.look()

    def follow(self, english: str, within: str = "main", **values: Any) -> None:
        link = self.page.locator(f"{within} a").filter(has_text=self.say(english, **values)).first
        self.leave(link.click)

    def press(self, english: str, within: str = "main", **values: Any) -> None:
        button = self.page.locator(within).get_by_role("button", name=self.say(english, **values), exact=True).first
        self.leave(button.click)

    def leave(self, act: Callable[[], object]) -> None:
        """Does what leads to another page, and looks at that page."""
        with self.page.expect_navigation():
            act()
        self.look()

    # --- filling in ----------------------------------------------------------------------------

    def write(self, said: dict[str, str], within: str = "main") -> None:
        """Types each text into the field of that id."""
        for name, text in said.items():
            self.page.locator(f"{within} [id='id_{name}']").fill(text)

    def choose(self, english: str, within: str = "main") -> None:
        """Ticks the box or the radio of that label."""
        self.page.locator(within).get_by_label(self.say(english), exact=True).check()

    def unfold(self, english: str, within: str = "main") -> None:
        """Opens what is folded under that sentence; what is open already stays so."""
        summary = self.page.locator(f"{within} details:not([open]) > summary").filter(has_text=self.say(english))
        if summary.count():
            summary.first.click()

    # --- reading -------------------------------------------------------------------------------

    def sees(self, english: str, within: str = "main", **values: Any) -> Locator:
        """The first place where the sentence stands; waits for it and fails where it does not come."""
        place = self.page.locator(within).get_by_text(self.say(english, **values)).first
        place.wait_for()
        return place

    def typed(self, name: str) -> str:
        return self.page.locator(f"[id='id_{name}']").input_value()

    def letter(self, pattern: str) -> str:
        """What the pattern (its group, where it has one) finds in the latest letter that it fits."""
        letters.mail_unsent(timezone.now())
        texts = (f"{one.subject}\n{one.body}" for one in reversed(mail.outbox))
        found = next(filter(None, (re.search(pattern, text) for text in texts)), None)
        assert found, [one.subject for one in mail.outbox]
        return found[found.re.groups]

    # --- what every page has to be -------------------------------------------------------------

    def look(self) -> None:
        """No sideways scrolling, no complaint of the browser, and once for each kind of page nothing grave by axe."""
        page = self.page
        self._keep_picture()
        wide, shown = page.evaluate("[document.scrollingElement.scrollWidth, window.innerWidth]")
        assert wide <= shown, f"{page.url} is {wide} px wide on {shown} px: {self.widest()}"
        assert page.locator("html").get_attribute("lang") == self.language, page.url
        if self.scripts and kind_of(page.url) not in self.judged:
            self.judged.add(kind_of(page.url))
            assert self.grave() == [], page.url
        assert not self.complaints, "\n".join(self.complaints)

    def widest(self) -> str:
        return str(
            self.page.evaluate(
                "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
                ".slice(0, 8).map(e => e.tagName + '.' + e.className).join(' | ')"
            )
        )

    def grave(self) -> list[str]:
        """Violations that keep somebody out, as axe tells them."""
        found = AXE.run(self.page, options={"resultTypes": ["violations"]})["violations"]
        return [
            f"{one['impact']} {one['id']}: {node['html'][:160]}"
            for one in found
            if one["impact"] in GRAVE
            for node in one["nodes"]
        ]

    def _keep_picture(self) -> None:
        if PICTURES:
            width = (self.page.viewport_size or {"width": 0})["width"]
            name = re.sub(r"\W+", "-", kind_of(self.page.url)).strip("-") or "home"
            folder = Path(PICTURES) / f"{self.language}-{width}"
            place = folder / f"{len(list(folder.glob('*.png'))):03}-{self.name}-{name[:60]}.png"
            self.page.screenshot(path=place, full_page=True, caret="initial")
