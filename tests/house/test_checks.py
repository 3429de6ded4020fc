"""The checks of `make lint` that a test run should know too, and proof that each of them can fail."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import catalogues, plain_strings, templates
from tools.catalogues import Package, packages

ROOT = catalogues.ROOT


def test_the_directions_of_the_house_hold() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([lint_imports, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.name)
def test_every_sentence_has_its_thai(package: Package) -> None:
    assert catalogues.problems(package) == []


def test_one_english_sentence_has_one_thai_one() -> None:
    assert catalogues.disagreements(packages()) == []


@pytest.mark.parametrize("path", templates.templates(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_says_nothing_untranslated_and_obeys_the_csp(path: Path) -> None:
    assert list(templates.problems(path, path.read_text(encoding="utf-8"))) == []


def test_every_template_compiles() -> None:
    assert list(templates.uncompiled()) == []


def test_every_label_can_be_translated() -> None:
    assert [problem for path in plain_strings.sources() for problem in plain_strings.problems(path)] == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<p>Hello</p>", "bare text: Hello"),
        ("<p>สวัสดี {{ name }}</p>", "bare text: สวัสดี"),
        ('<img alt="A picture">', 'bare text in alt="A picture"'),
        ('<p style="color: red"></p>', "style= attribute"),
        ('<button onclick="go()"></button>', "onclick= handler"),
        ("<script>go()</script>", "<script> without src or nonce"),
        ("{% if perms.cases %}{% endif %}", "a permission is decided here"),
    ],
)
def test_a_bad_template_is_found(source: str, problem: str) -> None:
    found = list(templates.problems(ROOT / "templates" / "page.html", source))

    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Hello" %}',
        "{% blocktranslate trimmed %}Hello <b>{{ name }}</b>{% endblocktranslate %}",
        '<p lang="en">To be completed by the exporter</p>',
        '<script nonce="{{ csp_nonce }}">go()</script>',
        "{# a note to the reader of the code #}{% comment %}Hello{% endcomment %}",
        "<p>{{ name }} &nbsp; 12 – 14</p>",
    ],
)
def test_a_good_template_is_left_in_peace(source: str) -> None:
    assert list(templates.problems(ROOT / "templates" / "page.html", source)) == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Package:
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    source = tmp_path / "pages.py"
    source.write_text('from django.utils.translation import gettext as _\n\n_("Good morning, %(name)s")\n')
    return Package("trial", tmp_path, (source,))


def in_thai(package: Package, thai: str) -> None:
    catalogues.update(package)
    po = package.po.read_text(encoding="utf-8")
    package.po.write_text(po.replace('%(name)s"\nmsgstr ""', f'%(name)s"\nmsgstr "{thai}"'), encoding="utf-8")


def test_a_sentence_nobody_translated_is_found(package: Package) -> None:
    catalogues.update(package)

    assert "not translated: 'Good morning, %(name)s'" in catalogues.problems(package)[0]


def test_a_lost_placeholder_is_found(package: Package) -> None:
    in_thai(package, "สวัสดีตอนเช้า")

    assert "placeholders differ" in catalogues.problems(package)[0]


def test_a_translation_survives_a_sentence_that_goes_and_comes_back(package: Package) -> None:
    source = package.sources[0]
    said = source.read_text(encoding="utf-8")
    in_thai(package, "สวัสดีตอนเช้า %(name)s")
    assert catalogues.problems(package) == []

    source.write_text("")
    catalogues.update(package)
    assert "no longer said" in catalogues.problems(package)[0]
    source.write_text(said)
    catalogues.update(package)

    assert catalogues.problems(package) == []
