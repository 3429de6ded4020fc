"""What one process of the suite empties, the others keep: a corner of Redis, or a folder of its own."""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.filebased import FileBasedCache


def cache_of_another_process(folder: Path) -> BaseCache:
    if not settings.REDIS_URL:
        return FileBasedCache(str(folder), {})
    other = caches.create_connection("default")
    other.key_prefix = folder.name
    return other


def test_one_process_does_not_empty_the_cache_of_another(tmp_path: Path) -> None:
    other = cache_of_another_process(tmp_path)
    other.set("counter", 4)
    cache.set("counter", 5)

    cache.clear()

    assert cache.get("counter") is None
    assert other.get("counter") == 4
    other.clear()
    assert other.get("counter") is None
