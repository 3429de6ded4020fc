"""Whether this process lives, and whether the portal can do its work: asked by whoever keeps it running."""

import logging
import uuid
from collections.abc import Callable, Mapping

from celery import current_app
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.papers import sign

log = logging.getLogger(__name__)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


_applied = False


def _migrations() -> None:
    global _applied  # once they are applied they stay so for as long as this code runs
    if _applied:
        return
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise RuntimeError(f"{len(waiting)} migrations have not been applied: manage.py migrate")
    _applied = True


def _cache() -> None:
    key, said = f"readyz-{uuid.uuid4().hex}", uuid.uuid4().hex
    cache.set(key, said, 10)
    kept = cache.get(key)
    cache.delete(key)
    if kept != said:
        raise RuntimeError("the cache forgets at once")


def _queue() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)


def _files() -> None:
    default_storage.exists("readyz")


CHECKS: Mapping[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "queue": _queue,
    "files": _files,
    "signing_key": sign.check_key,
}


@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a slow database kills no web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Every part that the portal needs, by name: "ok" or "failed"; what failed and why stands in the log alone."""
    found = {name: _passes(name, check) for name, check in CHECKS.items()}
    fine = all(found.values())
    return JsonResponse({name: "ok" if good else "failed" for name, good in found.items()}, status=200 if fine else 503)


def _passes(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever a part's library raises, the answer is that it does not work
        log.exception("not ready: %s", name)
        return False
    return True
