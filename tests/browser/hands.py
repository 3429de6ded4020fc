"""A visitor's hands on the keyboard: the mouse is never touched, and where the focus is can always be seen."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from .visitor import Visitor

MOST = 150  # presses of a key after which nobody would go on
HERE = """([where, words]) => {
  const here = document.activeElement
  return here.matches(where) && (here.innerText ?? '').includes(words)
}"""
# WCAG 2.2: 2.4.7, the focus is seen; 2.4.11, nothing lies over it. A tick box is drawn by its label.
SHOWN = """() => {
  const here = document.activeElement
  const drawn = [getComputedStyle(here)]
  if (here.nextElementSibling) drawn.push(getComputedStyle(here.nextElementSibling, '::before'))
  const outlined = style => style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
  const seen = drawn.some(style => style.boxShadow !== 'none' || outlined(style))
  const box = here.getClientRects()[0]
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return seen && top !== null && (here.contains(top) || top.contains(here) || top.closest('label')?.control === here)
}"""


@dataclass
class Hands:
    """What somebody does who has no mouse. Sentences are looked for as the visitor's language says them."""

    visitor: Visitor

    @property
    def page(self) -> Page:
        return self.visitor.page

    def reach(self, where: str, words: str = "") -> None:
        """Tabs on until the focus is on such an element with these words, and can be seen there."""
        said = self.visitor.say(words) if words else ""
        self._until("Tab", lambda: bool(self.page.evaluate(HERE, [where, said])), f"{where} {said}")
        assert self.page.evaluate(SHOWN), f"the focus on {where} {said} is not seen"

    def write(self, typed: dict[str, str]) -> None:
        """Types each text into the field of that name, in the order in which the page has them."""
        for name, text in typed.items():
            self.reach(f"#id_{name}")
            self.page.keyboard.insert_text(text)

    def pick(self, name: str, value: str) -> None:
        """Goes down a list to the choice of that value."""
        self.reach(f"#id_{name}")
        self._until("ArrowDown", lambda: self.visitor.typed(name) == value, f"{value} in {name}")

    def press(self, where: str, words: str) -> None:
        """Goes to the link or the button, and on by Enter."""
        self.reach(where, words)
        self.enter()

    def enter(self) -> None:
        self.visitor.leave(lambda: self.page.keyboard.press("Enter"))

    def _until(self, key: str, there: Callable[[], bool], what: str) -> None:
        for _press in range(MOST):
            if there():
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never leads to {what} on {self.page.url}")
