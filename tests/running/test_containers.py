"""The image and its neighbours, as far as they can be tried where no container runs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from celery import current_app
from celery.bin.beat import beat
from celery.bin.worker import worker
from django.core.management import get_commands

from .webserver import ROOT, serving

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SAID = {
    "PORTAL_HOST": "portal.example.go.th", "SECRET_KEY": "k3y-of-tests" * 6,
    "POSTGRES_PASSWORD": "abc", "REDIS_PASSWORD": "abc",
    "S3_ACCESS_KEY": "portal", "S3_SECRET_KEY": "abc", "EMAIL_URL": "smtp+tls://user:password@mail.example.go.th:587",
    "DEFAULT_FROM_EMAIL": "portal@example.go.th", "SIGNING_KEY_PASSWORD": "abc", "METRICS_TOKEN": "",
}  # fmt: skip


def environment(service: str, folder: Path) -> dict[str, str]:
    """What a process of the service finds around it, and what this machine's programs need."""
    kept = {name: said for name, said in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    ours = {**kept, "DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(folder)}
    said = {name: re.sub(r"\$\{(\w+)[^}]*\}", lambda found: SAID[found[1]], str(value)) for name, value in
            SERVICES[service]["environment"].items()}  # fmt: skip
    return {**ours, **said}


def image_command() -> list[str]:
    return [str(word) for word in yaml.safe_load(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[-1])]


def manage(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "manage.py", *words],
        cwd=ROOT, env=environment("web", folder), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_there_is_everything_that_production_needs() -> None:
    assert set(SERVICES) == {"prepare", "web", "worker", "beat", "nginx", "postgres", "redis", "storage"}
    assert sorted(OURS) == ["beat", "prepare", "web", "worker"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_restarts_says_whether_it_is_well_and_gains_no_rights(name: str) -> None:
    service = SERVICES[name]

    assert service["restart"] == ("no" if name == "prepare" else "unless-stopped")
    assert "healthcheck" in service or (name == "web" and "HEALTHCHECK" in DOCKERFILE)
    assert name == "postgres" or (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert service.get("read_only") or name in ("postgres", "storage")  # which write where their volumes are, and more
    assert set(service.get("networks", ())) <= set(COMPOSE["networks"])
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    for volume in service.get("volumes", ()):
        assert volume.startswith("./") or volume.split(":")[0] in COMPOSE["volumes"]


def test_databases_and_files_are_reached_from_inside_only() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert {name for name, service in SERVICES.items() if service["networks"] == ["inside"]} == {
        "postgres", "redis", "storage",
    }  # fmt: skip
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"nginx"}


def test_every_image_has_a_version() -> None:
    images = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    stages = set(re.findall(r"^FROM \S+ AS (\w+)", DOCKERFILE, re.MULTILINE))
    images += [image for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) if image not in stages]

    assert len(images) > 6
    assert [
        image for image in images if not re.fullmatch(r"[\w./-]+:\S*\d+\.\d+\.?\S*|\S+:RELEASE\.\d{4}\S+", image)
    ] == []


def test_the_image_runs_as_nobody_special_from_lock_files() -> None:
    assert re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE) == ["portal"]
    assert "uv sync --frozen --no-dev" in DOCKERFILE
    assert "--require-hashes -r tools/prepare/uv.txt" in DOCKERFILE
    assert "npm ci" in DOCKERFILE


def test_what_the_image_copies_is_here_and_secrets_are_not_among_it() -> None:
    copied = [words.split() for words in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE)]
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines())

    assert [source for words in copied for source in words[:-1] if not (ROOT / source).exists()] == []
    assert {".env", ".git", "var", "deploy/portal.env", "deploy/tls", "deploy/signing"} <= ignored
    for program in ("tools/messages.py", "deploy/healthy.py", "manage.py"):
        assert program in DOCKERFILE + str(SERVICES) and (ROOT / program).exists()


def test_the_commands_are_those_of_this_version(tmp_path: Path) -> None:
    """Options that a program does not know end here, not on the machine where it should have started."""
    for name, command in (("worker", worker), ("beat", beat)):
        words = SERVICES[name]["command"]
        assert words[:4] == ["celery", "-A", "portal", name]
        command.make_context(name, words[4:], resilient_parsing=False, obj=_Celery())
    named = re.findall(r"manage\.py (\w+)", str(SERVICES) + DOCKERFILE)
    assert len(named) >= 4
    assert set(named) <= set(get_commands())

    gunicorn = image_command()
    assert gunicorn[0] == "gunicorn"
    checked = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", *gunicorn[1:]],
        cwd=ROOT, env=environment("web", tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr


class _Celery:
    """What Celery's own command hands to the others while options are read."""

    app, no_color, quiet, workdir = current_app, True, True, None


def test_as_it_is_set_up_django_finds_nothing_to_warn_of(tmp_path: Path) -> None:
    found = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")

    assert (found.returncode, "no issues" in found.stdout) == (0, True), found.stdout + found.stderr


def test_settings_of_the_compose_file_reach_the_portal(tmp_path: Path) -> None:
    names = "DEMO DEBUG BASE_URL SESSION_COOKIE_SECURE SECURE_SSL_REDIRECT OFFICERS_NEED_SECOND_FACTOR EMAIL_HOST"
    code = f"""if True:
        from django.conf import settings
        from django.core.files.storage import default_storage
        print(*(getattr(settings, name) for name in {names.split()}), settings.DATABASES["default"]["HOST"],
              settings.CACHES["default"]["LOCATION"], default_storage.bucket_name, default_storage.endpoint_url)"""

    said = manage(tmp_path, "shell", "--no-imports", "-c", code)

    assert said.stdout.split() == [
        "False", "False", "https://portal.example.go.th", "True", "True", "True", "mail.example.go.th",
        "postgres", "redis://:abc@redis:6379/0", "portal", "http://storage:9000",
    ], said.stderr  # fmt: skip


def test_every_variable_that_is_asked_for_stands_in_the_example_and_no_secret_does() -> None:
    lines = (ROOT / "deploy" / "portal.env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))

    assert set(example) == asked == set(SAID)
    assert [name for name, said in example.items() if said and re.search("PASSWORD|SECRET|TOKEN", name)] == []


def test_nginx_asks_the_portal_and_lets_nobody_speak_for_it() -> None:
    bare = re.sub(r"#.*", "", NGINX)

    assert bare.count("{") == bare.count("}")
    assert set(re.findall(r"limit_(?:req|conn) (?:zone=)?(\w+)", bare)) == set(re.findall(r"zone=(\w+):10m", bare))
    assert "http://web:8000" in bare and "EXPOSE 8000" in DOCKERFILE
    for header in ("X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme", "X-Request-ID $request_id"):
        assert f"proxy_set_header {header};" in bare
    assert re.search(r"location /api/ \{\s*return 403;", bare)  # without TLS
    assert "add_header" not in bare  # the portal's own headers, once
    mounted = {volume.split(":")[1] for volume in SERVICES["nginx"]["volumes"]}
    assert "/etc/nginx/nginx.conf" in mounted
    assert all(path.startswith("/etc/nginx/tls/") for path in re.findall(r"ssl_certificate\w* (\S+);", bare))
    assert "8443" in SERVICES["nginx"]["ports"][1]


def test_only_current_tls_is_spoken() -> None:
    protocols = re.findall(r"ssl_protocols (.*);", NGINX)
    ciphers = re.findall(r"ssl_ciphers (.*);", NGINX)[0].split(":")

    assert protocols == ["TLSv1.2 TLSv1.3"]
    assert [cipher for cipher in ciphers if not cipher.startswith("ECDHE-") or "CBC" in cipher] == []
    assert all("GCM" in cipher or "POLY1305" in cipher for cipher in ciphers)


def test_the_images_question_of_health_is_answered(tmp_path: Path) -> None:
    words = shlex.split(re.sub(r'[\[\],"]', " ", re.findall(r"HEALTHCHECK .*CMD (\[.*\])", DOCKERFILE)[0]))
    production = {
        "BASE_URL": "https://portal.example",
        "ALLOWED_HOSTS": "portal.example,localhost",
        "BEHIND_PROXY": "true",
    }

    with serving(tmp_path, workers=1, SECURE_SSL_REDIRECT="true", **production) as (address, server):
        asked = [
            sys.executable,
            words[1],
            words[2].replace("http://localhost:8000", address.replace("127.0.0.1", "localhost")),
        ]
        well = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)
        server.terminate()
        server.wait(60)
        gone = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)

    assert (well.returncode, gone.returncode) == (0, 1)
