"""What officers do with an application: find it, receive it, examine it, ask, return, recommend, decide."""

from playwright.sync_api import expect

from ..visitor import Visitor


def open_case(officer: Visitor, reference: str, shelf: str) -> None:
    """By the queue: the shelf, then the reference in the search."""
    officer.go("/officers/")
    officer.go("/officers/cases/case/")
    officer.follow(shelf, within=".desk-shelves")
    officer.write({"q": reference}, within=".desk")
    officer.press("Show", within=".desk-filters")
    officer.follow(reference, within=".desk-queue")


def unfold(officer: Visitor, part: str) -> None:
    """Opens a folded form of the case page."""
    officer.page.locator(f"{part} > summary").first.click()


def make(officer: Visitor, verb: str, label: str) -> None:
    officer.press(label, within=f"#move-{verb}")


def receive(ploy: Visitor) -> None:
    """Without the power of attorney it is refused; with it, it is received today."""
    unfold(ploy, "#move-receive")
    ploy.choose("The printed form, signed, was seen", within="#move-receive")
    make(ploy, "receive", "Record the reception")
    expect(ploy.page.locator("#id_receive-poa_seen-error")).to_be_visible()
    ploy.choose("The power of attorney was seen", within="#move-receive")
    make(ploy, "receive", "Record the reception")


def examine(ploy: Visitor) -> None:
    unfold(ploy, "#move-examine")
    make(ploy, "examine", "Begin the examination")


def ask(ploy: Visitor, question: str) -> None:
    unfold(ploy, "#questions details")
    ploy.write({"ask-text": question}, within="#questions")
    ploy.page.locator("#id_ask-place").select_option("goods.description")
    ploy.leave(ploy.page.locator("#act-ask button[type=submit]").click)
    expect(ploy.page.locator("#questions")).to_contain_text(question)


def return_it(ploy: Visitor, th: str, en: str) -> None:
    """With a reason that names the field and the clause."""
    unfold(ploy, "#move-return")
    fields = {"code": "unclear", "place": "goods.description", "clause": "REX-4"}
    for name, value in fields.items():
        ploy.page.locator(f"#id_return-reasons-0-{name}").select_option(value)
    ploy.write({"return-reasons-0-th": th, "return-reasons-0-en": en}, within="#move-return")
    make(ploy, "return", "Return for completion")


def recommend(ploy: Visitor) -> None:
    unfold(ploy, "#move-recommend")
    ploy.choose("To be registered", within="#move-recommend")
    ploy.write({"recommend-note": "ตรวจแล้ว ครบถ้วน"}, within="#move-recommend")
    make(ploy, "recommend", "Recommend")


def register(krit: Visitor) -> None:
    unfold(krit, "#move-register")
    make(krit, "register", "Register")
