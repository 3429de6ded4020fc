"""Set-up: what is missing is installed where we may, and told exactly where we may not; nothing is done twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.prepare import steps, system
from tools.prepare.steps import ROOT, Stop


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that set-up would have run."""
    commands: list[list[str]] = []

    def note(command: list[str], **_how: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 1 if command[0] == "sudo" else 0)

    monkeypatch.setattr(system.subprocess, "run", note)
    return commands


def test_without_root_the_exact_command_is_told(monkeypatch: pytest.MonkeyPatch, called: list[list[str]]) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system, "LIBRARIES", {"libnobody-has-this.so.9": "libpango-1.0-0"})

    with pytest.raises(Stop) as stopped:
        system.libraries()

    assert "sudo apt-get install -y --no-install-recommends libpango-1.0-0" in str(stopped.value)
    assert not any("apt-get" in command for command in called)


def test_root_installs_only_what_is_missing(monkeypatch: pytest.MonkeyPatch, called: list[list[str]]) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system, "LIBRARIES", {"libnobody-has-this.so.9": "libpangoft2-1.0-0", "libc.so.6": "libc6"})

    system.libraries()

    assert [command[1] for command in called] == ["update", "install"]
    assert "libpangoft2-1.0-0" in called[1]
    assert "libc6" not in called[1]


def test_a_missing_browser_is_no_reason_to_skip(
    monkeypatch: pytest.MonkeyPatch, called: list[list[str]], tmp_path: Path
) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system, "CHROMIUM", tmp_path / "chromium")

    with pytest.raises(Stop, match="chromium"):
        system.browser()


def test_a_step_runs_again_only_when_its_inputs_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(steps, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    source, made, runs = tmp_path / "source", tmp_path / "made", []
    source.write_text("one")

    def make() -> None:
        runs.append(source.read_text())
        made.write_text("")

    steps.step("Trial", [source], [made], make)
    steps.step("Trial", [source], [made], make)
    source.write_text("two")
    steps.step("Trial", [source], [made], make)
    made.unlink()
    steps.step("Trial", [source], [made], make)

    assert runs == ["one", "two", "two"]


def test_a_new_embedded_database_answers_after_set_up_for_tests_and_says_what_to_do_before(tmp_path: Path) -> None:
    """In a folder of its own: nothing of this machine's data is looked at."""
    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}"}
    given = b'{"from": "2024-04-30", "years": 1, "months": 6, "filing": true}'

    def run(*command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *command], input=given, env=env, cwd=ROOT, capture_output=True, check=False
        )

    before = run("manage.py", "evaluate", "period")
    assert before.returncode == 1
    assert b"make setup" in before.stderr
    assert b"Traceback" not in before.stderr

    for _twice in range(2):
        assert run("tools/prepare/data.py", "--only-new").returncode == 0
    after = run("manage.py", "evaluate", "period")
    assert (after.returncode, json.loads(after.stdout)["legal"]) == (0, "2025-10-31")
    assert not (tmp_path / "signing").exists()
