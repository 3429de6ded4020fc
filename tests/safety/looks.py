"""What every page has to be, as a browser sees it: axe finds nothing, nothing sticks out, nothing was refused."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_core_python
from playwright.sync_api import Error, Page, Response

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ASK = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
SCRIPTS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8")
WIDTHS = {1280: 900, 320: 700}  # and the height that goes with it
# A refused form is no fault of the page; browsers write it down as an error.
EXPECTED = re.compile(r"Failed to load resource: .*status of (403|404|422)")
VAGUE = re.compile(r"This field is required|ฟิลด์นี้จำเป็น")
PICTURES = os.environ.get("LOOK", "")  # a folder: keeps a picture of every page


@dataclass
class Onlooker:
    """Goes from page to page in one window, and gathers what is wrong with them."""

    page: Page
    address: str
    name: str = "nobody"
    language: str = "th"
    judged: set[tuple[str, int]] = field(default_factory=set)  # how pages are made, at which width
    pages: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(SCRIPTS)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not EXPECTED.match(text):
            self._note(text)

    def _note(self, text: str) -> None:
        self.wrong.append(f"{self.name}, {self.language}, {self.page.url.removeprefix(self.address)}: {text}")

    def visit(self, path: str) -> bool:
        """Goes there and looks. False where there is no page of its own: a file, a part of a page, data."""
        return self._arrive(lambda: self.page.goto(self.address + path, wait_until="load"))

    def send_empty(self, path: str) -> bool:
        """Goes there, empties the page's form, sends it, and looks at what it says then."""
        self.page.goto(self.address + path)
        if not self.page.evaluate("looks.empty()"):
            return False

        def send() -> Response | None:
            with self.page.expect_navigation() as gone:
                self.page.evaluate("looks.send()")
            return gone.value

        found = self._arrive(send)
        if VAGUE.search(self.page.inner_text("body")):
            self._note("does not say which field is required")
        return found

    def _arrive(self, go: Callable[[], Response | None]) -> bool:
        try:
            response = go()
        except Error as error:
            if "Download is starting" in str(error):
                return False
            raise
        kind = response.headers.get("content-type", "") if response else ""
        if not kind.startswith("text/html") or not self.page.evaluate("looks.whole()"):
            return False
        self.pages += 1
        self._look()
        return True

    def _look(self) -> None:
        if (said := self.page.locator("html").get_attribute("lang")) != self.language:
            self._note(f"is in {said}")
        # Every other page is looked at the other way round: a window that stays as it is costs nothing.
        for width in sorted(WIDTHS, reverse=bool(self.pages % 2)):
            self.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            if sticks_out := self.page.evaluate("looks.sticksOut()"):
                self._note(f"runs over {width} px: {sticks_out}")
            self._keep_picture(width)
            made = (self.page.evaluate("looks.build()"), width)
            if made not in self.judged:
                self.judged.add(made)
                for fault in self._faults():
                    self._note(f"at {width} px: {fault}")

    def _faults(self) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        found: list[dict[str, Any]] = self.page.evaluate(ASK, RULES)
        by_axe = [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
        return by_axe + [f"small target (WCAG 2.5.8): {one}" for one in self.page.evaluate("looks.smallTargets()")]

    def _keep_picture(self, width: int) -> None:
        if PICTURES:
            name = re.sub(r"\W+", "-", self.page.url.removeprefix(self.address)).strip("-") or "home"
            place = Path(PICTURES) / f"{self.language}-{width}" / f"{self.pages:03}-{self.name}-{name[:60]}.png"
            self.page.screenshot(path=place, full_page=True)
